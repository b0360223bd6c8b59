import { BillingSettings } from './billing.settings.js';
import { DataSettings } from './data.settings.js';
import { DirectorySettings } from './directory.settings.js';
import { FilePoolSettings } from './file-pool.settings.js';
import { LimitSettings, LogSettings } from './limit.settings.js';
import { MailSettings } from './mail.settings.js';
import { OperatorSettings } from './operator.settings.js';
import { PlatformSettings, SandboxSettings } from './platform.settings.js';
import { CallSettings, QueueSettings, WebhookSettings } from './queue.settings.js';
import { HttpSettings, RuntimeSettings } from './runtime.settings.js';
import { EncryptionSettings, SecuritySettings } from './security.settings.js';
import { rawValue, type RawEnvironment, type SettingFault } from './setting.js';
import { SettingsError, type SettingsShape } from './settings-class.js';
import { DatabaseSettings, RedisSettings } from './storage.settings.js';
import { ValidationSettings } from './validation.settings.js';

/** What the loader needs of a settings class, whatever its values are. */
export interface AnySettingsClass {
  readonly name: string;
  readonly title: string;
  readonly shape: SettingsShape;
}

interface Loaded {
  readonly instance: object;
  readonly faults: readonly SettingFault[];
}

const entry = <V extends object>(
  type: AnySettingsClass & {
    new (values: V): object;
    read(environment: RawEnvironment): { values: V; faults: readonly SettingFault[] };
  },
) => ({
  type,
  load: (environment: RawEnvironment): Loaded => {
    const { values, faults } = type.read(environment);
    return { instance: new type(values), faults };
  },
});

/** Every settings class, in the order of .env.example. */
export const SETTINGS = [
  entry(RuntimeSettings),
  entry(HttpSettings),
  entry(DatabaseSettings),
  entry(RedisSettings),
  entry(LogSettings),
  entry(SecuritySettings),
  entry(EncryptionSettings),
  entry(LimitSettings),
  entry(ValidationSettings),
  entry(FilePoolSettings),
  entry(QueueSettings),
  entry(CallSettings),
  entry(WebhookSettings),
  entry(SandboxSettings),
  entry(PlatformSettings),
  entry(DirectorySettings),
  entry(MailSettings),
  entry(BillingSettings),
  entry(DataSettings),
  entry(OperatorSettings),
] as const;

/** Names that are accepted and have no meaning any more, with the reason. */
export const IGNORED_SETTINGS: Readonly<Record<string, string>> = {
  ONEFACTURE_SIDECAR_URL: 'Has no effect: validation runs in process.',
};

/** Names that belong to clients of the api and may lie in the same environment. */
const CLIENT_NAMES = new Set(['ONEFACTURE_API_KEY']);

/** All settings of a process, validated. */
export class Settings {
  readonly #byClass: ReadonlyMap<unknown, object>;

  constructor(
    instances: ReadonlyMap<unknown, object>,
    /** What the operator should know, to be logged once at boot: ignored and unknown names. */
    readonly warnings: readonly string[],
  ) {
    this.#byClass = instances;
  }

  /** The instance of one settings class. */
  get<T extends object>(type: new (values: never) => T): T {
    const instance = this.#byClass.get(type);
    if (instance instanceof type) return instance;
    throw new Error(`${type.name} is not among the settings`);
  }
}

/** Reads and validates every setting. Throws one SettingsError that lists every fault, secrets unseen. */
export function loadSettings(environment: RawEnvironment = process.env): Settings {
  const loaded = SETTINGS.map(({ type, load }) => ({ type, ...load(environment) }));
  const faults = loaded.flatMap((one) => one.faults);
  if (faults.length > 0) throw new SettingsError(faults);
  return new Settings(new Map(loaded.map(({ type, instance }) => [type, instance])), warningsFor(environment));
}

function warningsFor(environment: RawEnvironment): string[] {
  const known = new Set(SETTINGS.flatMap(({ type }) => Object.values(type.shape).map(({ env }) => env)));
  const warnings: string[] = [];
  for (const name of Object.keys(environment).toSorted()) {
    if (rawValue(environment, name) === undefined || !name.startsWith('ONEFACTURE_')) continue;
    const ignored = IGNORED_SETTINGS[name];
    if (ignored !== undefined) warnings.push(`${name} is ignored. ${ignored}`);
    else if (!known.has(name) && !CLIENT_NAMES.has(name) && !name.endsWith('_PRICE_ID')) {
      warnings.push(`${name} is not a setting of this version.`);
    }
  }
  return warnings;
}
