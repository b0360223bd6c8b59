import { Injectable } from '@nestjs/common';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { generateApiKey, SecretHasher } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import type { OrganisationMode } from '../organisations/organisation.js';
import { ApiKeyRepository } from './api-key.repository.js';
import type { ApiKey, NewApiKey } from './api-key.js';
import { KeyVerifier } from './key-verifier.js';

/** A key just made. `secret` is the whole key and is shown this once. */
export interface IssuedKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/** Issues, lists and revokes the keys of an organisation. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly hasher: SecretHasher,
    private readonly verifier: KeyVerifier,
  ) {}

  /**
   * Issues a key in the caller's transaction.
   * @param mode the organisation's, shown in the prefix
   * @throws AppError `request.invalid` when it would be expired at birth
   */
  async issue(
    tx: OrganisationTransaction,
    mode: OrganisationMode,
    { label, scopes, expires_at }: NewApiKey,
    actor: string,
  ): Promise<IssuedKey> {
    const expiresAt = expires_at === undefined ? undefined : new Date(expires_at);
    if (expiresAt !== undefined && expiresAt.getTime() <= Date.now()) {
      throw new AppError('request.invalid', {
        errors: [{ field: 'expires_at', code: 'INVALID', message: 'must be in the future' }],
      });
    }
    const { publicId, key: secret } = generateApiKey(mode);
    const key: ApiKey = {
      id: uuidv7(),
      publicId,
      label,
      lastFour: secret.slice(-4),
      scopes,
      createdAt: new Date(),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
    await new ApiKeyRepository(tx).insert(key, await this.hasher.hash('api-key', secret));
    await recordAudit(tx, { actor, action: 'api_key.create', subjectType: 'api_key', subjectId: key.id });
    return { key, secret };
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
      const revoked = await new ApiKeyRepository(tx).revoke(id, new Date());
      if (revoked === undefined) throw new AppError('request.not_found', { detail: 'There is no key with this id.' });
      await recordAudit(tx, { actor, action: 'api_key.revoke', subjectType: 'api_key', subjectId: id });
      return revoked;
    });
    await this.verifier.forgetEverywhere(publicId);
  }
}
