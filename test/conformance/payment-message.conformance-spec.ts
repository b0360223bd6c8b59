import { writeCdar } from '@onefacture/formats';
import type { RuleProcess } from '@onefacture/inspection';
import { completeInvoice, Decimal, readInvoiceBody, type Invoice } from '@onefacture/invoice';
import { paymentMessage } from '@onefacture/transmission';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRules, CDAR_XSD, NOT_HERE, openPack, openSchema, suite } from './official-standards.js';

const address = { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' };
const line = {
  description: 'Conseil',
  unit_code: 'HUR',
  tax_rate: 20,
  tax_category: 'S',
  quantity: 10,
  unit_price: 150,
};

function invoiceOf(change: object = {}): Invoice {
  const reading = readInvoiceBody({
    profile: 'EN16931',
    type_code: '380',
    number: 'INV-2026-0001',
    issue_date: '2026-06-01',
    due_date: '2026-07-01',
    seller: { name: 'Acme & Fils', siren: '732829320', address },
    buyer: { name: 'Globex SAS', siren: '552120222', address },
    lines: [line, { ...line, tax_rate: 5.5, description: 'Livres', unit_code: 'C62' }],
    ...change,
  });
  if (!('body' in reading)) throw new Error(JSON.stringify(reading.faults));
  return completeInvoice(reading.body, { seller: { siren: '732829320' } });
}

const amount = (vat_rate: string, figure: string) => ({
  vat_rate: new Decimal(vat_rate),
  amount: new Decimal(figure),
});

describe.skipIf(NOT_HERE)(suite('what a seller reports of payments'), () => {
  let rules: RuleProcess;
  let faultsOf: (document: string) => string[];
  beforeAll(async () => {
    faultsOf = openSchema(CDAR_XSD);
    rules = await openPack('BR-FR-CDV CDAR 1.4.0.03');
  });
  afterAll(() => rules?.close());

  it.each([
    ['paid in full', invoiceOf(), [amount('20', '1800'), amount('5.5', '1582.50')], '0'],
    ['a part, with what is left', invoiceOf(), [amount('20', '1000')], '2382.50'],
    ['money that goes back', invoiceOf(), [amount('20', '-1000.00')], '3382.50'],
    ['for goods, to the buyer alone', invoiceOf({ billing_frame: 'B1' }), [amount('20', '0.01')], '3382.49'],
    ['a deposit', invoiceOf({ type_code: '386' }), [amount('20', '1800')], '1582.50'],
  ])('passes XSD and BR-FR-CDV: %s', async (_, invoice, amounts, left) => {
    const xml = writeCdar(
      paymentMessage(invoice, {
        id: `${invoice.number}_212_019a9fd0-0000-7000-8000-000000000001`,
        at: new Date('2026-11-21T09:30:15Z'),
        date: '2026-06-30',
        amounts,
        left: new Decimal(left),
        receivedAt: new Date('2026-06-01T08:00:00Z'),
      }),
    );
    expect(faultsOf(xml)).toEqual([]);
    expect(await brokenRules(rules, Buffer.from(xml))).toEqual([]);
  });
});
