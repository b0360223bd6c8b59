import type { Setting } from './setting.js';
import { IGNORED_SETTINGS, SETTINGS } from './settings.js';

const HEAD = `# Settings of onefacture, with their defaults. Generated from libs/config: npm run env:example.
# A variable that is unset or empty takes its default.`;

/** The text of .env.example: every setting with its description, type and default. */
export function renderEnvExample(): string {
  const sections = SETTINGS.map(({ type }) =>
    [`# ── ${type.title}`, ...Object.values(type.shape).map(renderSetting)].join('\n\n'),
  );
  const ignored = Object.entries(IGNORED_SETTINGS).map(([env, reason]) => `# ${reason}\n# ${env}=`);
  return `${[HEAD, ...sections, '# ── Accepted, without effect', ...ignored].join('\n\n')}\n`;
}

function renderSetting({ env, options, wanted }: Setting<unknown>): string {
  const needed =
    options.required === true
      ? ' Required.'
      : options.developmentDefault === undefined
        ? ''
        : ` Required outside development${options.unless === undefined ? '' : `, unless ${options.unless} is set`}.`;
  const second = options.fallback === undefined ? '' : ` ${options.fallback} is read where this is unset.`;
  const value = options.default ?? options.developmentDefault;
  const line = options.required === true ? `${env}=` : `# ${env}=${value ?? ''}`;
  return `# ${options.description}${second}\n# ${capitalised(wanted)}.${needed}\n${line}`;
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
