import { createHash } from 'node:crypto';
import { AppError } from '@onefacture/errors';

/** One file of an upload. */
export class UploadedFile {
  constructor(
    /** Name of the form field it came in. */
    readonly field: string,
    /** As the client named it, without folders and control characters. */
    readonly filename: string,
    readonly bytes: Buffer,
  ) {}

  /** What makes two uploads the same to an Idempotency-Key. */
  toJSON(): object {
    const sha256 = createHash('sha256').update(this.bytes).digest('hex');
    return { field: this.field, filename: this.filename, sha256 };
  }
}

/** A multipart/form-data body: what a handler that reads it finds as its body. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
}

/** The body of a route that reads multipart/form-data. @throws AppError `request.unsupported_type` without one */
export function uploadOf(body: unknown): Upload {
  if (isUpload(body)) return body;
  throw new AppError('request.unsupported_type', { detail: 'Send the files as multipart/form-data.' });
}

/** Whether a body came as multipart/form-data. */
export const isUpload = (body: unknown): body is Upload => uploads.has(Object(body));

/**
 * The one file of a body: the body itself, or the only file of a form.
 * @throws AppError `request.invalid` for none or several
 */
export function oneFileOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  const files = isUpload(body) ? body.files : [];
  const [file] = files;
  if (file && files.length === 1) return file.bytes;
  throw new AppError('request.invalid', {
    detail: `Send one file; got ${files.length}.`,
    errors: [{ field: 'file', code: 'REQUIRED', message: 'is required: one file, as the body or in a form' }],
  });
}

const uploads = new WeakSet<object>();

/** Marks what was read as an upload, so that no JSON can look like one. */
export function asUpload(upload: Upload): Upload {
  uploads.add(upload);
  return upload;
}
