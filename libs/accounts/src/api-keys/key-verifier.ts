import { createHash } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database, SystemFunctions, type ApiKeyRow } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { Broadcast } from '@onefacture/redis';
import { parseApiKey, SecretHasher, type ApiKey as PresentedKey } from '@onefacture/security';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { AddressRanges } from './address-ranges.js';
import { knownScopes, type Caller } from './api-key.js';
import { KeyFailures } from './key-failures.js';
import { VerifiedKeys, type VerifiedKey } from './verified-keys.js';

/** Channel on which the public id of a revoked key is told. */
const REVOCATIONS = 'api-key-revoked';
const REMEMBERED_MS = 60_000;
const REMEMBERED_KEYS = 10_000;
const USE_NOTED_EVERY_MS = 3_600_000;

/**
 * Tells who a presented key belongs to (design decision 9). The checksum is judged before any look-up; bcrypt runs
 * once and is remembered for a minute; expiry is judged on every use.
 */
@Injectable()
export class KeyVerifier implements OnModuleInit, OnModuleDestroy {
  readonly #verified = new VerifiedKeys(REMEMBERED_MS, REMEMBERED_KEYS);
  readonly #underWay = new Map<string, Promise<VerifiedKey>>();
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly hasher: SecretHasher,
    private readonly failures: KeyFailures,
    private readonly broadcast: Broadcast,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Not awaited: without Redis the api serves all the same, and the subscription is made when it is back.
    this.broadcast
      .subscribe(REVOCATIONS, {
        onMessage: (publicId) => this.#verified.forget(publicId),
        onGap: () => this.#verified.clear(),
      })
      .then(
        (stop) => (this.#stopListening = stop),
        () => undefined,
      );
  }

  onModuleDestroy(): void {
    this.#stopListening?.();
  }

  /**
   * @param presented the X-API-Key header
   * @param address of the caller, whose failures are counted
   * @throws AppError `auth.unauthenticated`, `auth.forbidden` from an address that the key is not for, or `request.rate_limited` after too many failures
   */
  async verify(presented: string, address: string): Promise<Caller> {
    const key = parseApiKey(presented);
    if (!key) throw refused('This is not an API key: it looks like ofx_test_… or ofx_live_… and ends in a checksum.');
    const digest = createHash('sha256').update(presented).digest('base64');
    const verified = this.#verified.get(digest, this.#nowMs()) ?? (await this.#once(digest, key, address));
    if (verified.expiresAt !== undefined && verified.expiresAt.getTime() <= this.#nowMs()) {
      throw refused('This API key has expired.');
    }
    if (verified.from && !verified.from.includes(address)) {
      throw new AppError('auth.forbidden', {
        detail: 'This key may not be used from this address.',
        hint: 'Use it from one of its allowed_ips, or change them with another key.',
      });
    }
    return verified.caller;
  }

  /** Drops a revoked key here and in every other process. */
  async forgetEverywhere(publicId: string): Promise<void> {
    this.#verified.forget(publicId);
    await this.broadcast.publish(REVOCATIONS, publicId);
  }

  /** Requests that arrive together with the same cold key share one bcrypt. */
  async #once(digest: string, key: PresentedKey, address: string): Promise<VerifiedKey> {
    const underWay = this.#underWay.get(digest) ?? this.#verifyCold(digest, key, address);
    this.#underWay.set(digest, underWay);
    try {
      return await underWay;
    } finally {
      this.#underWay.delete(digest);
    }
  }

  async #verifyCold(digest: string, key: PresentedKey, address: string): Promise<VerifiedKey> {
    await this.failures.refuseAfterTooMany(address);
    const row = await this.system.findApiKey(key.publicId);
    const matches = await this.hasher.verify('api-key', key.key, row?.hash);
    if (!row || !matches || row.mode !== key.mode) {
      await this.failures.count(address);
      throw refused('This API key is unknown.');
    }
    if (row.revoked_at !== null) throw refused('This API key was revoked.');
    const verified: VerifiedKey = {
      caller: callerOf(row, key.publicId),
      expiresAt: row.expires_at ?? undefined,
      from: row.allowed_ips.length === 0 ? undefined : new AddressRanges(row.allowed_ips),
    };
    this.#verified.remember(digest, verified, this.#nowMs());
    // Only a hint for people: a failure here must not fail the request.
    this.#noteUse(verified.caller).catch(() => undefined);
    return verified;
  }

  async #noteUse({ organizationId, keyId }: Caller): Promise<void> {
    const now = this.clock.now();
    await this.database.inOrganisation(organizationId, async (tx) => {
      const unlessSince = new Date(now.getTime() - USE_NOTED_EVERY_MS);
      if (await new ApiKeyRepository(tx).touch(keyId, now, unlessSince))
        await new OrganisationRepository(tx).touch(now);
    });
  }

  #nowMs(): number {
    return this.clock.now().getTime();
  }
}

function callerOf(row: ApiKeyRow, publicId: string): Caller {
  return {
    organizationId: row.organization_id,
    keyId: row.id,
    mode: row.mode,
    scopes: knownScopes(row.scopes),
    publicId,
  };
}

const refused = (detail: string) => new AppError('auth.unauthenticated', { detail });
