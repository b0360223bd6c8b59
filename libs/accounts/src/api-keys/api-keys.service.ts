import { Injectable } from '@nestjs/common';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { generateApiKey, SecretHasher } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import type { OrganisationMode } from '../organisations/organisation.js';
import { ApiKeyRepository } from './api-key.repository.js';
import type { ApiKey, ChangedApiKey, NewApiKey, Rotation } from './api-key.js';
import { KeyVerifier } from './key-verifier.js';

/** A key just made. `secret` is the whole key and is shown this once. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/** A key that took the place of another. */
export interface RotatedKey extends IssuedKey {
  /** The old one, with its end. */
  readonly previous: ApiKey & { readonly expiresAt: Date };
}

/** Issues, lists, changes, rotates and revokes the keys of an organisation. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly hasher: SecretHasher,
    private readonly verifier: KeyVerifier,
    private readonly clock: Clock,
  ) {}

  /**
   * Issues a key in the caller's transaction.
   * @param mode the organisation's, shown in the prefix
   * @throws AppError `request.invalid` when it would be expired at birth, `data.organization_erased`
   */
  async issue(
    tx: OrganisationTransaction,
    mode: OrganisationMode,
    { label, scopes, expires_at, allowed_ips: allowedIps }: NewApiKey,
    actor: string,
  ): Promise<IssuedKey> {
    const expiresAt = expires_at === undefined ? undefined : new Date(expires_at);
    const createdAt = this.clock.now();
    if (expiresAt !== undefined && expiresAt <= createdAt) {
      throw new AppError('request.invalid', {
        errors: [{ field: 'expires_at', code: 'INVALID', message: 'must be in the future' }],
      });
    }
    await new OrganisationRepository(tx).refuseErased();
    const { publicId, key: secret } = generateApiKey(mode);
    const key: ApiKey = {
      id: uuidv7(),
      publicId,
      label,
      lastFour: secret.slice(-4),
      scopes,
      allowedIps,
      createdAt,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
    await new ApiKeyRepository(tx).insert(key, await this.hasher.hash('api-key', secret));
    await recordAudit(tx, { actor, action: 'api_key.create', subjectType: 'api_key', subjectId: key.id });
    return { key, secret };
  }

  /**
   * Changes label or allowed addresses; they hold at once in every process.
   * @throws AppError `request.not_found` also for one that was revoked
   */
  async change(organizationId: string, id: string, change: ChangedApiKey, actor: string): Promise<ApiKey> {
    const { label, allowed_ips: allowedIps } = change;
    const changed = await this.database.inOrganisation(organizationId, async (tx) => {
      const key = await lockKey(tx, id);
      await new ApiKeyRepository(tx).change(id, {
        ...(label === undefined ? {} : { label }),
        ...(allowedIps === undefined ? {} : { allowedIps }),
      });
      await recordAudit(tx, { actor, action: 'api_key.update', subjectType: 'api_key', subjectId: id });
      return { ...key, label: label ?? key.label, allowedIps: allowedIps ?? key.allowedIps };
    });
    await this.verifier.forgetEverywhere(changed.publicId);
    return changed;
  }

  /**
   * Issues a key like another one, which ends after the overlap, or sooner if it would have. In the caller's
   * transaction; once it is committed the caller tells `settle`.
   * @throws AppError `request.not_found` also for one that was revoked, `request.invalid` as `issue`
   */
  async rotate(
    tx: OrganisationTransaction,
    mode: OrganisationMode,
    id: string,
    { overlap_seconds: overlap, expires_at }: Rotation,
    actor: string,
  ): Promise<RotatedKey> {
    const old = await lockKey(tx, id);
    const end = new Date(this.clock.now().getTime() + overlap * 1_000);
    const expiresAt = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
    await new ApiKeyRepository(tx).end(id, expiresAt);
    const wanted = { label: old.label, scopes: [...old.scopes], allowed_ips: [...old.allowedIps] };
    const issued = await this.issue(tx, mode, { ...wanted, ...(expires_at ? { expires_at } : {}) }, actor);
    await recordAudit(tx, {
      actor,
      action: 'api_key.rotate',
      subjectType: 'api_key',
      subjectId: id,
      details: { successor: issued.key.id },
    });
    return { ...issued, previous: { ...old, expiresAt } };
  }

  /** Lets every process know the new end of a key that was rotated. */
  async settle({ previous }: RotatedKey): Promise<void> {
    await this.verifier.forgetEverywhere(previous.publicId);
  }

  /** Newest first, revoked ones too; `before` is the id of the last one already seen. */
  async list(organizationId: string, limit: number, before?: string): Promise<ApiKey[]> {
    return this.database.inOrganisation(organizationId, (tx) => new ApiKeyRepository(tx).list(limit, before));
  }

  /**
   * Revokes a key: from now on no process accepts it. Repeating it changes nothing.
   * @throws AppError `request.not_found`
   */
  async revoke(organizationId: string, id: string, actor: string): Promise<void> {
    const publicId = await this.database.inOrganisation(organizationId, async (tx) => {
      const revoked = await new ApiKeyRepository(tx).revoke(id, this.clock.now());
      if (revoked === undefined) throw new AppError('request.not_found', { detail: 'There is no key with this id.' });
      await recordAudit(tx, { actor, action: 'api_key.revoke', subjectType: 'api_key', subjectId: id });
      return revoked;
    });
    await this.verifier.forgetEverywhere(publicId);
  }
}

async function lockKey(tx: OrganisationTransaction, id: string): Promise<ApiKey> {
  const key = await new ApiKeyRepository(tx).lock(id);
  if (!key) throw new AppError('request.not_found', { detail: 'There is no live key with this id.' });
  return key;
}
