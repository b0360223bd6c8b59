import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller, Scope } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import type { Request } from 'express';

/** Who may call a route: anybody, the operator, or a key with one of the scopes. */
export type Access = { readonly by: 'anyone' } | { readonly by: 'admin' } | { readonly by: 'key'; scopes: Scope[] };

/** Metadata key of a route's access; a route without it is closed. */
export const ACCESS = 'onefacture:access';

/** Anybody may call it. */
export const Open = (): CustomDecorator => SetMetadata<string, Access>(ACCESS, { by: 'anyone' });

/** Only the operator, with the bootstrap key as bearer token. */
export const AdminOnly = (): CustomDecorator => SetMetadata<string, Access>(ACCESS, { by: 'admin' });

/** A key that holds at least one of these scopes; any valid key when none is named. */
export const Scopes = (...scopes: Scope[]): CustomDecorator =>
  SetMetadata<string, Access>(ACCESS, { by: 'key', scopes });

const callers = new WeakMap<Request, Caller>();

/** Remembers who calls, for the time of the request. */
export function setCaller(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

/** Who calls; undefined on routes that need no key. */
export function callerOf(request: Request): Caller | undefined {
  return callers.get(request);
}

/** Who calls, on a route with @Scopes: `create(@CurrentCaller() caller: Caller)`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new AppError('service.internal', { cause: 'CurrentCaller on a route without @Scopes' });
  return caller;
});
