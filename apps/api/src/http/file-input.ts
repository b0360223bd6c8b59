import { AppError } from '@onefacture/errors';
import { writeJson } from './json-text.js';
import { isUpload, type UploadedFile, uploadOf } from './upload.js';

/** One file that came in, however it was sent. */
export interface FileInput {
  readonly file: Uint8Array;
  /** Text fields of a form. */
  readonly fields: Readonly<Record<string, string>>;
  /** Files of a form in the fields that are no `file`. */
  readonly others: readonly UploadedFile[];
}

/**
 * The file of a request: the body itself, JSON as it was parsed, or the field `file` of a form. A form whose only file
 * has another name will do; files in the fields of `apart` are left to the caller.
 * @throws AppError `request.invalid` for none or several
 */
export function fileInput(body: unknown, apart: readonly string[] = []): FileInput {
  if (body instanceof Uint8Array) return { file: body, fields: {}, others: [] };
  if (!isUpload(body)) {
    if (body === undefined) throw fileFault('file', 'is required: the invoice, as the body or in a form');
    return { file: Buffer.from(writeJson(body), 'utf8'), fields: {}, others: [] };
  }
  const others = body.files.filter(({ field }) => apart.includes(field));
  const files = body.files.filter(({ field }) => !apart.includes(field));
  const [file] = files;
  if (!file || files.length > 1) {
    const beside = apart.length === 0 ? '' : ` beside ${apart.join(', ')}`;
    throw fileFault('file', `is required, once; the form has ${files.length} files${beside}`);
  }
  return { file: file.bytes, fields: body.fields, others };
}

/**
 * The files of a request: the body itself, or all files of a form.
 * @throws AppError `request.invalid` for none
 */
export function filesInput(body: unknown): {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly fields: Readonly<Record<string, string>>;
} {
  if (body instanceof Uint8Array) return { files: [{ name: 'file', bytes: body }], fields: {} };
  const { files, fields } = uploadOf(body);
  if (files.length === 0) throw fileFault('files', 'is required: at least one document');
  return { files: files.map(({ filename, bytes }) => ({ name: filename, bytes })), fields };
}

/** A fault of one field of a form. */
export const fileFault = (field: string, message: string): AppError =>
  new AppError('request.invalid', { detail: `${field} ${message}.`, errors: [{ field, code: 'INVALID', message }] });
