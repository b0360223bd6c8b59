import { Logger } from '@nestjs/common';
import type { Secret } from '@onefacture/config';
import { z } from 'zod';
import { OutgoingError, type OutgoingHttp, type OutgoingResponse } from '../outgoing-http.js';

/** Why the broker did not do it. */
export type KmsRefusal = 'unavailable' | 'unknown_key' | 'destroyed_key' | 'refused';

/** What a call of the broker ends with when it does not do what it was asked. */
export class KmsError extends Error {
  override readonly name = 'KmsError';

  constructor(
    readonly refusal: KmsRefusal,
    message: string,
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }
}

/** Where the broker is and how long it may take. */
export interface KmsBrokerOptions {
  readonly url: string;
  readonly token: Secret;
  /** For one answer, a second try included. */
  readonly timeoutMs: number;
  readonly now?: () => number;
}

const bytes = (longest: number) =>
  z
    .base64()
    .min(1)
    .max(Math.ceil(longest / 3) * 4)
    .transform((text) => Buffer.from(text, 'base64'));
const Wrapped = z.object({ ciphertext: bytes(1_024) });
const Unwrapped = z.object({ plaintext: bytes(32).refine((plain) => plain.length === 32, 'not 32 bytes') });
const Key = z.object({ key_id: z.string(), state: z.enum(['active', 'destroyed']) });

const MAX_ANSWER_BYTES = 8_192;
/** After so many calls in a row without an answer the next ones fail at once, for a moment. */
const FAILURES_BEFORE_PAUSE = 3;
const PAUSE_MS = 1_000;

/**
 * Client of an HTTP key broker (docs/guides/keys.md has its four calls). Keys never leave the broker; what travels are
 * data keys of 32 bytes. Redirects are not followed, answers are bounded in time and size.
 */
export class KmsBroker {
  readonly #logger = new Logger(KmsBroker.name);
  #failures = 0;
  #pausedUntil = 0;

  constructor(
    private readonly options: KmsBrokerOptions,
    private readonly http: OutgoingHttp,
  ) {}

  /** Wraps a data key. @throws KmsError */
  async wrap(keyId: string, dataKey: Uint8Array): Promise<Uint8Array> {
    const body = { plaintext: Buffer.from(dataKey).toString('base64') };
    return (await this.#call('POST', `${pathOf(keyId)}/wrap`, Wrapped, body)).ciphertext;
  }

  /** Unwraps a data key of 32 bytes. @throws KmsError */
  async unwrap(keyId: string, wrapped: Uint8Array): Promise<Uint8Array> {
    const body = { ciphertext: Buffer.from(wrapped).toString('base64') };
    return (await this.#call('POST', `${pathOf(keyId)}/unwrap`, Unwrapped, body)).plaintext;
  }

  /** Makes a key; one that is there already stays as it is. @throws KmsError */
  async create(keyId: string): Promise<void> {
    await this.#call('PUT', pathOf(keyId), Key);
  }

  /** Destroys a key for good; again is no fault. @throws KmsError */
  async destroy(keyId: string): Promise<void> {
    const { state } = await this.#call('DELETE', pathOf(keyId), Key);
    if (state !== 'destroyed') throw new KmsError('unavailable', `the key broker did not destroy key ${keyId}`);
  }

  async #call<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, shape: z.ZodType<T>, body?: object): Promise<T> {
    const now = this.options.now ?? Date.now;
    if (now() < this.#pausedUntil) throw new KmsError('unavailable', 'the key broker did not answer just now');
    try {
      const answer = read(await this.#request(method, path, body), shape);
      this.#failures = 0;
      return answer;
    } catch (error) {
      if (error instanceof KmsError && error.refusal !== 'unavailable') throw error;
      this.#failures += 1;
      if (this.#failures >= FAILURES_BEFORE_PAUSE) this.#pausedUntil = now() + PAUSE_MS;
      const message = error instanceof Error ? error.message : String(error);
      if (this.#failures === 1) this.#logger.error(`Key broker: ${message}`);
      throw error instanceof KmsError ? error : new KmsError('unavailable', message, { cause: error });
    }
  }

  /** Every call may be made twice, so a connection that broke, as one kept open too long does, is no failure yet. */
  async #request(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<OutgoingResponse> {
    const start = performance.now();
    const send = (timeoutMs: number) =>
      this.http.request({
        method,
        url: `${this.options.url}${path}`,
        headers: {
          authorization: `Bearer ${this.options.token.reveal()}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs,
        maxResponseBytes: MAX_ANSWER_BYTES,
      });
    try {
      return await send(this.options.timeoutMs);
    } catch (error) {
      const left = Math.floor(this.options.timeoutMs - (performance.now() - start));
      if (!(error instanceof OutgoingError) || error.failure !== 'connection' || left <= 0) throw error;
      return send(left);
    }
  }
}

const pathOf = (keyId: string): string => `/v1/keys/${encodeURIComponent(keyId)}`;

function read<T>({ status, body, truncated }: OutgoingResponse, shape: z.ZodType<T>): T {
  if (status === 404) throw new KmsError('unknown_key', 'the key broker has no such key');
  if (status === 410) throw new KmsError('destroyed_key', 'the key was destroyed at the key broker');
  if (status === 400 || status === 422) throw new KmsError('refused', 'the key broker did not take the bytes');
  if (status === 401 || status === 403) throw new KmsError('unavailable', 'it refused ONEFACTURE_KMS_TOKEN');
  if (status !== 200 && status !== 201) throw new KmsError('unavailable', `it answered ${status}`);
  if (truncated) throw new KmsError('unavailable', 'its answer is too long');
  const answer = shape.safeParse(parsed(body));
  if (!answer.success) throw new KmsError('unavailable', 'its answer has another shape than a key broker gives');
  return answer.data;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
