import type { OrganisationTransaction } from '@onefacture/database';
import { IsNull, LessThan, type FindOptionsWhere } from 'typeorm';
import { ApiKeyEntity } from './api-key.entity.js';
import { knownScopes, type ApiKey } from './api-key.js';

/** The keys of one organisation. */
export class ApiKeyRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(key: ApiKey, hash: string): Promise<void> {
    await this.rows.insert({
      organizationId: this.tx.organizationId,
      ...key,
      scopes: [...key.scopes],
      allowedIps: [...key.allowedIps],
      hash,
      expiresAt: key.expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
    });
  }

  /** Newest first; `before` is the id of the last one already seen. */
  async list(limit: number, before?: string): Promise<ApiKey[]> {
    const where: FindOptionsWhere<ApiKeyEntity> = before === undefined ? {} : { id: LessThan(before) };
    const rows = await this.rows.find({ where, order: { id: 'DESC' }, take: limit });
    return rows.map(toApiKey);
  }

  /** A key that is not revoked, locked until the transaction ends. */
  async lock(id: string): Promise<ApiKey | undefined> {
    const row = await this.rows.findOne({ where: { id, revokedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
    return row ? toApiKey(row) : undefined;
  }

  async change(id: string, { label, allowedIps }: Partial<Pick<ApiKey, 'label' | 'allowedIps'>>): Promise<void> {
    await this.rows.update(
      { id },
      {
        ...(label === undefined ? {} : { label }),
        ...(allowedIps === undefined ? {} : { allowedIps: [...allowedIps] }),
      },
    );
  }

  /** Sets when a key ends. */
  async end(id: string, at: Date): Promise<void> {
    await this.rows.update({ id }, { expiresAt: at });
  }

  /** Marks a key as revoked. @returns its public id; undefined when there is no such key. Repeating it changes nothing. */
  async revoke(id: string, at: Date): Promise<string | undefined> {
    await this.rows.update({ id, revokedAt: IsNull() }, { revokedAt: at });
    return (await this.rows.findOneBy({ id }))?.publicId;
  }

  /** Notes the use of a key, unless that was done since `unlessSince`. */
  async touch(id: string, at: Date, unlessSince: Date): Promise<boolean> {
    const stale = [
      { id, lastUsedAt: IsNull() },
      { id, lastUsedAt: LessThan(unlessSince) },
    ];
    return ((await this.rows.update(stale, { lastUsedAt: at })).affected ?? 0) > 0;
  }

  private get rows() {
    return this.tx.manager.getRepository(ApiKeyEntity);
  }
}

function toApiKey(row: ApiKeyEntity): ApiKey {
  return {
    id: row.id,
    publicId: row.publicId,
    label: row.label,
    lastFour: row.lastFour,
    scopes: knownScopes(row.scopes),
    allowedIps: row.allowedIps,
    createdAt: row.createdAt,
    ...(row.expiresAt === null ? {} : { expiresAt: row.expiresAt }),
    ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
    ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt }),
  };
}
