import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { KeyVerifier, type Role, type Scope } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import { extendContext } from '@onefacture/observability';
import { AdminToken } from '@onefacture/security';
import type { Request, Response } from 'express';
import { AccessTokenReader } from './access-token-reader.js';
import { ACCESS, actorOf, memberActor, setAccess, setCaller, setMember, type Access } from './access.js';

export { actorOf } from './access.js';

/** Lets in whom the route names. A route that names nobody is closed, so forgetting is safe. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: KeyVerifier,
    private readonly adminToken: AdminToken,
    private readonly accessTokens: AccessTokenReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new AppError('service.internal', { cause: `${request.method} ${request.path} has no access` });
    setAccess(request, access);
    await this.#admit(request, context.switchToHttp().getResponse<Response>(), access);
    return true;
  }

  async #admit(request: Request, response: Response, access: Access): Promise<void> {
    switch (access.by) {
      case 'anyone':
        return;
      case 'admin':
        this.#refuseOthersThanAdmin(request);
        return;
      case 'key':
        await this.#admitKey(request, access.scopes);
        return;
      case 'user':
        await this.#admitMember(request, response, access.roles);
        return;
      case 'key-or-user':
        if (request.get('X-API-Key') === undefined && request.get('Authorization') !== undefined) {
          await this.#admitMember(request, response, access.roles);
        } else await this.#admitKey(request, access.scopes);
    }
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

  async #admitMember(request: Request, response: Response, roles: readonly Role[]): Promise<void> {
    const member = await this.accessTokens.read(request, response);
    extendContext({ organization_id: member.organizationId, actor: memberActor(member) });
    if (roles.length > 0 && !roles.includes(member.role)) {
      throw new AppError('auth.forbidden', {
        detail: `Your role is ${member.role}; this needs ${roles.join(' or ')}.`,
        hint: 'Ask an owner of the organisation.',
      });
    }
    setMember(request, member);
  }
}
