import { AppError } from '@onefacture/errors';

/** Bounds of reading one PDF; whatever exceeds them is refused with `document.unreadable`. */
export interface PdfLimits {
  /** Size of the file. */
  readonly bytes: number;
  /** Sum of everything that is decompressed. */
  readonly decoded: number;
  readonly objects: number;
  /** Nesting of arrays and dictionaries, of name trees and page trees. */
  readonly depth: number;
  readonly attachments: number;
}

/** Limits by default: a file of 100 MB (BR-FR-19), 256 MB decompressed. */
export const PDF_LIMITS: PdfLimits = {
  bytes: 100 * 1024 * 1024,
  decoded: 256 * 1024 * 1024,
  objects: 500_000,
  depth: 64,
  attachments: 1_000,
};

const ENCRYPTED = 'The PDF is encrypted; send it without encryption and without a password.';
const DAMAGED = 'A compressed part of the PDF is damaged.';

/** The one error of this room. */
export function unreadable(detail: string, cause?: unknown): AppError {
  return new AppError('document.unreadable', { detail, ...(cause === undefined ? {} : { cause }) });
}

/** Raised where one compressed part is damaged; the rest of the file may be whole. */
export function damaged(cause?: unknown): AppError {
  return unreadable(DAMAGED, cause);
}

/** True for what `damaged` raised. */
export function isDamage(error: unknown): boolean {
  return error instanceof AppError && error.message === DAMAGED;
}

/** Raised for a file that cannot be read without a key. */
export function encrypted(): AppError {
  return unreadable(ENCRYPTED);
}

/** True for a file that was refused because it is encrypted. */
export function isEncryption(error: unknown): boolean {
  return error instanceof AppError && error.message === ENCRYPTED;
}

/** What reading may still cost; shared by all parts of one file, so that nothing can be made to repeat. */
export class PdfBudget {
  private decoded = 0;
  private parsed = 0;
  private readonly mayParse: number;

  constructor(
    readonly limits: PdfLimits,
    size: number,
  ) {
    // Every byte is read a few times at most: once by the cross-reference, once as an object, once in a rebuild.
    this.mayParse = 16 * size + 1024 * 1024;
  }

  /** Bytes that may still be decompressed. */
  get room(): number {
    return this.limits.decoded - this.decoded;
  }

  decode(bytes: number): void {
    this.decoded += bytes;
    if (this.decoded > this.limits.decoded) throw unreadable('The PDF holds too much compressed data.');
  }

  parse(bytes: number): void {
    this.parsed += bytes;
    if (this.parsed > this.mayParse) throw unreadable('The objects of the PDF overlap.');
  }
}
