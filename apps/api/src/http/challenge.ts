import type { Request } from 'express';
import { accessOf, type Access } from './access.js';

const KEY = 'ApiKey realm="onefacture"';
const BEARER = 'Bearer realm="onefacture"';
/** RFC 6750, section 3.1: a token was sent, and it is not good enough. */
const BAD_TOKEN = `${BEARER}, error="invalid_token"`;

/** What a 401 says in WWW-Authenticate (RFC 9110, section 11.6.1): every way to say who one is on this route. */
export function challengeOf(request: Request): string {
  const sent = /^Bearer +\S/i.test(request.get('Authorization') ?? '');
  return challengeFor(accessOf(request)?.by ?? 'anyone', sent ? BAD_TOKEN : BEARER);
}

function challengeFor(by: Access['by'], bearer: string): string {
  switch (by) {
    case 'key':
      return KEY;
    case 'key-or-user':
      return `${KEY}, ${bearer}`;
    case 'user':
    case 'admin':
    // Where anybody may call, a 401 is about a password or a refresh token, which give access tokens.
    case 'anyone':
      return bearer;
  }
}
