import { runtimeEnvironmentOf } from './setting.js';
import type { RawEnvironment, RuntimeEnvironment, Setting, SettingFault } from './setting.js';

/** The members of a settings class and the variables they come from. */
export type SettingsShape = Readonly<Record<string, Setting<unknown>>>;

/** The typed values of a shape. */
export type SettingsValues<S extends SettingsShape> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** A rule over several values of one class; gives the faults it finds. */
export type SettingsCheck<V> = (values: V, environment: RuntimeEnvironment) => readonly SettingFault[];

/** What `defineSettings` gives: a base class that knows its own declaration. */
export interface SettingsClass<V extends object> {
  new (values: V): V;
  /** Heading in .env.example. */
  readonly title: string;
  readonly shape: SettingsShape;
  /** Reads this class alone, with the same rules as at boot; for tests and scripts. Throws SettingsError. */
  from<T extends V>(this: new (values: V) => T, environment?: RawEnvironment): T;
  /** Reads this class and tells every fault. */
  read(environment: RawEnvironment): { readonly values: V; readonly faults: readonly SettingFault[] };
}

/** Thrown at boot: names every fault at once, so that one restart is enough to correct them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly faults: readonly SettingFault[]) {
    const lines = faults.map(({ env, got, wanted }) => `  ${env}: got ${got}, wanted ${wanted}`);
    super(`${faults.length === 1 ? 'One setting is' : `${faults.length} settings are`} wrong:\n${lines.join('\n')}`);
  }
}

/**
 * Makes the base of a typed settings class from a declaration:
 * `class LogSettings extends defineSettings('Logs', { level: choice(…) }) {}`.
 * The class is its own injection token.
 */
export function defineSettings<const S extends SettingsShape>(
  title: string,
  shape: S,
  check: SettingsCheck<SettingsValues<S>> = () => [],
): SettingsClass<SettingsValues<S>> {
  type Values = SettingsValues<S>;
  class DeclaredSettings {
    static readonly title = title;
    static readonly shape = shape;

    constructor(values: Values) {
      Object.assign(this, values);
    }

    static read(environment: RawEnvironment) {
      const readings = Object.entries(shape).map(([member, one]) => [member, one.read(environment)] as const);
      const faults = readings.flatMap(([, reading]) => ('fault' in reading ? [reading.fault] : []));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from the shape itself: these are Values once there is no fault.
      const values = Object.fromEntries(
        readings.map(([member, reading]) => [member, 'value' in reading ? reading.value : undefined]),
      ) as Values;
      return { values, faults: faults.length > 0 ? faults : check(values, runtimeEnvironmentOf(environment)) };
    }

    static from(this: new (values: Values) => Values, environment: RawEnvironment = {}): Values {
      const { values, faults } = DeclaredSettings.read(environment);
      if (faults.length > 0) throw new SettingsError(faults);
      return new this(values);
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the constructor assigns the members of the shape, which the compiler cannot see.
  return DeclaredSettings as unknown as SettingsClass<Values>;
}
