import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PeopleFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Broadcast, TtlCache } from '@onefacture/redis';
import type { SignedInMember } from './member.js';

/** Channel on which the id of a user is told whose sessions or roles changed. */
const CHANGES = 'membership-changed';
const REMEMBERED_MS = 60_000;
const REMEMBERED_SESSIONS = 10_000;

/**
 * Who a session belongs to and what they may do in an organisation, as it is now: remembered for a minute at most, and
 * forgotten at once in every process when it changes.
 */
@Injectable()
export class Memberships implements OnModuleInit, OnModuleDestroy {
  readonly #known = new TtlCache<SignedInMember>({ maxEntries: REMEMBERED_SESSIONS, ttlMs: REMEMBERED_MS });
  /** Counts what was forgotten: an answer that was asked for before is not remembered. */
  #changes = 0;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly people: PeopleFunctions,
    private readonly broadcast: Broadcast,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Not awaited: without Redis the api serves all the same, and the subscription is made when it is back.
    this.broadcast.subscribe(CHANGES, { onMessage: () => this.#forget(), onGap: () => this.#forget() }).then(
      (stop) => (this.#stopListening = stop),
      () => undefined,
    );
  }

  onModuleDestroy(): void {
    this.#stopListening?.();
  }

  /** The member behind a session; undefined when the session is over or its user no member of the organisation. */
  async find(sessionId: string, organizationId: string): Promise<SignedInMember | undefined> {
    const key = `${sessionId}:${organizationId}`;
    const known = this.#known.get(key);
    if (known) return known;
    const changes = this.#changes;
    const row = await this.people.memberOfSession(sessionId, organizationId, this.clock.now());
    if (!row) return undefined;
    const member: SignedInMember = { organizationId, userId: row.user_id, sessionId, role: row.role };
    if (changes === this.#changes) this.#known.set(key, member);
    return member;
  }

  /** To be called once a change of a user's role, membership or sessions is committed. */
  async forgetEverywhere(userId: string): Promise<void> {
    this.#forget();
    await this.broadcast.publish(CHANGES, userId);
  }

  #forget(): void {
    // All of them: changes are rare, and a look-up is one statement.
    this.#changes += 1;
    this.#known.clear();
  }
}
