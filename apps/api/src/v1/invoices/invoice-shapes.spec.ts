import { describe, expect, it } from 'vitest';
import { ZodQuery } from '../../http/zod-body.js';
import { InvoiceListQuery } from './invoice-shapes.js';

const query = new ZodQuery(InvoiceListQuery);

describe('what narrows a list', () => {
  it('is days that the database knows', () => {
    expect(query.transform({ issued_from: '2026-06-01' })).toMatchObject({ issued_from: '2026-06-01', limit: 20 });
    for (const day of ['0000-01-01', '2026-02-29', 'yesterday']) {
      expect(() => query.transform({ issued_from: day })).toThrow(
        `issued_from must be a date such as 2026-06-01; got "${day}".`,
      );
    }
  });

  it('is text that the database can hold', () => {
    expect(() => query.transform({ number: 'A\0' })).toThrow('number holds U+0000');
  });
});
