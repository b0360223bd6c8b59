import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { ErrorCode } from '@onefacture/errors';
import type { z } from 'zod';

/** What one answer of an operation looks like. */
export interface AnswerDescription {
  readonly description: string;
  /** Shape of a JSON answer. */
  readonly schema?: z.ZodType;
  readonly example?: unknown;
  /** Content type, or types, of an answer that is not JSON. */
  readonly contentType?: string | readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request body that runs as it stands, for the documents and for “try it”. */
export interface BodyExample {
  readonly summary: string;
  readonly value: unknown;
}

/** A body of multipart/form-data: its files and text fields. */
export interface FormDescription {
  /** Files by field name, with a sentence each; `many` may stand several times. */
  readonly files: Readonly<Record<string, { readonly description: string; readonly many?: boolean }>>;
  readonly required: readonly string[];
  /** Text fields. */
  readonly fields?: z.ZodObject;
}

/** What the OpenAPI document says of a handler. Path, method, access and Idempotency-Key are read off its decorators. */
export interface OperationDescription {
  /** Unique, camelCase: names generated client methods. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: { readonly schema: z.ZodType; readonly examples?: Readonly<Record<string, BodyExample>> };
  /** Further content types the body may have, with a sentence each. */
  readonly otherBodies?: Readonly<Record<string, string>>;
  /** A body of multipart/form-data. */
  readonly form?: FormDescription;
  /** A strictObject; each member is one query parameter. */
  readonly query?: z.ZodObject;
  /** Request headers beside those of every operation, with a sentence each. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What path parameters other than UUIDs are. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Faults of its own; those of every operation (401, 403, 429, 500 …) come by themselves. */
  readonly faults?: readonly ErrorCode[];
}

/** Metadata key of an operation. */
export const OPERATION = 'onefacture:operation';

/** Describes a handler; a handler without it is not in the document. */
export const Operation = (description: OperationDescription): CustomDecorator => SetMetadata(OPERATION, description);
