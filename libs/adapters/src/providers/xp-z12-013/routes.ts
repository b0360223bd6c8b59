import type { Call } from '../../ports/connection.js';

/** Platforms print their base with or without the version and a slash. */
export function withoutVersion(base: string): string {
  return base.replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** Headers that XP Z12-013 knows on every operation. */
export function standardHeaders({ connection, request_id }: Call): Record<string, string> {
  return {
    'request-id': request_id,
    ...(connection.organization_header === undefined ? {} : { 'organization-id': connection.organization_header }),
  };
}
