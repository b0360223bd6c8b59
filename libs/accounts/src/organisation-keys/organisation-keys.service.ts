import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, KeyFunctions, recordAudit, SystemFunctions } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { ConfiguredBroker, kmsKeyId, KmsError, type KmsBroker } from '@onefacture/security';
import type { OrganisationKeyFacts, StoredOrganisationKey } from './organisation-key.js';
import { OrganisationKeyRepository } from './organisation-key.repository.js';
import { StoredKeyring } from './stored-keyring.js';

/** Keys that organisations bring themselves: given, rotated, and destroyed so that nobody reads their data again. */
@Injectable()
export class OrganisationKeys {
  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly keys: KeyFunctions,
    private readonly keyring: StoredKeyring,
    private readonly configured: ConfiguredBroker,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `request.not_found` */
  async get(organizationId: string): Promise<OrganisationKeyFacts> {
    const [current, ...older] = await this.#stored(organizationId);
    if (current === undefined) {
      return { organizationId, state: 'shared', retiredKeyIds: [], pendingRewrap: 0 };
    }
    const active = [current, ...older].find(({ state }) => state === 'active') ?? current;
    const retired = [current, ...older].filter(({ state }) => state === 'retired');
    const sealed = await this.keys.sealedKeys(organizationId);
    return {
      organizationId,
      state: active.state === 'active' ? 'active' : 'destroyed',
      keyId: active.keyId,
      retiredKeyIds: retired.map(({ keyId }) => keyId),
      createdAt: active.createdAt,
      ...(active.destroyedAt === null ? {} : { destroyedAt: active.destroyedAt }),
      pendingRewrap: countOf(sealed, (keyId) => active.state === 'active' && keyId !== kmsKeyId(active.keyId)),
    };
  }

  /**
   * Gives an organisation a key of its own, or another one. What is new goes under it at once; what is there, with
   * `npm run keys:rewrap`.
   * @param keyId a key the broker holds already; without it the broker makes one
   * @param actor who asks, as in the audit trail
   * @throws AppError `request.not_found`, `request.invalid`, `key.no_broker`, `key.destroyed`, `key.unavailable`
   */
  async assign(organizationId: string, keyId: string | undefined, actor: string): Promise<OrganisationKeyFacts> {
    const stored = await this.#stored(organizationId);
    const broker = this.#broker();
    if (stored.some(({ state }) => state === 'destroyed')) throw new AppError('key.destroyed');
    const active = stored.find(({ state }) => state === 'active');
    if (active !== undefined && active.keyId === keyId) return this.get(organizationId);
    const wanted = keyId ?? `org-${organizationId}-${stored.length + 1}`;
    if (wanted === this.configured.sharedKey) throw refusedKey('INVALID', 'is the key of all organisations');
    await (keyId === undefined ? said(broker.create(wanted)) : said(usable(broker, wanted)));
    await this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new OrganisationKeyRepository(tx);
      await rows.lock();
      if (!(await rows.activate(wanted, this.clock.now()))) throw refusedKey('DUPLICATE', 'is in use already');
      const details = { key_id: wanted, former_key_id: active?.keyId ?? null };
      await recordAudit(tx, { actor, action: 'organisation_key.assign', subjectType: 'organisation_key', details });
    });
    await this.keyring.changed(organizationId);
    return this.get(organizationId);
  }

  /**
   * Destroys every key of the organisation at the broker, for good: what they protect can never be read again.
   * @param actor who asks, as in the audit trail
   * @throws AppError `request.not_found`, `key.no_broker`, `key.unavailable`, or `key.rewrap_needed` while some values
   * are under a key that is not the organisation's own
   */
  async destroy(organizationId: string, actor: string): Promise<OrganisationKeyFacts> {
    const stored = await this.#stored(organizationId);
    if (stored.length === 0) {
      throw new AppError('request.not_found', { detail: 'This organisation has no key of its own.' });
    }
    const broker = this.#broker();
    const own = new Set(stored.map(({ keyId }) => kmsKeyId(keyId)));
    const pending = countOf(await this.keys.sealedKeys(organizationId), (keyId) => !own.has(keyId));
    if (pending > 0) throw new AppError('key.rewrap_needed', { members: { pending_rewrap: pending } });
    for (const { keyId } of stored) await said(broker.destroy(keyId).catch(unlessUnknown));
    await this.database.inOrganisation(organizationId, async (tx) => {
      await new OrganisationKeyRepository(tx).markDestroyed(this.clock.now());
      const details = { keys: stored.length };
      await recordAudit(tx, { actor, action: 'organisation_key.destroy', subjectType: 'organisation_key', details });
    });
    await this.keyring.changed(organizationId);
    return this.get(organizationId);
  }

  /**
   * Destroys the keys of organisations that were purged; while there is no broker they wait for one.
   * @returns how many
   * @throws AppError `key.unavailable`
   */
  async destroyAbandoned(): Promise<number> {
    const { broker, sharedKey } = this.configured;
    if (broker === undefined) return 0;
    // One by one, so that a key which another organisation is given meanwhile is not listed any more.
    for (let destroyed = 0; ; destroyed += 1) {
      const [keyId] = await this.keys.abandonedKeys(1);
      if (keyId === undefined) return destroyed;
      if (keyId !== sharedKey) await said(broker.destroy(keyId).catch(unlessUnknown));
      await this.keys.forgetAbandonedKey(keyId);
    }
  }

  async #stored(organizationId: string): Promise<StoredOrganisationKey[]> {
    if (!(await this.system.findOrganisation(organizationId))) {
      throw new AppError('request.not_found', { detail: 'There is no organisation with this id.' });
    }
    return this.database.inOrganisation(organizationId, (tx) => new OrganisationKeyRepository(tx).list());
  }

  #broker(): KmsBroker {
    if (this.configured.broker === undefined) throw new AppError('key.no_broker');
    return this.configured.broker;
  }
}

const countOf = (sealed: ReadonlyMap<string, number>, counts: (keyId: string) => boolean): number =>
  [...sealed].reduce((sum, [keyId, count]) => (counts(keyId) ? sum + count : sum), 0);

/** A key is taken only once it has wrapped something and unwrapped it again. */
async function usable(broker: KmsBroker, keyId: string): Promise<void> {
  const trial = randomBytes(32);
  const back = await broker.unwrap(keyId, await broker.wrap(keyId, trial));
  if (!trial.equals(back)) throw new KmsError('unavailable', 'the key broker gave other bytes back');
}

function unlessUnknown(error: unknown): void {
  if (!(error instanceof KmsError) || error.refusal !== 'unknown_key') throw error;
}

async function said<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    if (error.refusal === 'unknown_key') throw refusedKey('UNKNOWN', 'is not a key of the broker');
    if (error.refusal === 'unavailable') throw new AppError('key.unavailable', { retryAfterSeconds: 5, cause: error });
    throw refusedKey('INVALID', 'is a key that the broker does not use any more');
  }
}

const refusedKey = (code: string, message: string) =>
  new AppError('request.invalid', { errors: [{ field: 'key_id', code, message }] });
