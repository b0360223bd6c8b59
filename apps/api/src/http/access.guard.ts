import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { KeyVerifier, type Caller, type Scope } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import { extendContext } from '@onefacture/observability';
import { AdminToken } from '@onefacture/security';
import type { Request } from 'express';
import { ACCESS, setCaller, type Access } from './access.js';

/** Lets in whom the route names. A route that names nobody is closed, so forgetting is safe. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: KeyVerifier,
    private readonly adminToken: AdminToken,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new AppError('service.internal', { cause: `${request.method} ${request.path} has no access` });
    if (access.by === 'admin') this.#refuseOthersThanAdmin(request);
    if (access.by === 'key') await this.#admitKey(request, access.scopes);
    return true;
  }

  #refuseOthersThanAdmin(request: Request): void {
    const token = /^Bearer +(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1];
    if (token === undefined || !this.adminToken.matches(token)) {
      throw new AppError('auth.unauthenticated', {
        detail: 'This route needs Authorization: Bearer with the operator’s key (ONEFACTURE_BOOTSTRAP_API_KEY).',
        hint: 'Send the operator’s key as a bearer token.',
      });
    }
    extendContext({ actor: 'admin' });
  }

  async #admitKey(request: Request, scopes: readonly Scope[]): Promise<void> {
    const presented = request.get('X-API-Key');
    if (presented === undefined) {
      throw new AppError('auth.unauthenticated', { detail: 'This route needs an API key in the header X-API-Key.' });
    }
    const caller = await this.keys.verify(presented.trim(), request.ip ?? '');
    extendContext({ organization_id: caller.organizationId, actor: actorOf(caller) });
    if (scopes.length > 0 && !scopes.some((scope) => caller.scopes.includes(scope))) {
      throw new AppError('auth.forbidden', { detail: `This key lacks the scope ${scopes.join(' or ')}.` });
    }
    setCaller(request, caller);
  }
}

/** How a caller is named in the audit trail and in logs. */
export const actorOf = (caller: Caller): string => `key:${caller.keyId}`;
