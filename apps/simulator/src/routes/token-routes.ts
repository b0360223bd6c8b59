import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import type { Tokens } from '../http/tokens.js';
import { WireError } from '../http/wire-error.js';

/** OAuth2 client credentials: Basic header or client_id and client_secret in the form. */
export function tokenRoutes(tokens: Tokens): Route[] {
  return [
    {
      method: 'POST',
      path: '/oauth2/token',
      async handle(exchange) {
        const form = new URLSearchParams((await exchange.body(16_384)).toString('utf8'));
        if (form.get('grant_type') !== 'client_credentials') {
          throw new WireError(400, 'UNSUPPORTED_GRANT_TYPE', 'grant_type must be client_credentials');
        }
        const { id, secret } = credentials(exchange, form);
        if (!tokens.knows(id, secret)) throw new WireError(401, 'INVALID_CLIENT', 'Unknown client or wrong secret');
        const answer = { access_token: tokens.issue(id), token_type: 'Bearer', expires_in: tokens.ttlSeconds };
        exchange.send(200, answer, { 'cache-control': 'no-store' });
      },
    },
  ];
}

function credentials(exchange: Exchange, form: URLSearchParams): { id: string; secret: string } {
  const basic = /^Basic (\S+)$/i.exec(exchange.header('authorization') ?? '')?.[1];
  if (basic === undefined) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { id: formDecode(text.slice(0, colon)), secret: formDecode(text.slice(colon + 1)) };
}

/** RFC 6749 §2.3.1: both halves of the Basic pair are form-encoded. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
