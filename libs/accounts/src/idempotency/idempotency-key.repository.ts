import type { OrganisationTransaction } from '@onefacture/database';
import { z } from 'zod';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';

const Lock = z.tuple([z.object({ taken: z.boolean() })]);

/** Stored answers of one organisation, as the bytes they were sealed into. */
export class IdempotencyKeyRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Holds the key until the transaction ends. @returns false when another transaction holds it */
  async tryLock(key: string): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken',
      [`idempotency ${this.tx.organizationId} ${key}`],
    );
    return Lock.parse(rows)[0].taken;
  }

  async find(key: string, at: Date): Promise<{ fingerprint: Buffer; answer: Buffer } | undefined> {
    const row = await this.rows.findOneBy({ key });
    return row && row.expiresAt > at ? { fingerprint: row.fingerprint, answer: row.answer } : undefined;
  }

  /** Keeps an answer in place of an expired one. */
  async store(key: string, fingerprint: Buffer, answer: Buffer, expiresAt: Date): Promise<void> {
    const row = { organizationId: this.tx.organizationId, key, fingerprint, answer, expiresAt };
    await this.rows.upsert(row, ['organizationId', 'key']);
  }

  private get rows() {
    return this.tx.manager.getRepository(IdempotencyKeyEntity);
  }
}
