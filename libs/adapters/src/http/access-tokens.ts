import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, PlatformAuthentication } from '../ports/connection.js';
import { PlatformFault } from '../ports/platform-fault.js';
import { answerFault, readJson } from './answer-fault.js';
import type { HttpExchange } from './exchange.js';
import { transportFault } from './transport-fault.js';

const MAX_TOKEN_ANSWER = 64 * 1024;
const DEFAULT_LIFE_SECONDS = 300;
const EARLY_SECONDS = 60;

const tokenSchema = z.looseObject({
  access_token: z.string().min(1).max(16_384),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

type ClientCredentials = Extract<PlatformAuthentication, { kind: 'client_credentials' }>;
/** The value of the header, once the login is through. */
type Entry = { readonly token: Promise<string>; refreshAt: number };

/** Settings of the token cache. */
export interface AccessTokensOptions {
  /** Longest a login may take, ms. */
  readonly deadlineMs?: number;
  /** ms since the epoch. */
  readonly now?: () => number;
}

/**
 * Bearer tokens of connections. A token is fetched once for all callers, kept until a minute (or a fifth of its life)
 * before its end, and kept apart per login server, client and secret.
 */
export class AccessTokens {
  readonly #entries = new Map<string, Entry>();
  readonly #deadlineMs: number;
  readonly #now: () => number;

  constructor(
    private readonly exchange: HttpExchange,
    { deadlineMs = 10_000, now = Date.now }: AccessTokensOptions = {},
  ) {
    this.#deadlineMs = deadlineMs;
    this.#now = now;
  }

  /**
   * The value of the `Authorization` header.
   * @throws PlatformFault unauthorised when the pair is refused; `sent` is `no`: the call itself has not started.
   */
  async authorization(call: Call): Promise<string> {
    const { authentication } = call.connection;
    if (authentication.kind === 'bearer') return `Bearer ${authentication.token.reveal()}`;
    if (authentication.kind === 'authorization') return authentication.value.reveal();
    const key = keyOf(authentication);
    const known = this.#entries.get(key);
    if (known !== undefined && this.#now() < known.refreshAt) return await untilAborted(known.token, call);
    this.#dropExpired();
    const entry: Entry = { token: this.#login(call, authentication, key), refreshAt: this.#now() + this.#deadlineMs };
    this.#entries.set(key, entry);
    return await untilAborted(entry.token, call);
  }

  /** Forgets a token that the platform no longer takes. False when the connection has a fixed one. */
  async forget(call: Call, refused: string): Promise<boolean> {
    const { authentication } = call.connection;
    if (authentication.kind !== 'client_credentials') return false;
    const key = keyOf(authentication);
    const entry = this.#entries.get(key);
    const current = await entry?.token.catch(() => undefined);
    if (current === refused && this.#entries.get(key) === entry) this.#entries.delete(key);
    return true;
  }

  async #login(call: Call, authentication: ClientCredentials, key: string): Promise<string> {
    try {
      const { token, lifeSeconds } = await this.#ask(call, authentication);
      const entry = this.#entries.get(key);
      const early = Math.min(EARLY_SECONDS, lifeSeconds / 5);
      if (entry !== undefined) entry.refreshAt = this.#now() + (lifeSeconds - early) * 1000;
      return `Bearer ${token}`;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  async #ask(call: Call, authentication: ClientCredentials): Promise<{ token: string; lifeSeconds: number }> {
    const { platform } = call.connection;
    const answer = await this.exchange
      .send(platform, {
        method: 'POST',
        url: authentication.token_url,
        ...tokenRequest(authentication),
        signal: AbortSignal.timeout(this.#deadlineMs),
        maxAnswerBytes: MAX_TOKEN_ANSWER,
      })
      .catch((error: unknown) => {
        throw error instanceof PlatformFault ? unsent(error) : error;
      });
    if (answer.status < 200 || answer.status > 299) {
      throw answerFault(platform, answer, {
        sent: 'no',
        what: 'our login',
        unauthorised: [400, 401, 403],
        misconfigured: [404, 405],
        now: this.#now,
      });
    }
    const parsed = tokenSchema.safeParse(readJson(answer.body));
    if (parsed.success) {
      return { token: parsed.data.access_token, lifeSeconds: parsed.data.expires_in ?? DEFAULT_LIFE_SECONDS };
    }
    throw new PlatformFault('malformed', {
      platform,
      sent: 'no',
      detail: "The platform's login answered without a token.",
    });
  }

  #dropExpired(): void {
    const now = this.#now();
    for (const [key, { refreshAt }] of this.#entries) if (refreshAt <= now) this.#entries.delete(key);
  }
}

function tokenRequest({ client_id, client_secret, sent_in, scope }: ClientCredentials): {
  headers: Record<string, string>;
  body: Uint8Array[];
} {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  };
  if (sent_in === 'body') {
    form.set('client_id', client_id);
    form.set('client_secret', client_secret.reveal());
  } else {
    const pair = `${formEncoded(client_id)}:${formEncoded(client_secret.reveal())}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return { headers, body: [Buffer.from(form.toString())] };
}

/** RFC 6749 §2.3.1 and appendix B: id and secret are form-encoded before they become Basic credentials. */
function formEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}

/** Equal pairs at the same server are the same account, whoever's connection names them. */
function keyOf({ token_url, client_id, client_secret, sent_in, scope }: ClientCredentials): string {
  const pair = JSON.stringify([token_url, client_id, client_secret.reveal(), sent_in, scope]);
  return createHash('sha256').update(pair).digest('base64url');
}

/** A failed login says nothing of the call it was for: of that, no byte was sent. */
function unsent(error: PlatformFault): PlatformFault {
  return new PlatformFault(error.fault, {
    platform: error.platform,
    sent: 'no',
    detail: error.message,
    reasons: error.reasons,
    cause: error.cause,
    ...(error.httpStatus === undefined ? {} : { httpStatus: error.httpStatus }),
  });
}

/** Waits for a shared promise no longer than this caller's own signal allows. */
async function untilAborted<T>(shared: Promise<T>, { signal, connection }: Call): Promise<T> {
  if (signal.aborted) {
    shared.catch(() => undefined);
    throw transportFault(connection.platform, signal.reason, 'no');
  }
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(transportFault(connection.platform, signal.reason, 'no'));
    signal.addEventListener('abort', onAbort, { once: true });
    void shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
