import { z } from 'zod';
import type { Database } from './database.js';

const KeyRow = z.object({ organization_id: z.uuid(), key_id: z.string(), state: z.enum(['active', 'destroyed']) });
/** The key of an organisation that brought its own. */
export type OrganisationKeyRow = z.infer<typeof KeyRow>;

const ColumnRow = z.object({ table_name: z.string(), column_name: z.string(), pages: z.coerce.number() });
/** A column of sealed values; `pages` of its table, as Postgres stores it. */
export type SealedColumn = z.infer<typeof ColumnRow>;

const StartRow = z.object({ place: z.string(), organization_id: z.uuid(), start: z.instanceof(Buffer) });
/** How one sealed value begins, its header included, and where it stands for the moment. */
export type SealedStart = z.infer<typeof StartRow>;

const AbandonedRow = z.object({ key_id: z.string() });

const CountRow = z.object({ key_id: z.string(), count: z.coerce.number() });
const Replaced = z.tuple([z.object({ count: z.coerce.number() })]);

/** A header that takes the place of another. */
export interface HeaderChange {
  readonly place: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * The part of the closed list of system functions that is about keys. They see the headers of sealed values, which
 * name a key and hold a wrapped data key, across organisations; content is neither given nor changed.
 */
export class KeyFunctions {
  constructor(private readonly database: Database) {}

  /** All organisations that have, or had, a key of their own; one row each. */
  async organisationKeys(): Promise<OrganisationKeyRow[]> {
    return z.array(KeyRow).parse(await this.database.query('SELECT * FROM list_organisation_keys()'));
  }

  /** Every column that holds sealed values. */
  async sealedColumns(): Promise<SealedColumn[]> {
    return z.array(ColumnRow).parse(await this.database.query('SELECT * FROM sealed_columns()'));
  }

  /** How the sealed values in some pages of a table begin; of one organisation when it is named. */
  async sealedStarts(
    { table_name, column_name }: SealedColumn,
    from: number,
    pages: number,
    organizationId?: string,
  ): Promise<SealedStart[]> {
    const rows = await this.database.query('SELECT * FROM sealed_starts($1, $2, $3, $4, $5)', [
      table_name,
      column_name,
      from,
      pages,
      organizationId ?? null,
    ]);
    return z.array(StartRow).parse(rows);
  }

  /** Replaces headers in one statement; a value that was changed meanwhile is left alone. @returns how many */
  async replaceHeaders({ table_name, column_name }: SealedColumn, changes: readonly HeaderChange[]): Promise<number> {
    const rows = await this.database.query('SELECT replace_headers($1, $2, $3, $4, $5) AS count', [
      table_name,
      column_name,
      changes.map(({ place }) => place),
      changes.map(({ before }) => Buffer.from(before)),
      changes.map(({ after }) => Buffer.from(after)),
    ]);
    return Replaced.parse(rows)[0].count;
  }

  /** How many sealed values of an organisation are under which key. */
  async sealedKeys(organizationId: string): Promise<ReadonlyMap<string, number>> {
    const rows = z.array(CountRow).parse(await this.database.query('SELECT * FROM sealed_keys($1)', [organizationId]));
    const counts = new Map<string, number>();
    for (const { key_id, count } of rows) counts.set(key_id, (counts.get(key_id) ?? 0) + count);
    return counts;
  }

  /** Keys of organisations that were purged, as the broker names them, and that no other organisation took over. */
  async abandonedKeys(batch: number): Promise<string[]> {
    const rows = await this.database.query('SELECT * FROM list_abandoned_keys($1)', [batch]);
    return z
      .array(AbandonedRow)
      .parse(rows)
      .map(({ key_id }) => key_id);
  }

  /** Notes that an abandoned key is destroyed. */
  async forgetAbandonedKey(keyId: string): Promise<void> {
    await this.database.query('SELECT forget_abandoned_key($1)', [keyId]);
  }
}
