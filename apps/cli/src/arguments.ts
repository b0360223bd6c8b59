import { parseArgs } from 'node:util';
import { CONVERSION_TARGETS, type ConversionTarget } from '@onefacture/formats';
import { type Profile, SPECIFICATIONS } from '@onefacture/invoice';
import { RULE_CHOICES, type RuleChoice } from '@onefacture/validation';
import { UsageError } from './usage.js';

/** What the command line asks for. */
export interface Arguments {
  readonly command: 'read' | 'convert' | 'render' | 'validate' | 'help';
  readonly file: string;
  /** Of validate: one or more. */
  readonly files: readonly string[];
  readonly rulesets: RuleChoice;
  /** Whether the documents are others': our own checks are then warnings. */
  readonly received: boolean;
  readonly to: ConversionTarget;
  readonly profile: Profile | undefined;
  readonly language: 'fr' | 'en';
  readonly format: 'pdf' | 'html';
  /** Path of the page to wrap. */
  readonly pdf: string | undefined;
  /** Path, or `-` for standard output. */
  readonly out: string | undefined;
  readonly json: boolean;
}

const COMMANDS = ['read', 'convert', 'render', 'validate', 'help'] as const;
const PROFILES = Object.keys(SPECIFICATIONS);

const oneOf = <T extends string>(name: string, value: string | undefined, values: readonly T[]): T | undefined => {
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${name} is "${value}"; it can be ${values.join(', ')}.`);
  return found;
};

const isProfile = (value: string): value is Profile => PROFILES.includes(value);

const profileNamed = (value: string | undefined): Profile | undefined => {
  if (value === undefined) return undefined;
  const name = value.toUpperCase().replaceAll(/[- ]/g, '_');
  if (isProfile(name)) return name;
  throw new UsageError(`--profile is "${value}"; it can be ${PROFILES.join(', ')}.`);
};

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        profile: { type: 'string' },
        language: { type: 'string' },
        format: { type: 'string' },
        pdf: { type: 'string' },
        output: { type: 'string', short: 'o' },
        json: { type: 'boolean', default: false },
        rulesets: { type: 'string' },
        received: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? `${error.message}.` : 'The command line cannot be read.');
  }
};

/**
 * Reads the words after the program's name.
 * Throws UsageError with a sentence for an unknown command or option, a missing file or a value that cannot be.
 */
export const readArguments = (argv: readonly string[]): Arguments => {
  const { values, positionals } = parsed(argv);
  const [word, file, ...more] = positionals;
  if (values.help || word === undefined) return readArguments(['help']);
  const command = oneOf('The command', word, COMMANDS) ?? 'help';
  if (command !== 'help' && file === undefined) throw new UsageError(`${command} needs a file.`);
  if (more.length > 0 && command !== 'validate')
    throw new UsageError(`${command} takes one file; "${more.join(' ')}" is too many.`);
  const to = oneOf('--to', values.to, CONVERSION_TARGETS);
  if (command === 'convert' && to === undefined)
    throw new UsageError(`convert needs --to ${CONVERSION_TARGETS.join('|')}.`);
  if (command === 'convert' && to !== 'readable' && values.format !== undefined)
    throw new UsageError('--format is for --to readable.');
  return {
    command,
    file: file ?? '',
    files: positionals.slice(1),
    rulesets: oneOf('--rulesets', values.rulesets, RULE_CHOICES) ?? 'all',
    received: values.received,
    to: command === 'render' ? 'readable' : (to ?? 'json'),
    profile: profileNamed(values.profile),
    language: oneOf('--language', values.language, ['fr', 'en']) ?? 'fr',
    format: oneOf('--format', values.format, ['pdf', 'html']) ?? 'pdf',
    pdf: values.pdf,
    out: values.output,
    json: values.json,
  };
};
