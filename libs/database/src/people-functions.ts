import { z } from 'zod';

const UserRow = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  password_hash: z.string(),
  language: z.enum(['fr', 'en']),
  email_verified_at: z.date().nullable(),
  created_at: z.date(),
});
/** A user as stored; `email` is in lower case. */
export type UserRow = z.infer<typeof UserRow>;

const MembershipRow = z.object({
  organization_id: z.uuid(),
  name: z.string(),
  role: z.enum(['owner', 'admin', 'member', 'viewer']),
});
/** One organisation of a user. */
export type MembershipRow = z.infer<typeof MembershipRow>;

const SessionRow = z.object({
  user_id: z.uuid(),
  token_hash: z.instanceof(Buffer),
  previous_hash: z.instanceof(Buffer).nullable(),
  last_used_at: z.date(),
  expires_at: z.date(),
  ended_at: z.date().nullable(),
});
/** A session as stored: digests of its token and of the one before. */
export type SessionRow = z.infer<typeof SessionRow>;

const SessionMember = z.object({ user_id: z.uuid(), role: MembershipRow.shape.role });
const TokenOwner = z.object({ user_id: z.uuid(), email: z.string() });

const Count = z.tuple([z.object({ count: z.coerce.number() })]);
const Rotated = z.tuple([z.object({ user_id: z.uuid().nullable() })]);

/** What a one-time token may be used for. */
export type UserTokenPurpose = 'verify-email' | 'reset-password';

/** A digest of a secret that was handed out, and from when until when it holds. */
export interface KeptSecret {
  readonly digest: Buffer;
  readonly at: Date;
  readonly until: Date;
}

/** What runs a statement: the pool, or the manager of a transaction. */
interface Runner {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

/**
 * The part of the closed list of system functions that is about people: users belong to no organisation, so the
 * application's role reaches them here only. Within a transaction: `new PeopleFunctions(tx.manager)`.
 */
export class PeopleFunctions {
  constructor(private readonly runner: Runner) {}

  /** Adds a user. @returns false when the e-mail is taken */
  async addUser(user: Pick<UserRow, 'id' | 'email' | 'name' | 'password_hash' | 'language'>): Promise<boolean> {
    const values = [user.id, user.email, user.name, user.password_hash, user.language];
    return (await this.count('SELECT add_user($1, $2, $3, $4, $5) AS count', values)) > 0;
  }

  async findUser(id: string): Promise<UserRow | undefined> {
    return z.array(UserRow).parse(await this.runner.query('SELECT * FROM find_user($1)', [id]))[0];
  }

  /** @param email in lower case */
  async findUserByEmail(email: string): Promise<UserRow | undefined> {
    return z.array(UserRow).parse(await this.runner.query('SELECT * FROM find_user_by_email($1)', [email]))[0];
  }

  async setPassword(userId: string, hash: string): Promise<void> {
    await this.count('SELECT set_password($1, $2) AS count', [userId, hash]);
  }

  /** Notes that an e-mail reached its user. @returns false when the user has another address by now */
  async verifyEmail(userId: string, email: string, at: Date): Promise<boolean> {
    return (await this.count('SELECT verify_user_email($1, $2, $3) AS count', [userId, email, at])) > 0;
  }

  /** The organisations of a user, the oldest membership first. */
  async membershipsOf(userId: string): Promise<MembershipRow[]> {
    return z.array(MembershipRow).parse(await this.runner.query('SELECT * FROM memberships_of($1)', [userId]));
  }

  async openSession(id: string, userId: string, { digest, at, until }: KeptSecret): Promise<void> {
    await this.runner.query('SELECT open_session($1, $2, $3, $4, $5)', [id, userId, digest, at, until]);
  }

  /** Replaces the token of a live session. @returns its user; undefined when `presented` is not its token now */
  async rotateSession(id: string, presented: Buffer, { digest, at, until }: KeptSecret): Promise<string | undefined> {
    const rows = await this.runner.query('SELECT rotate_session($1, $2, $3, $4, $5) AS user_id', [
      id,
      presented,
      digest,
      at,
      until,
    ]);
    return Rotated.parse(rows)[0].user_id ?? undefined;
  }

  async findSession(id: string): Promise<SessionRow | undefined> {
    return z.array(SessionRow).parse(await this.runner.query('SELECT * FROM find_session($1)', [id]))[0];
  }

  /** Ends one session of a user, or all but one, or all. @returns how many were live */
  async endSessions(userId: string, which: { only?: string; except?: string }, at: Date): Promise<number> {
    const values = [userId, which.only ?? null, which.except ?? null, at];
    return this.count('SELECT end_sessions($1, $2, $3, $4) AS count', values);
  }

  /** Whose live session it is, and the role in an organisation; undefined when it is over or not a member. */
  async memberOfSession(
    session: string,
    organizationId: string,
    at: Date,
  ): Promise<z.infer<typeof SessionMember> | undefined> {
    const rows = await this.runner.query('SELECT * FROM member_of_session($1, $2, $3)', [session, organizationId, at]);
    return z.array(SessionMember).parse(rows)[0];
  }

  /** Keeps a one-time token for an address of a user; an earlier one for the same purpose ends. */
  async keepToken(
    userId: string,
    purpose: UserTokenPurpose,
    email: string,
    { digest, at, until }: KeptSecret,
  ): Promise<void> {
    const values = [digest, userId, purpose, email, at, until];
    await this.runner.query('SELECT keep_user_token($1, $2, $3, $4, $5, $6)', values);
  }

  /** Whose one-time token it is, without using it up. */
  async findToken(
    digest: Buffer,
    purpose: UserTokenPurpose,
    at: Date,
  ): Promise<z.infer<typeof TokenOwner> | undefined> {
    const rows = await this.runner.query('SELECT * FROM find_user_token($1, $2, $3)', [digest, purpose, at]);
    return z.array(TokenOwner).parse(rows)[0];
  }

  /** Uses up a one-time token. @returns whose it was and which address it was sent to */
  async takeToken(
    digest: Buffer,
    purpose: UserTokenPurpose,
    at: Date,
  ): Promise<z.infer<typeof TokenOwner> | undefined> {
    const rows = await this.runner.query('SELECT * FROM take_user_token($1, $2, $3)', [digest, purpose, at]);
    return z.array(TokenOwner).parse(rows)[0];
  }

  private async count(sql: string, values: unknown[]): Promise<number> {
    return Count.parse(await this.runner.query(sql, values))[0].count;
  }
}
