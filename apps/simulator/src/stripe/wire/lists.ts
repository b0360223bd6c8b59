import { invalidRequest, noSuchParam } from './fault.js';
import type { List } from './objects.js';

export interface Paging {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

/** A page of a list, newest first. `all` is in the order of making. */
export function pageOf<T extends { id: string }>(all: readonly T[], url: string, paging: Paging): List<T> {
  const { limit = 10, starting_after: after, ending_before: before } = paging;
  if (limit < 1 || limit > 100) {
    throw invalidRequest('This value must be between 1 and 100 (inclusive).', 'parameter_invalid_integer', 'limit');
  }
  if (after !== undefined && before !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: starting_after, ending_before.',
      'parameters_exclusive',
    );
  }
  const newest = all.toReversed();
  if (before !== undefined) {
    const head = newest.slice(0, placeOf(newest, before, 'ending_before'));
    return { object: 'list', data: head.slice(-limit), has_more: head.length > limit, url };
  }
  const rest = after === undefined ? newest : newest.slice(placeOf(newest, after, 'starting_after') + 1);
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit, url };
}

/** The answer of a search. */
export function searchPage<T>(all: readonly T[], url: string, limit = 10, page?: string): object {
  const start = page === undefined ? 0 : Number(Buffer.from(page, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw invalidRequest('Invalid page', undefined, 'page');
  const newest = all.toReversed();
  const more = newest.length > start + limit;
  return {
    object: 'search_result',
    data: newest.slice(start, start + limit),
    has_more: more,
    next_page: more ? Buffer.from(String(start + limit)).toString('base64url') : null,
    url,
  };
}

function placeOf(all: readonly { id: string }[], id: string, param: string): number {
  const at = all.findIndex((each) => each.id === id);
  if (at === -1) throw noSuchParam('object', id, param);
  return at;
}

/** A whole list inside another object. */
export const listOf = <T>(data: T[], url: string): List<T> => ({ object: 'list', data, has_more: false, url });
