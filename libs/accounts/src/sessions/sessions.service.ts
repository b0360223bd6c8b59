import { Injectable } from '@nestjs/common';
import { SecuritySettings } from '@onefacture/config';
import { PeopleFunctions, type MembershipRow, type SessionRow } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { Memberships } from '../members/memberships.service.js';
import { AccessTokens } from './access-tokens.js';
import { makeRefreshToken, parseRefreshToken, type MadeToken, type PresentedToken } from './refresh-token.js';

/** Two windows of one browser may refresh at the same moment; the slower one is no thief. */
const SAME_MOMENT_MS = 10_000;

/** What somebody holds once signed in. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** For one use: the next one comes with the next access token. */
  readonly refreshToken: string;
  /** The organisation the access token is for. */
  readonly organizationId: string;
}

/** A session that is about to be stored, with the pool or in a transaction. */
export interface NewSession {
  readonly id: string;
  readonly refreshToken: string;
  store(people: PeopleFunctions): Promise<void>;
}

/** Sessions of users: a refresh token that changes at every use, and short access tokens made from it. */
@Injectable()
export class Sessions {
  constructor(
    private readonly people: PeopleFunctions,
    private readonly accessTokens: AccessTokens,
    private readonly memberships: Memberships,
    private readonly security: SecuritySettings,
    private readonly clock: Clock,
  ) {}

  /** Prepares a session of a user. */
  prepare(userId: string): NewSession {
    const made = makeRefreshToken(uuidv7());
    return {
      id: made.sessionId,
      refreshToken: made.token,
      store: (people) => people.openSession(made.sessionId, userId, this.#kept(made)),
    };
  }

  /**
   * Opens a session of a user.
   * @param organizationId which of the user's organisations the access token is for; the oldest membership by default
   * @throws AppError `auth.forbidden` when the user is no member there, or of no organisation at all
   */
  async open(userId: string, organizationId?: string): Promise<SessionTokens> {
    const membership = await this.#membership(userId, organizationId);
    const session = this.prepare(userId);
    await session.store(this.people);
    return this.tokens(userId, membership.organization_id, session);
  }

  /** The tokens of a session that is stored. */
  async tokens(
    userId: string,
    organizationId: string,
    { id, refreshToken }: Pick<NewSession, 'id' | 'refreshToken'>,
  ): Promise<SessionTokens> {
    const { token, expiresInSeconds } = await this.accessTokens.sign({ sub: userId, org: organizationId, sid: id });
    return { accessToken: token, expiresInSeconds, refreshToken, organizationId };
  }

  /**
   * New tokens for a refresh token, which ends with that. One that was used before ends its whole session: somebody
   * else may hold it.
   * @throws AppError `auth.unauthenticated`, `auth.forbidden` as `open`
   */
  async refresh(refreshToken: string, organizationId?: string): Promise<SessionTokens> {
    const presented = parseRefreshToken(refreshToken);
    if (!presented) throw refused();
    const session = await this.people.findSession(presented.sessionId);
    if (!session || session.ended_at !== null) throw refused();
    if (!session.token_hash.equals(presented.digest)) {
      if (!isOfSameMoment(session, presented, this.clock.now())) await this.end(session.user_id, presented.sessionId);
      throw refused();
    }
    const membership = await this.#membership(session.user_id, organizationId);
    const next = makeRefreshToken(presented.sessionId);
    const rotated = await this.people.rotateSession(presented.sessionId, presented.digest, this.#kept(next));
    if (rotated === undefined) throw refused();
    return this.tokens(rotated, membership.organization_id, { id: presented.sessionId, refreshToken: next.token });
  }

  /** Ends a session: its refresh token and its access tokens stop working. Repeating it changes nothing. */
  async end(userId: string, sessionId: string): Promise<void> {
    await this.people.endSessions(userId, { only: sessionId }, this.clock.now());
    await this.memberships.forgetEverywhere(userId);
  }

  async #membership(userId: string, organizationId: string | undefined): Promise<MembershipRow> {
    const all = await this.people.membershipsOf(userId);
    const [membership] = all.filter((one) => organizationId === undefined || one.organization_id === organizationId);
    if (membership) return membership;
    throw new AppError('auth.forbidden', {
      detail: all.length === 0 ? 'You belong to no organisation.' : 'You are no member of this organisation.',
      hint: all.length === 0 ? 'Ask for an invitation.' : 'Leave organization_id out, or name one of yours.',
    });
  }

  #kept({ digest }: MadeToken) {
    const at = this.clock.now();
    return { digest, at, until: new Date(at.getTime() + this.security.sessionTtlMs) };
  }
}

function isOfSameMoment(session: SessionRow, { digest }: PresentedToken, now: Date): boolean {
  const { previous_hash: previous, last_used_at: usedAt } = session;
  return previous !== null && previous.equals(digest) && now.getTime() - usedAt.getTime() < SAME_MOMENT_MS;
}

const refused = () =>
  new AppError('auth.unauthenticated', {
    detail: 'This refresh token is unknown, used or expired.',
    hint: 'Sign in again with POST /auth/login.',
  });
