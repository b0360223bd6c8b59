/** What was last seen of a platform account. */
export interface HealthRecord {
  readonly state: 'up' | 'down';
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The last fault, kept after the platform came back. */
  readonly last_error?: { readonly code: string; readonly detail: string; readonly at: string };
}

/**
 * Where the worker leaves what it saw of platforms, for the api to show. Losing it costs a line on a status page:
 * implementations answer null and stay silent rather than throw.
 */
export interface PlatformHealthStore {
  read(scope: string): Promise<HealthRecord | null>;
  write(scope: string, record: HealthRecord): Promise<void>;
}

/** A PlatformHealthStore of one process. */
export class MemoryPlatformHealthStore implements PlatformHealthStore {
  readonly #records = new Map<string, HealthRecord>();

  async read(scope: string): Promise<HealthRecord | null> {
    return this.#records.get(scope) ?? null;
  }

  async write(scope: string, record: HealthRecord): Promise<void> {
    this.#records.set(scope, record);
  }
}
