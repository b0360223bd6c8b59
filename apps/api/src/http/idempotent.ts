import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { Request } from 'express';

/** Metadata key of routes that take an Idempotency-Key. */
export const IDEMPOTENT = 'onefacture:idempotent';

/**
 * For POST routes with @Scopes: the handler runs in one transaction of the caller's organisation, which it gets as
 * `@Transaction() tx`; its answer is kept with the Idempotency-Key in the same commit. What it does outside of `tx`
 * is not undone.
 */
export const Idempotent = (): CustomDecorator => SetMetadata(IDEMPOTENT, true);

const transactions = new WeakMap<Request, OrganisationTransaction>();

export function setTransaction(request: Request, tx: OrganisationTransaction): void {
  transactions.set(request, tx);
}

/** The transaction of an @Idempotent route: `create(@Transaction() tx: OrganisationTransaction)`. */
export const Transaction = createParamDecorator((_: unknown, context: ExecutionContext): OrganisationTransaction => {
  const tx = transactions.get(context.switchToHttp().getRequest<Request>());
  if (!tx) throw new AppError('service.internal', { cause: 'Transaction on a route without @Idempotent' });
  return tx;
});
