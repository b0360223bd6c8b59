import { StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Answer } from '@onefacture/accounts';
import { usedQuotas } from '@onefacture/observability';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { writeJson } from './json-text.js';
import { addQuotaHeaders } from './rate-limit-headers.js';
import { Reply, WrittenReply } from './reply.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Writes what handlers return, numbers as exact as they are. Bytes and files pass untouched. */
export class JsonAnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (value instanceof Uint8Array) return new StreamableFile(value);
        if (value instanceof StreamableFile || response.headersSent) return value;
        const { status, headers, body } = answerOf(value, response.statusCode);
        response.status(status).set(headers);
        for (const quota of usedQuotas()) addQuotaHeaders(response, quota);
        return body === '' ? undefined : body;
      }),
    );
  }
}

/** The answer that a handler's value stands for. */
export function answerOf(value: unknown, status: number): Answer {
  if (value instanceof WrittenReply) return value.answer;
  if (value instanceof Reply) return written(value.status, value.body, value.headers);
  return written(status, value, {});
}

function written(status: number, body: unknown, headers: Readonly<Record<string, string>>): Answer {
  if (body === undefined) return { status, headers: { ...headers }, body: '' };
  return { status, headers: { 'Content-Type': JSON_TYPE, ...headers }, body: writeJson(body) };
}
