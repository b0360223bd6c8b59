import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { z } from 'zod';
import { EXPORT_STATES, type DataExport, type ExportProgress } from './data-export.js';

const Row = z
  .object({
    id: z.uuid(),
    state: z.enum(EXPORT_STATES),
    requested_by: z.string(),
    requested_at: z.date(),
    started_at: z.date().nullable(),
    finished_at: z.date().nullable(),
    expires_at: z.date().nullable(),
    percent: z.int(),
    files: z.int(),
    size: z.coerce.number(),
    chunks: z.int(),
    sha256: z.string().nullable(),
    error: z.string().nullable(),
    tries: z.int(),
    due_at: z.date().nullable(),
  })
  .transform((row): DataExport => ({
    id: row.id,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
    percent: row.percent,
    files: row.files,
    size: row.size,
    chunks: row.chunks,
    sha256: row.sha256,
    error: row.error,
    tries: row.tries,
    dueAt: row.due_at,
  }));
const Changed = z.tuple([z.array(z.unknown()), z.number()]);
const Chunk = z.array(z.object({ bytes: z.instanceof(Buffer) }));

/** The exports of the transaction's organisation, and the sealed parts of their files. */
export class DataExportRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Adds one that waits. @returns false while another is not finished */
  async insert(id: string, requestedBy: string, at: Date): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      `INSERT INTO data_exports (organization_id, id, state, requested_by, requested_at, due_at)
       VALUES ($1, $2, 'waiting', $3, $4, $4) ON CONFLICT DO NOTHING RETURNING id`,
      [this.tx.organizationId, id, requestedBy, at],
    );
    return Array.isArray(rows) && rows.length === 1;
  }

  async find(id: string): Promise<DataExport | undefined> {
    return (await this.#rows('id = $2', [id]))[0];
  }

  /** @throws AppError request.not_found */
  async get(id: string): Promise<DataExport> {
    const found = await this.find(id);
    if (!found) throw new AppError('request.not_found', { detail: `There is no export ${id}.` });
    return found;
  }

  /** The row, held until the transaction ends. */
  async lock(id: string): Promise<DataExport | undefined> {
    return (await this.#rows('id = $2 FOR UPDATE', [id]))[0];
  }

  /** Newest first; `before` is the id of the last one already seen. */
  async list(limit: number, before?: string): Promise<DataExport[]> {
    return this.#rows('($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3', [before ?? null, limit]);
  }

  /** Begins a try from the start. */
  async begin(id: string, tries: number, at: Date, leaseUntil: Date): Promise<void> {
    await this.removeChunks(id);
    await this.#update(
      id,
      `state = 'running', tries = $3, started_at = $4, due_at = $5, percent = 0, files = 0, size = 0, chunks = 0`,
      [tries, at, leaseUntil],
    );
  }

  /** Notes progress of a try and renews its lease. @returns false when another try took over, or it was given up */
  async progress(id: string, tries: number, told: ExportProgress, leaseUntil: Date): Promise<boolean> {
    return this.#update(
      id,
      'percent = $4, files = $5, size = $6, chunks = $7, due_at = $8',
      [tries, told.percent, told.files, told.size, told.chunks, leaseUntil],
      `tries = $3 AND state = 'running'`,
    );
  }

  /** Makes a finished try available. @returns as `progress` */
  async finish(id: string, tries: number, sha256: string, at: Date, expiresAt: Date): Promise<boolean> {
    return this.#update(
      id,
      `state = 'ready', percent = 100, sha256 = $4, finished_at = $5, expires_at = $6, due_at = $6, error = NULL`,
      [tries, sha256, at, expiresAt],
      `tries = $3 AND state = 'running'`,
    );
  }

  /** Has a try that did not come to its end made again at `dueAt`, or gives up. */
  async failed(id: string, tries: number, error: string, dueAt: Date | null): Promise<void> {
    const changed = await this.#update(
      id,
      `state = CASE WHEN $5::timestamptz IS NULL THEN 'failed' ELSE 'waiting' END, error = $4, due_at = $5`,
      [tries, error, dueAt],
      `tries = $3 AND state = 'running'`,
    );
    if (changed) await this.removeChunks(id);
  }

  /** Deletes the files of those that are ready: all but one, or only one. */
  async expire(which: { readonly but?: string; readonly only?: string }): Promise<void> {
    const rows: unknown = await this.tx.manager.query(
      `UPDATE data_exports SET state = 'expired', due_at = NULL
         WHERE organization_id = $1 AND state = 'ready' AND ($2::uuid IS NULL OR id <> $2)
           AND ($3::uuid IS NULL OR id = $3) RETURNING id`,
      [this.tx.organizationId, which.but ?? null, which.only ?? null],
    );
    const [gone] = z.tuple([z.array(z.object({ id: z.uuid() })), z.number()]).parse(rows);
    for (const { id } of gone) await this.removeChunks(id);
  }

  async addChunk(id: string, number: number, bytes: Uint8Array): Promise<void> {
    await this.tx.manager.query(
      'INSERT INTO data_export_chunks (organization_id, export_id, number, bytes) VALUES ($1, $2, $3, $4)',
      [this.tx.organizationId, id, number, bytes],
    );
  }

  async chunk(id: string, number: number): Promise<Buffer | undefined> {
    const rows: unknown = await this.tx.manager.query(
      'SELECT bytes FROM data_export_chunks WHERE organization_id = $1 AND export_id = $2 AND number = $3',
      [this.tx.organizationId, id, number],
    );
    return Chunk.parse(rows)[0]?.bytes;
  }

  async removeChunks(id: string): Promise<void> {
    await this.tx.manager.query('DELETE FROM data_export_chunks WHERE organization_id = $1 AND export_id = $2', [
      this.tx.organizationId,
      id,
    ]);
  }

  async #rows(condition: string, values: readonly unknown[]): Promise<DataExport[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT * FROM data_exports WHERE organization_id = $1 AND ${condition}`,
      [this.tx.organizationId, ...values],
    );
    return z.array(Row).parse(rows);
  }

  async #update(id: string, change: string, values: readonly unknown[], condition = 'true'): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      `UPDATE data_exports SET ${change} WHERE organization_id = $1 AND id = $2 AND ${condition}`,
      [this.tx.organizationId, id, ...values],
    );
    return Changed.parse(rows)[1] === 1;
  }
}
