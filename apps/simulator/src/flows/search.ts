import { badRequest } from '../http/wire-error.js';
import type { StoredFlow, Tenant } from '../state/tenant.js';
import type { Flow, SearchFilters, SearchParams } from './flow.js';

interface SearchContent {
  readonly limit: number;
  readonly nextCursor?: string;
  readonly filters: SearchFilters;
  readonly results: Flow[];
}

/** Flows of one tenant, oldest change first; `nextCursor` is there only when more follow. */
export function searchFlows(tenant: Tenant, { limit, cursor, where }: SearchParams): SearchContent {
  if (cursor === undefined && Object.values(where).every((value) => value === undefined)) {
    throw badRequest('At least one search criterion is needed');
  }
  const found: StoredFlow[] = [];
  for (const stored of candidates(tenant, where, cursor)) {
    if (!matches(stored.flow, where)) continue;
    found.push(stored);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const more = found.length > limit && last !== undefined;
  return {
    limit,
    ...(more ? { nextCursor: toCursor(last.change) } : {}),
    filters: where,
    results: page.map(({ flow }) => flow),
  };
}

function candidates(tenant: Tenant, where: SearchFilters, cursor: string | undefined): Iterable<StoredFlow> {
  const after = cursor === undefined ? 0 : fromCursor(cursor);
  if (where.trackingId === undefined) return tenant.changedSince(where.updatedAfter, after);
  const stored = tenant.byTracking(where.trackingId);
  return stored === undefined || stored.change <= after ? [] : [stored];
}

const among = <Value>(list: readonly Value[] | undefined, value: Value): boolean =>
  list === undefined || list.length === 0 || list.includes(value);

function matches(flow: Flow, where: SearchFilters): boolean {
  const updatedAt = Date.parse(flow.updatedAt);
  return (
    (where.updatedAfter === undefined || updatedAt > Date.parse(where.updatedAfter)) &&
    (where.updatedBefore === undefined || updatedAt < Date.parse(where.updatedBefore)) &&
    among(where.processingRule, flow.processingRule) &&
    among(where.flowType, flow.flowType) &&
    among(where.flowDirection, flow.flowDirection) &&
    (where.ackStatus === undefined || where.ackStatus === flow.acknowledgement.status)
  );
}

const toCursor = (change: number): string => Buffer.from(`after:${change}`).toString('base64url');

function fromCursor(cursor: string): number {
  const place = /^after:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (place === undefined) throw badRequest('The cursor was not given by this service');
  return Number(place);
}
