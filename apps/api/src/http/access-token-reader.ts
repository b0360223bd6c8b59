import { Injectable } from '@nestjs/common';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_AUDIENCE,
  AccessClaims,
  Memberships,
  type SignedInMember,
} from '@onefacture/accounts';
import { RuntimeSettings, SecuritySettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import { ExtractJwt, Strategy, type StrategyOptionsWithoutRequest, type VerifiedCallback } from 'passport-jwt';

const STRATEGY = 'access-token';

/**
 * Tells which member an access token belongs to: passport-jwt judges signature, issuer, audience and time, then the
 * session must still live and its user still be a member. By a passport of its own, whose list of names is not that of
 * the whole process; and by name, since passport shares a strategy that is handed over among all requests under way.
 */
@Injectable()
export class AccessTokenReader {
  readonly #passport = new passport.Passport();

  constructor(
    runtime: RuntimeSettings,
    security: SecuritySettings,
    private readonly memberships: Memberships,
  ) {
    const options: StrategyOptionsWithoutRequest = {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: security.jwtSecret.reveal(),
      algorithms: [ACCESS_TOKEN_ALGORITHM],
      issuer: runtime.publicBaseUrl,
      audience: ACCESS_TOKEN_AUDIENCE,
    };
    const strategy = new Strategy(options, (payload: unknown, done: VerifiedCallback) => {
      this.#memberOf(payload).then(
        (member) => done(null, member ?? false),
        (error: unknown) => done(error),
      );
    });
    this.#passport.use(STRATEGY, strategy);
  }

  /** @throws AppError `auth.unauthenticated` */
  async read(request: Request, response: Response): Promise<SignedInMember> {
    return new Promise((resolve, reject) => {
      const judge: RequestHandler = this.#passport.authenticate(
        STRATEGY,
        { session: false },
        (error: unknown, member: SignedInMember | false | null | undefined) => {
          if (error) reject(error);
          else if (member) resolve(member);
          else reject(refused(request));
        },
      );
      void judge(request, response, reject);
    });
  }

  async #memberOf(payload: unknown): Promise<SignedInMember | undefined> {
    const claims = AccessClaims.safeParse(payload);
    if (!claims.success) return undefined;
    const member = await this.memberships.find(claims.data.sid, claims.data.org);
    return member?.userId === claims.data.sub ? member : undefined;
  }
}

function refused(request: Request): AppError {
  const detail =
    request.get('Authorization') === undefined
      ? 'This route needs Authorization: Bearer with an access token of a signed-in user.'
      : 'This access token is unknown or expired, or its session is over.';
  return new AppError('auth.unauthenticated', {
    detail,
    hint: 'Sign in with POST /auth/login, or renew the token with POST /auth/refresh.',
  });
}
