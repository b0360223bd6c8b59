import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { fingerprintOf, Idempotency, parseIdempotencyKey } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { callerOf } from './access.js';
import { IDEMPOTENT, setTransaction } from './idempotent.js';
import { answerOf } from './json-answer.interceptor.js';
import { WrittenReply } from './reply.js';

/** Runs @Idempotent handlers once per Idempotency-Key and plays their answer again. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: Idempotency,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const idempotent = this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler()) === true;
    return idempotent ? from(this.#runOnce(context, next)) : next.handle();
  }

  async #runOnce(context: ExecutionContext, next: CallHandler): Promise<WrittenReply> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const caller = callerOf(request);
    if (!caller) throw new AppError('service.internal', { cause: 'Idempotent on a route without @Scopes' });
    const header = request.get('Idempotency-Key');
    const key = header === undefined ? undefined : parseIdempotencyKey(header);
    const fingerprint = key === undefined ? Buffer.alloc(0) : fingerprintOf(request.method, request.url, request.body);
    const { answer, replayed } = await this.idempotency.run(caller, key, fingerprint, async (tx) => {
      setTransaction(request, tx);
      return answerOf(await lastValueFrom(next.handle()), response.statusCode);
    });
    if (!replayed) return new WrittenReply(answer);
    return new WrittenReply({ ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } });
  }
}
