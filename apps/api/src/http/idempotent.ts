import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { Request } from 'express';
import type { WrittenReply } from './reply.js';

/** Metadata key of routes that take an Idempotency-Key. */
export const IDEMPOTENT = 'onefacture:idempotent';

/** Who opens the transaction of an @Idempotent route: the interceptor around the handler, or the handler itself. */
export type Beginner = 'interceptor' | 'handler';

/**
 * For POST routes with @Scopes, @Members or both: the handler runs in one transaction of the caller's organisation, which it gets as
 * `@Transaction() tx`; its answer is kept with the Idempotency-Key in the same commit. What it does outside of `tx`
 * is not undone. A handler that has slow work to do first begins the transaction itself, with `@Once() once`.
 */
export const Idempotent = (beginner: Beginner = 'interceptor'): CustomDecorator => SetMetadata(IDEMPOTENT, beginner);

/** How a handler does its work once per Idempotency-Key; it answers with what it gets back. */
export interface OnceWork {
  /** Runs the work in one transaction, whose commit keeps the answer. */
  run(work: (tx: OrganisationTransaction) => Promise<unknown>): Promise<WrittenReply>;
  /**
   * Prepares first, while no connection is held, and hands the outcome to the work. A request that was answered before
   * is answered again without preparing; two at the same time may both prepare, and one of them works.
   */
  runPrepared<Prepared>(
    prepare: () => Promise<Prepared>,
    work: (tx: OrganisationTransaction, prepared: Prepared) => Promise<unknown>,
  ): Promise<WrittenReply>;
}

const transactions = new WeakMap<Request, OrganisationTransaction>();
const works = new WeakMap<Request, OnceWork>();

export function setTransaction(request: Request, tx: OrganisationTransaction): void {
  transactions.set(request, tx);
}

export function setOnce(request: Request, once: OnceWork): void {
  works.set(request, once);
}

/** The transaction of an @Idempotent route: `create(@Transaction() tx: OrganisationTransaction)`. */
export const Transaction = createParamDecorator((_: unknown, context: ExecutionContext): OrganisationTransaction => {
  const tx = transactions.get(context.switchToHttp().getRequest<Request>());
  if (!tx) throw new AppError('service.internal', { cause: 'Transaction on a route without @Idempotent' });
  return tx;
});

/** Of a route that is `@Idempotent('handler')`: `create(@Once() once: OnceWork)`. */
export const Once = createParamDecorator((_: unknown, context: ExecutionContext): OnceWork => {
  const once = works.get(context.switchToHttp().getRequest<Request>());
  if (!once) throw new AppError('service.internal', { cause: "Once on a route without @Idempotent('handler')" });
  return once;
});
