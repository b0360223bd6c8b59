import { Injectable } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { Envelope, type EnvelopeContext } from '@onefacture/security';
import type { Caller } from '../api-keys/api-key.js';
import { Answer } from './idempotency-key.js';
import { IdempotencyKeyRepository } from './idempotency-key.repository.js';

/** The answer of the work, or the stored one of the same request before it. */
export interface IdempotentAnswer {
  readonly answer: Answer;
  readonly replayed: boolean;
}

/**
 * Lets a repeated POST take effect once (design decision 12): key, effect and sealed answer are committed together
 * in one transaction, so a crash at any moment leaves either all of them or nothing.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly envelope: Envelope,
    private readonly limits: LimitSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs the work in a transaction of the caller's organisation, once per key for 24 hours; without a key, each time.
   * A work that throws stores nothing, and the key may be used again.
   * @param key as given by `parseIdempotencyKey`
   * @param fingerprint as given by `fingerprintOf`
   * @throws AppError `idempotency.in_progress` while another request holds the key, `idempotency.mismatch` when the
   * key was used for another request
   */
  async run(
    caller: Pick<Caller, 'organizationId'>,
    key: string | undefined,
    fingerprint: Uint8Array,
    work: (tx: OrganisationTransaction) => Promise<Answer>,
  ): Promise<IdempotentAnswer> {
    return this.database.inOrganisation(caller.organizationId, async (tx) => {
      if (key === undefined) return { answer: await work(tx), replayed: false };
      const keys = new IdempotencyKeyRepository(tx);
      // The look comes in a statement of its own: its snapshot must be younger than the lock.
      if (!(await keys.tryLock(key))) throw new AppError('idempotency.in_progress', { retryAfterSeconds: 1 });
      const stored = await keys.find(key, this.clock.now());
      if (stored) return { answer: await this.replay(tx, key, stored, fingerprint), replayed: true };
      const answer = await work(tx);
      const sealed = await this.envelope.sealText(JSON.stringify(answer), placeOf(tx, key));
      const expiresAt = new Date(this.clock.now().getTime() + this.limits.idempotencyTtlMs);
      await keys.store(key, Buffer.from(fingerprint), Buffer.from(sealed), expiresAt);
      return { answer, replayed: false };
    });
  }

  /**
   * The answer that was kept for the key, without waiting for anyone and without holding the key: a look ahead for
   * those who have slow work to do before `run`, which looks again.
   * @throws AppError `idempotency.mismatch` when the key was used for another request
   */
  async find(
    caller: Pick<Caller, 'organizationId'>,
    key: string,
    fingerprint: Uint8Array,
  ): Promise<Answer | undefined> {
    return this.database.inOrganisation(caller.organizationId, async (tx) => {
      const stored = await new IdempotencyKeyRepository(tx).find(key, this.clock.now());
      return stored && this.replay(tx, key, stored, fingerprint);
    });
  }

  private async replay(
    tx: OrganisationTransaction,
    key: string,
    stored: { fingerprint: Buffer; answer: Buffer },
    fingerprint: Uint8Array,
  ): Promise<Answer> {
    if (!stored.fingerprint.equals(fingerprint)) throw new AppError('idempotency.mismatch');
    return Answer.parse(JSON.parse(await this.envelope.openText(stored.answer, placeOf(tx, key))));
  }
}

function placeOf(tx: OrganisationTransaction, key: string): EnvelopeContext {
  return { organization_id: tx.organizationId, row: key, column: 'idempotency_keys.answer' };
}
