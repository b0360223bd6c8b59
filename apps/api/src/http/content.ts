import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Metadata key of the content types a route reads. */
export const CONSUMES = 'onefacture:consumes';

/**
 * Content types that a route reads beside or instead of JSON: `@Consumes('application/json', 'application/xml')`.
 * JSON arrives parsed, everything else as a Buffer. Without it a route reads JSON only.
 */
export function Consumes(...types: string[]): CustomDecorator {
  return SetMetadata(CONSUMES, types);
}
