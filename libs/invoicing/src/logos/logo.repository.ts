import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';

const Row = z.object({
  media_type: z.enum(['image/png', 'image/jpeg']),
  width: z.int(),
  height: z.int(),
  sha256: z.string(),
  bytes: z.instanceof(Buffer),
  updated_at: z.date(),
});
/** A logo as it is kept. `sha256` is the lower-case hex of its bytes. */
export type LogoRow = z.infer<typeof Row>;

/** The logo of the transaction's organisation. */
export class LogoRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async find(): Promise<LogoRow | undefined> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT media_type, width, height, sha256, bytes, updated_at FROM organisation_logos WHERE organization_id = $1`,
      [this.tx.organizationId],
    );
    return z.array(Row).parse(rows)[0];
  }

  async put({ media_type: mediaType, width, height, sha256, bytes, updated_at: at }: LogoRow): Promise<void> {
    await this.tx.manager.query(
      `INSERT INTO organisation_logos (organization_id, media_type, width, height, sha256, bytes, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization_id) DO UPDATE SET media_type = excluded.media_type, width = excluded.width,
           height = excluded.height, sha256 = excluded.sha256, bytes = excluded.bytes, updated_at = excluded.updated_at`,
      [this.tx.organizationId, mediaType, width, height, sha256, bytes, at],
    );
  }

  /** @returns whether there was one */
  async remove(): Promise<boolean> {
    const gone: unknown = await this.tx.manager.query(
      `WITH gone AS (DELETE FROM organisation_logos WHERE organization_id = $1 RETURNING 1) SELECT * FROM gone`,
      [this.tx.organizationId],
    );
    return Array.isArray(gone) && gone.length > 0;
  }
}
