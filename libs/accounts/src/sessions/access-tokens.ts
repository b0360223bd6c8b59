import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { RuntimeSettings, SecuritySettings } from '@onefacture/config';
import { z } from 'zod';

/** The only algorithm that access tokens are signed and accepted with. */
export const ACCESS_TOKEN_ALGORITHM = 'HS256';

/** Who an access token is for (`aud`), so that no other token made with the same secret is taken for one. */
export const ACCESS_TOKEN_AUDIENCE = 'onefacture';

/** What an access token says: the user, their live organisation and the session it was made from. */
export const AccessClaims = z.object({ sub: z.uuid(), org: z.uuid(), sid: z.uuid() });
export type AccessClaims = z.output<typeof AccessClaims>;

/** An access token and how many seconds it is good for. */
export interface AccessToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Signs access tokens: JWT, HS256, `iss` is the public address. They carry no role, which is read at every request. */
@Injectable()
export class AccessTokens {
  readonly #jwt: JwtService;

  constructor(
    runtime: RuntimeSettings,
    private readonly security: SecuritySettings,
  ) {
    this.#jwt = new JwtService({
      secret: security.jwtSecret.reveal(),
      signOptions: {
        algorithm: ACCESS_TOKEN_ALGORITHM,
        issuer: runtime.publicBaseUrl,
        audience: ACCESS_TOKEN_AUDIENCE,
      },
    });
  }

  async sign(claims: AccessClaims): Promise<AccessToken> {
    const expiresInSeconds = Math.max(1, Math.floor(this.security.jwtTtlMs / 1_000));
    return { token: await this.#jwt.signAsync(claims, { expiresIn: expiresInSeconds }), expiresInSeconds };
  }
}
