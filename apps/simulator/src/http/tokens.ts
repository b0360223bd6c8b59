import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { unauthorised } from './wire-error.js';

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });
const claims = z.object({ sub: z.string(), exp: z.number() });

/** Short-lived bearer tokens (JWT, HS256). They carry their own proof, so they live through a restart. */
export class Tokens {
  constructor(
    private readonly clientId: string,
    private readonly clientSecret: string,
    readonly ttlSeconds: number,
  ) {}

  knows(clientId: string, clientSecret: string): boolean {
    return same(clientId, this.clientId) && same(clientSecret, this.clientSecret);
  }

  issue(clientId: string): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = encode({ sub: clientId, iat: now, exp: now + this.ttlSeconds, jti: randomUUID() });
    return `${HEADER}.${payload}.${this.#sign(`${HEADER}.${payload}`)}`;
  }

  /** The client a bearer header stands for; throws 401. */
  clientOf(authorization: string | undefined): string {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthorised('A bearer token is needed');
    const [header = '', payload = '', signature = ''] = token.split('.');
    if (!same(signature, this.#sign(`${header}.${payload}`))) throw unauthorised('The token was not issued here');
    const { sub, exp } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    if (exp <= Date.now() / 1000) throw unauthorised('The token has expired');
    return sub;
  }

  #sign(text: string): string {
    return createHmac('sha256', this.clientSecret).update(text).digest('base64url');
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function same(given: string, expected: string): boolean {
  const [left, right] = [given, expected].map((text) => createHmac('sha256', 'compare').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
