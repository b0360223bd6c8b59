import fc from 'fast-check';
import { parse, stringify } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { anyInvoice } from '../../testing/arbitraries.js';
import { completeInvoice } from '../completion.js';
import { presentInvoice } from '../present.js';
import { LINELESS_PROFILES, PROFILES } from '../profiles.js';
import type { InvoiceBody } from './body-amounts.js';
import { readInvoiceBody } from './invoice-body.js';
import { bodyJson, bodyOfInvoice } from './patch.js';

function read(json: unknown): InvoiceBody {
  const reading = readInvoiceBody(json);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults, null, 1));
  return reading.body;
}

/** Answers show grounds in the VAT table; a body has them on its lines. */
const groundless = (body: InvoiceBody) => ({
  ...body,
  lines: body.lines.map(({ exemption_code: _code, exemption_reason: _reason, ...line }) => line),
});

const rich = PROFILES.filter((profile) => !LINELESS_PROFILES.has(profile));

describe.each(rich)('any invoice of profile %s, as a body', (profile) => {
  it('is read, adds up to the same, and stays what it is when it is completed and read again', () => {
    fc.assert(
      fc.property(anyInvoice(profile), (invoice) => {
        const body = read(bodyJson(bodyOfInvoice(invoice)));
        const completed = completeInvoice(body);
        expect(completed.totals).toEqual(invoice.totals);
        expect(completed.lines).toEqual(invoice.lines);
        expect(completed.payment_means).toEqual(invoice.payment_means);
        expect(completed.vat_breakdown.map((group) => group.tax_amount)).toEqual(
          invoice.vat_breakdown.map((group) => group.tax_amount),
        );
        expect(read(bodyJson(bodyOfInvoice(completed)))).toEqual(body);
      }),
      { numRuns: 40 },
    );
  });

  it('answers as JSON whose members a caller may send back', () => {
    fc.assert(
      fc.property(anyInvoice(profile), (invoice) => {
        const shown = parse(stringify(presentInvoice(invoice)) ?? '') as object;
        const { derived: _derived, vat_breakdown: _vat, ...said } = { derived: 0, vat_breakdown: 0, ...shown };
        expect(groundless(read(said))).toEqual(groundless(read(bodyJson(bodyOfInvoice(invoice)))));
      }),
      { numRuns: 40 },
    );
  });
});
