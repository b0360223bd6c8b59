import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import type { StoredOrganisationKey } from './organisation-key.js';

const Row = z
  .object({
    key_id: z.string(),
    state: z.enum(['active', 'retired', 'destroyed']),
    created_at: z.date(),
    destroyed_at: z.date().nullable(),
  })
  .transform((row): StoredOrganisationKey => ({
    keyId: row.key_id,
    state: row.state,
    createdAt: row.created_at,
    destroyedAt: row.destroyed_at,
  }));
const Changed = z.tuple([z.array(z.unknown()), z.number()]);

/** The keys of one organisation. */
export class OrganisationKeyRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Newest first. */
  async list(): Promise<StoredOrganisationKey[]> {
    const rows: unknown = await this.tx.manager.query(
      `SELECT key_id, state, created_at, destroyed_at FROM organisation_keys WHERE organization_id = $1
         ORDER BY created_at DESC`,
      [this.tx.organizationId],
    );
    return z.array(Row).parse(rows);
  }

  /** Lets nobody else change the keys of the organisation until the transaction ends. */
  async lock(): Promise<void> {
    await this.tx.manager.query('SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE', [this.tx.organizationId]);
  }

  /** Makes a key the active one and retires the one before. @returns false when it is another organisation's */
  async activate(keyId: string, at: Date): Promise<boolean> {
    const { organizationId, manager } = this.tx;
    await manager.query(
      `UPDATE organisation_keys SET state = 'retired', retired_at = $2 WHERE organization_id = $1 AND state = 'active'`,
      [organizationId, at],
    );
    const back: unknown = await manager.query(
      `UPDATE organisation_keys SET state = 'active', retired_at = NULL
         WHERE organization_id = $1 AND key_id = $2 AND state = 'retired'`,
      [organizationId, keyId],
    );
    if (Changed.parse(back)[1] > 0) return true;
    const added: unknown = await manager.query(
      `INSERT INTO organisation_keys (organization_id, key_id, state, created_at) VALUES ($1, $2, 'active', $3)
         ON CONFLICT DO NOTHING RETURNING key_id`,
      [organizationId, keyId, at],
    );
    return Array.isArray(added) && added.length > 0;
  }

  async markDestroyed(at: Date): Promise<void> {
    await this.tx.manager.query(
      `UPDATE organisation_keys SET state = 'destroyed', destroyed_at = $2
         WHERE organization_id = $1 AND state <> 'destroyed'`,
      [this.tx.organizationId, at],
    );
  }
}
