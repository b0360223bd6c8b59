import { AppError } from '@onefacture/errors';
import { describe, expect, it } from 'vitest';
import { entityTag, isUnchanged, requireMatch } from './entity-tag.js';
import { pageOf, PageQuery } from './paging.js';
import { UuidParam } from './uuid-param.js';
import { ZodQuery } from './zod-body.js';

const ids = Array.from({ length: 4 }, (_, index) => `01997a3e-0000-7000-8000-00000000000${index}`);
const rows = ids.map((id) => ({ id }));

describe('paging', () => {
  it('hands out a cursor that its query reads back', () => {
    const page = pageOf(rows, 3, ({ id }) => id);
    expect(page.data).toEqual(ids.slice(0, 3));
    const query = new ZodQuery(PageQuery).transform({ limit: '3', cursor: page.next_cursor });
    expect(query).toEqual({ limit: 3, cursor: ids[2] });
  });

  it('ends without a cursor', () => {
    expect(pageOf(rows, 4, ({ id }) => id).next_cursor).toBeNull();
    expect(pageOf([], 4, () => '').next_cursor).toBeNull();
  });

  it.each([{ limit: '0' }, { limit: '101' }, { limit: 'ten' }, { cursor: 'x' }, { page: '2' }, { limit: ['1', '2'] }])(
    'refuses %j',
    (query) => {
      expect(() => new ZodQuery(PageQuery).transform(query)).toThrow(AppError);
    },
  );

  it('takes 20 when not told', () => {
    expect(new ZodQuery(PageQuery).transform({})).toEqual({ limit: 20 });
  });
});

describe('entity tags', () => {
  it('hold a change to the version that was read', () => {
    expect(() => requireMatch(entityTag(3), 3)).not.toThrow();
    expect(() => requireMatch('"v1", "v3"', 3)).not.toThrow();
    expect(() => requireMatch('*', 3)).not.toThrow();
    expect(() => requireMatch('"v2"', 3)).toThrow(expect.objectContaining({ code: 'request.precondition_failed' }));
    expect(() => requireMatch(undefined, 3)).toThrow(
      expect.objectContaining({ code: 'request.precondition_required' }),
    );
  });

  it('spare an unchanged answer', () => {
    expect(isUnchanged('W/"v3"', 3)).toBe(true);
    expect(isUnchanged('"v2"', 3)).toBe(false);
    expect(isUnchanged(undefined, 3)).toBe(false);
  });
});

describe('UuidParam', () => {
  it('knows that what is no UUID names nothing', () => {
    expect(new UuidParam().transform(ids[0]?.toUpperCase() ?? '')).toBe(ids[0]);
    expect(() => new UuidParam().transform("1' or '1'='1")).toThrow(
      expect.objectContaining({ code: 'request.not_found' }),
    );
  });
});
