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
import type { Request } from 'express';
import passport from 'passport';
import { ExtractJwt, Strategy, type StrategyOptionsWithoutRequest, type VerifiedCallback } from 'passport-jwt';

/**
 * Tells which member an access token belongs to: passport-jwt judges signature, issuer, audience and time, then the
 * session must still live and its user still be a member. The strategy is handed over at each call: passport's own
 * list of names is shared by the whole process.
 */
@Injectable()
export class AccessTokenReader {
  readonly #strategy: Strategy;

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
    this.#strategy = new Strategy(options, (payload: unknown, done: VerifiedCallback) => {
      this.#memberOf(payload).then(
        (member) => done(null, member ?? false),
        (error: unknown) => done(error),
      );
    });
  }

  /** @throws AppError `auth.unauthenticated` */
  async read(request: Request): Promise<SignedInMember> {
    return new Promise((resolve, reject) => {
      const judge = passport.authenticate(
        this.#strategy,
        { session: false },
        (error: unknown, member: SignedInMember | false | null | undefined) => {
          if (error) reject(error);
          else if (member) resolve(member);
          else reject(refused(request));
        },
      );
      judge(request, request.res, reject);
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
