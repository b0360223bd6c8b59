import type { LimitSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import type { Request, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { z } from 'zod';
import { asUpload, UploadedFile, type Upload } from './upload.js';

const FIELD_BYTES = 1_024;
const MOST_FIELDS = 10;
/** Room for boundaries and headers of parts beside the files. */
const AROUND_FILES = 65_536;
/** How much more than allowed is read to its end, so that the client hears the answer, before the line is cut. */
const PATIENCE = 16_777_216;

type Limits = Pick<LimitSettings, 'maxFileBytes' | 'maxUploadFiles' | 'maxUploadBytes'>;

const Parts = z.object({
  body: z.record(z.string(), z.string()),
  files: z
    .array(z.object({ fieldname: z.string(), originalname: z.string(), buffer: z.instanceof(Buffer) }))
    .default([]),
});

/** Reads multipart/form-data into memory, within the limits of the settings; a part beyond them ends the reading. */
export class MultipartReader {
  readonly #read;

  constructor(private readonly limits: Limits) {
    const { maxFileBytes, maxUploadFiles, maxUploadBytes } = limits;
    const read = multer({
      storage: new BoundedMemory(maxUploadBytes, () => this.#tooMuch()),
      defParamCharset: 'utf8',
      limits: {
        fileSize: maxFileBytes,
        files: maxUploadFiles,
        fields: MOST_FIELDS,
        parts: maxUploadFiles + MOST_FIELDS,
        fieldSize: FIELD_BYTES,
        fieldNameSize: 60,
        headerPairs: 20,
      },
    });
    this.#read = read.any();
  }

  /** @throws AppError request.too_large, request.unreadable, request.unsupported_type, request.invalid */
  async read(request: Request, response: Response): Promise<Upload> {
    if (request.headers['content-encoding'] !== undefined) {
      throw new AppError('request.unsupported_type', { detail: 'An upload is sent without Content-Encoding.' });
    }
    if (Number(request.headers['content-length'] ?? 0) > this.#most) throw this.#tooMuch();
    cutWhenEndless(request, this.#most + PATIENCE);
    await new Promise<void>((resolve, reject) => {
      this.#read(request, response, (fault?: unknown) => {
        if (fault === undefined || fault === null) resolve();
        else reject(this.#told(fault));
      });
    });
    const parts = Parts.safeParse({ body: { ...request.body }, files: request.files });
    if (!parts.success) {
      throw new AppError('request.invalid', { detail: 'Each text field of the form is sent once, with a plain name.' });
    }
    const files = parts.data.files.map(
      ({ fieldname, originalname, buffer }) => new UploadedFile(fieldname, cleanName(originalname), buffer),
    );
    return asUpload({ fields: parts.data.body, files });
  }

  get #most(): number {
    return this.limits.maxUploadBytes + AROUND_FILES;
  }

  #tooMuch(): AppError {
    const limit = this.limits.maxUploadBytes;
    return tooLarge(`All files together are larger than ${limit} bytes.`, limit);
  }

  #told(fault: unknown): AppError {
    if (fault instanceof AppError) return fault;
    if (!(fault instanceof MulterError)) {
      const why = fault instanceof Error ? fault.message : 'unknown';
      const detail = `The multipart/form-data cannot be read to its end: ${why}.`;
      return new AppError('request.unreadable', { detail, hint: 'Let your HTTP client build the form.', cause: fault });
    }
    const { maxFileBytes, maxUploadFiles } = this.limits;
    switch (fault.code) {
      case 'LIMIT_FILE_SIZE':
        return tooLarge(`A file is larger than ${maxFileBytes} bytes.`, maxFileBytes);
      case 'LIMIT_FILE_COUNT':
      case 'LIMIT_PART_COUNT':
        return tooLarge(`One upload holds at most ${maxUploadFiles} files and ${MOST_FIELDS} fields.`, maxUploadFiles);
      case 'LIMIT_FIELD_COUNT':
        return tooLarge(`One upload holds at most ${MOST_FIELDS} text fields.`, MOST_FIELDS);
      case 'LIMIT_FIELD_VALUE':
        return tooLarge(`A text field is longer than ${FIELD_BYTES} bytes; send a file with a filename.`, FIELD_BYTES);
      default:
        return new AppError('request.unreadable', {
          detail: `The multipart/form-data has a part without a usable name (${fault.code}).`,
          hint: 'Give each part of the form a short, plain name.',
          cause: fault,
        });
    }
  }
}

/** Keeps files in memory, up to a number of bytes of all files of a request together. */
class BoundedMemory implements StorageEngine {
  readonly #held = new WeakMap<Request, number>();

  constructor(
    private readonly most: number,
    private readonly tooMuch: () => AppError,
  ) {}

  _handleFile(request: Request, { stream }: Express.Multer.File, done: Parameters<StorageEngine['_handleFile']>[2]) {
    let chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => {
      const held = (this.#held.get(request) ?? 0) + chunk.length;
      this.#held.set(request, held);
      if (held <= this.most) chunks.push(chunk);
      else chunks = [];
    });
    stream.once('error', done);
    stream.once('end', () => {
      if ((this.#held.get(request) ?? 0) > this.most) done(this.tooMuch());
      else done(null, { buffer: Buffer.concat(chunks) });
    });
  }

  _removeFile(_request: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    done(null);
  }
}

/** A body that goes on long after it was refused is not read to its end. */
function cutWhenEndless(request: Request, most: number): void {
  let total = 0;
  request.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total > most) request.destroy();
  });
}

const tooLarge = (detail: string, limit: number) => new AppError('request.too_large', { detail, members: { limit } });

/** What is shown and stored of a client's file name. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, '').slice(0, 200) || 'file';
}
