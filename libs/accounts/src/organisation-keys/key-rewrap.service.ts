import { Injectable } from '@nestjs/common';
import { KeyFunctions, type HeaderChange, type SealedColumn, type SealedStart } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';

/** How far it is. */
export interface RewrapProgress {
  /** Of the present column: `table.column`, and pages of its table. */
  readonly column: string;
  readonly page: number;
  readonly pages: number;
  /** Values re-wrapped so far, in all columns. */
  readonly rewrapped: number;
}

/** A value that could not be re-wrapped; it is as it was. */
export interface RewrapFault {
  readonly organizationId: string;
  readonly column: string;
  readonly message: string;
}

/** What it came to. */
export interface RewrapResult {
  readonly rewrapped: number;
  /** Values of organisations whose key was destroyed, which stay as they are. */
  readonly destroyed: number;
  readonly failed: number;
  /** The first of those that failed. */
  readonly faults: readonly RewrapFault[];
  /** False when it was stopped, or was still finding values after its last walk. */
  readonly complete: boolean;
}

/** What it may be told. */
export interface RewrapOptions {
  /** Only the values of this organisation. */
  readonly organizationId?: string;
  readonly onProgress?: (progress: RewrapProgress) => void;
  readonly signal?: AbortSignal;
}

const PAGES_AT_ONCE = 32;
const VALUES_AT_ONCE = 40;
const CALLS_AT_ONCE = 8;
const MAX_WALKS = 5;
const FAULTS_TOLD = 20;

interface Tally {
  rewrapped: number;
  destroyed: number;
  failed: number;
  faults: RewrapFault[];
}

/**
 * Puts every sealed value under the key that is its organisation's today: after a new key of the settings, the move to
 * a key broker, or a key of an organisation. Values are written 40 at a time and each stands under the old key or the
 * new one, so it may be killed at any moment and started again: what is done is seen by its header and passed over.
 * A row that moved while its table was walked is found by the next walk; the last walk finds nothing.
 */
@Injectable()
export class KeyRewrap {
  constructor(
    private readonly keys: KeyFunctions,
    private readonly envelope: Envelope,
  ) {}

  /** @throws AppError `key.unavailable` when the key broker does not answer; what was done is kept */
  async run(options: RewrapOptions = {}): Promise<RewrapResult> {
    const sum: Tally = { rewrapped: 0, destroyed: 0, failed: 0, faults: [] };
    for (let walk = 0; walk < MAX_WALKS; walk += 1) {
      const before = sum.rewrapped;
      Object.assign(sum, { destroyed: 0, failed: 0, faults: [] });
      for (const column of await this.keys.sealedColumns()) await this.#walk(column, sum, options);
      if (options.signal?.aborted) return { ...sum, complete: false };
      if (sum.rewrapped === before) return { ...sum, complete: true };
    }
    return { ...sum, complete: false };
  }

  async #walk(column: SealedColumn, sum: Tally, options: RewrapOptions): Promise<void> {
    for (let page = 0; page < column.pages; page += PAGES_AT_ONCE) {
      if (options.signal?.aborted) return;
      const starts = await this.keys.sealedStarts(column, page, PAGES_AT_ONCE, options.organizationId);
      await this.#some(column, starts, sum, options, () => ({
        column: nameOf(column),
        page: Math.min(page + PAGES_AT_ONCE, column.pages),
        pages: column.pages,
        rewrapped: sum.rewrapped,
      }));
    }
  }

  async #some(
    column: SealedColumn,
    starts: readonly SealedStart[],
    sum: Tally,
    { signal, onProgress }: RewrapOptions,
    progress: () => RewrapProgress,
  ): Promise<void> {
    const known = new Map<string, Promise<Rewrapped>>();
    for (let from = 0; from < starts.length; from += VALUES_AT_ONCE) {
      if (signal?.aborted) return;
      const changes = await this.#changes(column, starts.slice(from, from + VALUES_AT_ONCE), known, sum);
      if (changes.length > 0) sum.rewrapped += await this.keys.replaceHeaders(column, changes);
      onProgress?.(progress());
    }
    if (starts.length === 0) onProgress?.(progress());
  }

  /** A few calls at a time; values that share a data key share its call. */
  async #changes(
    column: SealedColumn,
    starts: readonly SealedStart[],
    known: Map<string, Promise<Rewrapped>>,
    sum: Tally,
  ): Promise<HeaderChange[]> {
    const changes: HeaderChange[] = [];
    const waiting = [...starts];
    const work = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        const change = await this.#change(column, one, known, sum);
        if (change) changes.push(change);
      }
    };
    await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
    return changes;
  }

  async #change(
    column: SealedColumn,
    { place, organization_id: organizationId, start }: SealedStart,
    known: Map<string, Promise<Rewrapped>>,
    sum: Tally,
  ): Promise<HeaderChange | undefined> {
    try {
      const header = this.envelope.headerOf(start);
      const name = `${organizationId}|${Buffer.from(header).toString('base64')}`;
      const call = known.get(name) ?? this.envelope.rewrapHeader(header, organizationId);
      known.set(name, call);
      const after = await call;
      return after && { place, before: header, after };
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'unavailable') throw error;
      if (error.code === 'key.destroyed') {
        sum.destroyed += 1;
        return undefined;
      }
      sum.failed += 1;
      const fault = { organizationId, column: nameOf(column), message: error.message };
      if (sum.faults.length < FAULTS_TOLD) sum.faults.push(fault);
      return undefined;
    }
  }
}

type Rewrapped = Uint8Array | undefined;

const nameOf = ({ table_name, column_name }: SealedColumn): string => `${table_name}.${column_name}`;
