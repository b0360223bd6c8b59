import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Metadata key of the content types a route reads. */
export const CONSUMES = 'onefacture:consumes';

/** Metadata key of routes that read their body as it comes. */
export const RAW_BODY = 'onefacture:raw-body';

/**
 * The body arrives as a Buffer of the very bytes, whatever its type: for signatures over them. It may not be
 * compressed.
 * @param maxBytes more is answered 413
 */
export const RawBody = (maxBytes: number): CustomDecorator => SetMetadata(RAW_BODY, maxBytes);

/**
 * Content types that a route reads beside or instead of JSON: `@Consumes('application/json', 'application/xml')`.
 * JSON arrives parsed, everything else as a Buffer. Without it a route reads JSON only.
 */
export function Consumes(...types: string[]): CustomDecorator {
  return SetMetadata(CONSUMES, types);
}
