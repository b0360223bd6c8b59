import { randomUUID } from 'node:crypto';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import { WireError } from '../http/wire-error.js';

/** The technical accounts of the simulated Chorus Pro: any login of this form, one password. */
export const TECHNICAL_LOGIN = /^TECH_[\w-]+@cpro\.fr$/;
export const TECHNICAL_PASSWORD = 'technical-secret';

/** PISTE in front of Chorus Pro: tokens that live only in memory, and who may call. */
export class Piste {
  readonly #tokens = new Map<string, number>();

  constructor(
    private readonly clientId: string,
    private readonly clientSecret: string,
    private readonly ttlSeconds: number,
  ) {}

  expireTokens(): void {
    this.#tokens.clear();
  }

  /** The pair stands in the form, with a scope; a Basic header is not looked at. */
  route(path: string): Route {
    return {
      method: 'POST',
      path,
      handle: async (exchange) => {
        const form = new URLSearchParams((await exchange.body(16_384)).toString('utf8'));
        const scoped = form.get('scope')?.split(' ').includes('openid') === true;
        if (form.get('grant_type') !== 'client_credentials' || !scoped) {
          return exchange.send(400, { error: 'invalid_request' });
        }
        if (form.get('client_id') !== this.clientId || form.get('client_secret') !== this.clientSecret) {
          return exchange.send(400, { error: 'invalid_client' });
        }
        const token = randomUUID();
        this.#tokens.set(token, Date.now() + this.ttlSeconds * 1000);
        exchange.send(200, { access_token: token, token_type: 'Bearer', expires_in: this.ttlSeconds, scope: 'openid' });
      },
    };
  }

  /** The login of the technical account that calls; throws 401. */
  accountOf(exchange: Exchange): string {
    const token = /^Bearer (\S+)$/.exec(exchange.header('authorization') ?? '')?.[1] ?? '';
    if ((this.#tokens.get(token) ?? 0) <= Date.now())
      throw new WireError(401, 'invalid_token', 'Jeton inconnu ou expiré');
    const account = Buffer.from(exchange.header('cpro-account') ?? '', 'base64').toString('utf8');
    const [login = '', ...password] = account.split(':');
    if (TECHNICAL_LOGIN.test(login) && password.join(':') === TECHNICAL_PASSWORD) return login;
    throw new WireError(401, 'cpro-account', 'Compte technique inconnu');
  }
}
