import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { raw, type Request, type Response } from 'express';
import { from, switchMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { CONSUMES, RAW_BODY } from './content.js';
import { readJson } from './json-text.js';
import { MultipartReader } from './multipart.js';

const JSON_TYPE = 'application/json';
const MULTIPART = 'multipart/form-data';
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const UTF8 = new Set(['utf-8', 'utf8', 'us-ascii']);
const ReadFault = z.object({ type: z.string().default(''), message: z.string(), code: z.string().default('') });

/** Reads the body once the caller is known: nobody without a key can make us parse anything. */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  readonly #readJsonBytes;
  readonly #readFileBytes;
  readonly #multipart;

  constructor(
    private readonly reflector: Reflector,
    private readonly limits: LimitSettings,
  ) {
    this.#readJsonBytes = raw({ type: () => true, limit: limits.maxJsonBytes, inflate: true });
    this.#readFileBytes = raw({ type: () => true, limit: limits.maxFileBytes, inflate: true });
    this.#multipart = new MultipartReader(limits);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!WITH_BODY.has(request.method)) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    const rawLimit = this.reflector.get<number | undefined>(RAW_BODY, context.getHandler());
    if (rawLimit !== undefined) {
      return from(this.#readRaw(request, response, rawLimit)).pipe(switchMap(() => next.handle()));
    }
    const accepted = this.reflector.getAllAndOverride<string[] | undefined>(CONSUMES, [
      context.getHandler(),
      context.getClass(),
    ]);
    return from(this.#read(request, response, accepted ?? [JSON_TYPE])).pipe(switchMap(() => next.handle()));
  }

  async #read(request: Request, response: Response, accepted: readonly string[]): Promise<void> {
    const { type, charset } = contentTypeOf(request);
    const hasType = request.headers['content-type'] !== undefined;
    if (hasType && !accepted.includes(type)) throw unsupported(`${type || 'This'} is not read here`, accepted);
    if (type === MULTIPART) {
      request.body = await this.#multipart.read(request, response);
      return;
    }
    const bytes = await this.#bytes(request, response, type !== JSON_TYPE && hasType);
    if (bytes.length === 0) {
      request.body = undefined;
      return;
    }
    if (!hasType) throw unsupported('A body needs a Content-Type', accepted);
    request.body = type === JSON_TYPE ? readJson(decode(bytes, charset)) : bytes;
  }

  async #readRaw(request: Request, response: Response, limit: number): Promise<void> {
    const read = raw({ type: () => true, limit, inflate: false });
    request.body = await this.#take(request, response, read, limit);
  }

  async #bytes(request: Request, response: Response, isFile: boolean): Promise<Buffer> {
    return isFile
      ? this.#take(request, response, this.#readFileBytes, this.limits.maxFileBytes)
      : this.#take(request, response, this.#readJsonBytes, this.limits.maxJsonBytes);
  }

  async #take(request: Request, response: Response, read: ReturnType<typeof raw>, limit: number): Promise<Buffer> {
    await new Promise<void>((resolve, reject) => {
      read(request, response, (fault?: unknown) => {
        if (fault === undefined) resolve();
        else reject(told(fault, request.get('Content-Encoding') ?? '', limit));
      });
    });
    const body: unknown = request.body;
    return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  }
}

function told(fault: unknown, encoding: string, limit: number): AppError {
  const { type, message, code } = ReadFault.safeParse(fault).data ?? { type: '', message: 'unknown', code: '' };
  // zlib's own faults: Z_DATA_ERROR, Z_BUF_ERROR; brotli's: ERR__ERROR_FORMAT_…
  if (/^(Z_|ERR_)/.test(code) && encoding !== '') {
    const detail = `The body is not the ${encoding} that Content-Encoding says.`;
    return new AppError('request.unreadable', {
      detail,
      hint: 'Compress the body as Content-Encoding says, or leave the header out.',
      cause: fault,
    });
  }
  switch (type) {
    case 'entity.too.large':
      return new AppError('request.too_large', {
        detail: `The body is larger than ${limit} bytes.`,
        members: { limit },
      });
    case 'encoding.unsupported':
      return new AppError('request.unsupported_type', {
        detail: `This Content-Encoding is not read: ${message}. Send gzip, br, deflate or none.`,
      });
    default:
      return new AppError('request.unreadable', {
        detail: `The body could not be read to its end: ${message}.`,
        cause: fault,
      });
  }
}

function contentTypeOf(request: Request): { type: string; charset: string } {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(one)?.[1]).find(Boolean);
  return { type: type.trim(), charset: charset ?? 'utf-8' };
}

function decode(bytes: Buffer, charset: string): string {
  if (!UTF8.has(charset)) {
    throw new AppError('request.unsupported_type', { detail: `JSON is read in UTF-8 only, not in ${charset}.` });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('request.unreadable', { detail: 'The body is not UTF-8.', cause });
  }
}

const unsupported = (why: string, accepted: readonly string[]) =>
  new AppError('request.unsupported_type', { detail: `${why}; send ${accepted.join(' or ')}.` });
