import type { z } from 'zod';

/** The raw variables, as in `process.env`. An empty value counts as unset. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

/** Where the process runs. Development secrets are refused everywhere but in `development`. */
export type RuntimeEnvironment = 'development' | 'test' | 'production';

/** One thing wrong with one variable, told without ever showing a secret. */
export interface SettingFault {
  readonly env: string;
  /** What was found: the value in quotes, `nothing`, or the length of a secret. */
  readonly got: string;
  /** What would be right. */
  readonly wanted: string;
}

/** What reading a setting gives: its typed value, or why it has none. */
export type SettingReading<T> = { readonly value: T } | { readonly fault: SettingFault };

/** How a setting is declared. Defaults are written as the operator would write them. */
export interface SettingOptions {
  /** One or two sentences for the operator; they end up in .env.example. */
  readonly description: string;
  /** Used in every environment when the variable is unset. */
  readonly default?: string;
  /** Used in development only; elsewhere the variable is required, and a secret must differ from this. */
  readonly developmentDefault?: string;
  /** Without it and without a default the setting may be absent. */
  readonly required?: true;
  /** A second name, read where the first is unset. */
  readonly fallback?: string;
  /** A variable that takes its place: where that one is set, this one may be absent. */
  readonly unless?: string;
}

/** One variable: its name, its type, and how it is read. */
export interface Setting<T> {
  readonly env: string;
  readonly options: SettingOptions;
  /** What is accepted, in words; completes “wanted …”. */
  readonly wanted: string;
  readonly secret: boolean;
  read(environment: RawEnvironment): SettingReading<T>;
}

/** `T` for a setting that always has a value, `T | undefined` for one that may be absent. */
export type Present<T, O extends SettingOptions> = O extends { readonly unless: string }
  ? T | undefined
  : O extends { readonly default: string } | { readonly developmentDefault: string } | { readonly required: true }
    ? T
    : T | undefined;

/** A type of setting: a zod schema from text, with the words for a fault. */
export interface SettingKind<T> {
  readonly schema: z.ZodType<T, string>;
  readonly wanted: string;
  readonly secret?: true;
}

/** The runtime environment that the raw variables name; `development` when unset or unknown (a fault elsewhere). */
export function runtimeEnvironmentOf(environment: RawEnvironment): RuntimeEnvironment {
  const name = environment['ONEFACTURE_ENV'];
  return name === 'production' || name === 'test' ? name : 'development';
}

/** The raw text of a variable, or undefined when it is unset or blank. */
export function rawValue(environment: RawEnvironment, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : environment[name]?.trim();
  return value === '' ? undefined : value;
}

/** Builds a setting of a kind. Prefer the functions of kinds.ts. */
export function setting<T, const O extends SettingOptions>(
  env: string,
  kind: SettingKind<T>,
  options: O,
): Setting<Present<T, O>> {
  return {
    env,
    options,
    wanted: kind.wanted,
    secret: kind.secret ?? false,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Present<T, O> leaves undefined out exactly where a default or `required` rules it out below, and nothing may take its place.
    read: (environment) => readSetting(env, kind, options, environment) as SettingReading<Present<T, O>>,
  };
}

function readSetting<T>(
  env: string,
  kind: SettingKind<T>,
  options: SettingOptions,
  environment: RawEnvironment,
): SettingReading<T | undefined> {
  const development = runtimeEnvironmentOf(environment) === 'development';
  const given = rawValue(environment, env) ?? rawValue(environment, options.fallback);
  const text = given ?? options.default ?? (development ? options.developmentDefault : undefined);
  if (text === undefined) {
    const replaced = rawValue(environment, options.unless) !== undefined;
    const required = !replaced && (options.required === true || options.developmentDefault !== undefined);
    return required ? { fault: { env, got: 'nothing', wanted: kind.wanted } } : { value: undefined };
  }
  if (kind.secret === true && !development && text === options.developmentDefault) {
    return { fault: { env, got: 'the development default', wanted: `${kind.wanted} of your own` } };
  }
  const parsed = kind.schema.safeParse(text);
  if (parsed.success) return { value: parsed.data };
  const got = kind.secret === true ? `a value of ${text.length} characters` : JSON.stringify(text);
  return { fault: { env, got, wanted: kind.wanted } };
}
