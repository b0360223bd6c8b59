import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { fingerprintOf, Idempotency, parseIdempotencyKey, type IdempotentAnswer } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { requesterOf } from './access.js';
import { IDEMPOTENT, setOnce, setTransaction, type Beginner, type OnceWork } from './idempotent.js';
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
    const beginner = this.reflector.get<Beginner | undefined>(IDEMPOTENT, context.getHandler());
    return beginner === undefined ? next.handle() : from(this.#runOnce(context, next, beginner));
  }

  async #runOnce(context: ExecutionContext, next: CallHandler, beginner: Beginner): Promise<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const once = this.#onceOf(request, context.switchToHttp().getResponse<Response>());
    if (beginner === 'handler') {
      setOnce(request, once);
      return lastValueFrom(next.handle());
    }
    return once.run(async (tx) => {
      setTransaction(request, tx);
      return lastValueFrom(next.handle());
    });
  }

  #onceOf(request: Request, response: Response): OnceWork {
    const caller = requesterOf(request);
    if (!caller) throw new AppError('service.internal', { cause: 'Idempotent on a route that anybody may call' });
    const header = request.get('Idempotency-Key');
    const key = header === undefined ? undefined : parseIdempotencyKey(header);
    const fingerprint = key === undefined ? Buffer.alloc(0) : fingerprintOf(request.method, request.url, request.body);
    const answer = (made: unknown) => answerOf(made, response.statusCode);
    const { idempotency } = this;
    return {
      run: async (work) =>
        replyOf(await idempotency.run(caller, key, fingerprint, async (tx) => answer(await work(tx)))),
      async runPrepared(prepare, work) {
        const before = key === undefined ? undefined : await idempotency.find(caller, key, fingerprint);
        if (before) return replyOf({ answer: before, replayed: true });
        const prepared = await prepare();
        return this.run(async (tx) => work(tx, prepared));
      },
    };
  }
}

function replyOf({ answer, replayed }: IdempotentAnswer): WrittenReply {
  if (!replayed) return new WrittenReply(answer);
  return new WrittenReply({ ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } });
}
