import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller, OrganisationMode, Role, Scope, SignedInMember } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import type { Request } from 'express';

/** Who may call a route: anybody, the operator, a key with one of the scopes, a signed-in member with one of the roles. */
export type Access =
  | { readonly by: 'anyone' }
  | { readonly by: 'admin' }
  | { readonly by: 'key'; scopes: Scope[] }
  | { readonly by: 'user'; roles: Role[] }
  | { readonly by: 'key-or-user'; scopes: Scope[]; roles: Role[] };

/** Metadata key of a route's access; a route without it is closed. */
export const ACCESS = 'onefacture:access';

/** Anybody may call it. */
export const Open = (): CustomDecorator => SetMetadata<string, Access>(ACCESS, { by: 'anyone' });

/** Only the operator, with the bootstrap key as bearer token. */
export const AdminOnly = (): CustomDecorator => SetMetadata<string, Access>(ACCESS, { by: 'admin' });

/** A key that holds at least one of these scopes; any valid key when none is named. */
export const Scopes = (...scopes: Scope[]): CustomDecorator =>
  SetMetadata<string, Access>(ACCESS, { by: 'key', scopes });

/** A signed-in member with one of these roles; any member when none is named. */
export const Members = (...roles: Role[]): CustomDecorator =>
  SetMetadata<string, Access>(ACCESS, { by: 'user', roles });

/** A key that holds one of the scopes, or a signed-in member with one of the roles. Handlers take `@CurrentRequester`. */
export const KeysOrMembers = (scopes: Scope[], roles: Role[]): CustomDecorator =>
  SetMetadata<string, Access>(ACCESS, { by: 'key-or-user', scopes, roles });

/** For whom a request acts, whether a key or a member sent it. */
export interface Requester {
  readonly organizationId: string;
  readonly mode: OrganisationMode;
  /** As in the audit trail and in logs: `key:<id>` or `user:<id>`. */
  readonly actor: string;
}

const accesses = new WeakMap<Request, Access>();
const callers = new WeakMap<Request, Caller>();
const members = new WeakMap<Request, SignedInMember>();

/** Remembers who may call, for the time of the request. */
export function setAccess(request: Request, access: Access): void {
  accesses.set(request, access);
}

/** Who may call; undefined before the route is known. */
export function accessOf(request: Request): Access | undefined {
  return accesses.get(request);
}

/** Remembers who calls, for the time of the request. */
export function setCaller(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

/** Who calls; undefined on routes that need no key. */
export function callerOf(request: Request): Caller | undefined {
  return callers.get(request);
}

/** Remembers which member calls, for the time of the request. */
export function setMember(request: Request, member: SignedInMember): void {
  members.set(request, member);
}

/** Which member calls; undefined when nobody signed in sent the request. */
export function memberOf(request: Request): SignedInMember | undefined {
  return members.get(request);
}

/** For whom the request acts; undefined on routes that anybody, or the operator, may call. */
export function requesterOf(request: Request): Requester | undefined {
  const caller = callerOf(request);
  if (caller) return { organizationId: caller.organizationId, mode: caller.mode, actor: actorOf(caller) };
  const member = memberOf(request);
  return member && { organizationId: member.organizationId, mode: 'live', actor: memberActor(member) };
}

/** How a caller is named in the audit trail and in logs. */
export const actorOf = (caller: Caller): string => `key:${caller.keyId}`;

/** How a member is named in the audit trail and in logs. */
export const memberActor = (member: Pick<SignedInMember, 'userId'>): string => `user:${member.userId}`;

/** Who calls, on a route with @Scopes: `create(@CurrentCaller() caller: Caller)`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new AppError('service.internal', { cause: 'CurrentCaller on a route without @Scopes' });
  return caller;
});

/** Which member calls, on a route with @Members: `me(@CurrentMember() member: SignedInMember)`. */
export const CurrentMember = createParamDecorator((_: unknown, context: ExecutionContext): SignedInMember => {
  const member = memberOf(context.switchToHttp().getRequest<Request>());
  if (!member) throw new AppError('service.internal', { cause: 'CurrentMember on a route without @Members' });
  return member;
});

/** For whom the request acts, on a route with @KeysOrMembers: `list(@CurrentRequester() { organizationId }: Requester)`. */
export const CurrentRequester = createParamDecorator((_: unknown, context: ExecutionContext): Requester => {
  const requester = requesterOf(context.switchToHttp().getRequest<Request>());
  if (!requester)
    throw new AppError('service.internal', { cause: 'CurrentRequester on a route without @KeysOrMembers' });
  return requester;
});
