import { Decimal, completeInvoice, type Invoice, readInvoiceBody } from '@onefacture/invoice';
import { writeCii } from '@onefacture/formats';
import type { RuleProcess } from '@onefacture/inspection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../libs/formats/testing/sample-invoice.js';
import { brokenRules, CII_XSD, FACTURX_XSD, NOT_HERE, openPack, openSchema, suite } from './official-standards.js';

const address = (line1: string, postal_code: string) => ({ line1, postal_code, city: 'Paris', country_code: 'FR' });

const quickStart = (): Invoice => {
  const reading = readInvoiceBody({
    profile: 'EN16931',
    type_code: '380',
    number: 'INV-2026-0001',
    currency: 'EUR',
    issue_date: '2026-06-01T00:00:00Z',
    due_date: '2026-07-01T00:00:00Z',
    seller: { name: 'Acme SAS', siren: '732829320', address: address('1 rue Cler', '75007') },
    buyer: { name: 'Globex SAS', siren: '552120222', address: address('2 avenue Foch', '75116') },
    lines: [
      {
        description: 'Consulting services',
        quantity: 10,
        unit_code: 'HUR',
        unit_price: 150,
        tax_rate: 20,
        tax_category: 'S',
      },
    ],
  });
  if (!('body' in reading)) throw new Error(JSON.stringify(reading.faults));
  return completeInvoice(reading.body);
};

const preceding = { preceding_invoices: [{ number: 'INV-2026-0000', issue_date: '2026-05-01' }] };
const base = sampleInvoice();
const abroad = (country_code: string, vat_number: string): Partial<Invoice> => ({
  buyer: {
    name: 'Kunde GmbH',
    vat_number,
    address: { line1: 'Unter den Linden 1', postal_code: '10117', city: 'Berlin', country_code },
    electronic_address: { scheme: '9930', value: vat_number },
  },
  delivery_date: '2026-05-30',
  delivery: { address: { country_code } },
});
const odd = `Ω é "quoted" & <tag> ]]> 😀 ' \t\n fin`;

const CASES: [string, Invoice][] = [
  ['the quick start', quickStart()],
  ['a standard invoice', base],
  ['several rates', sampleInvoice([{ rate: '20' }, { rate: '10' }, { rate: '5.5' }, { rate: '2.1' }, { rate: '8.5' }])],
  [
    'exact decimals',
    sampleInvoice([
      { quantity: '3.3333', price: '0.123456' },
      { quantity: '0.0001', price: '99999' },
    ]),
  ],
  [
    'a negative line',
    sampleInvoice([
      { quantity: '5', price: '10' },
      { quantity: '-2', price: '10' },
    ]),
  ],
  ['zero rated', sampleInvoice([{ category: 'Z' }])],
  ['exempt', sampleInvoice([{ category: 'E' }])],
  ['exempt beside taxed', sampleInvoice([{ category: 'E' }, { category: 'S' }])],
  ['reverse charge', sampleInvoice([{ category: 'AE' }])],
  ['intra-community', sampleInvoice([{ category: 'K' }], abroad('DE', 'DE123456789'))],
  ['export', sampleInvoice([{ category: 'G' }], abroad('US', 'US123456789'))],
  ['outside the scope of VAT', sampleInvoice([{ category: 'O' }])],
  ['a credit note', sampleInvoice([{}], { type_code: '381', ...preceding })],
  ['a corrective invoice', sampleInvoice([{}], { type_code: '384', ...preceding })],
  [
    'a paid invoice',
    sampleInvoice([{}], {
      billing_frame: 'S2',
      due_date: '2026-06-01',
      totals: { ...base.totals, prepaid: base.totals.gross, due: new Decimal(0) },
    }),
  ],
  [
    'everything the model holds',
    sampleInvoice(
      [
        {
          more: {
            description: odd,
            notes: [{ content: odd }],
            seller_item_id: 'REF-1',
            period: { start_date: '2026-05-01', end_date: '2026-05-31' },
          },
        },
      ],
      {
        buyer_reference: 'SERVICE-7',
        order_reference: 'PO-1',
        contract_reference: 'CT-1',
        period: { start_date: '2026-05-01', end_date: '2026-05-31' },
        delivery_date: '2026-05-31',
        notes: [...base.notes, { subject: 'AAI', content: odd }, { subject: 'BAR', content: 'B2B' }],
        seller: {
          ...base.seller,
          name: odd,
          trading_name: 'Acme',
          siret: '73282932000074',
          legal_information: 'SAS au capital de 10 000 €, RCS Paris 732 829 320',
          contact: { name: 'Zoé', phone: '+33 1 02 03 04 05', email: 'zoe@acme.fr' },
          address: { ...base.seller.address, line2: 'Bâtiment B', line3: 'Étage 3', subdivision: 'Île-de-France' },
        },
        buyer: { ...base.buyer, siret: '55212022200013', trading_name: 'Globex', email: 'compta@globex.fr' },
        payment_means: [
          {
            type_code: '58',
            iban: 'FR7630006000011234567890189',
            account_name: 'Acme SAS',
            bic: 'AGRIFRPP',
            remittance_information: 'INV-2026-0001',
          },
        ],
      },
    ),
  ],
  ['a hundred lines', sampleInvoice(Array.from({ length: 100 }, (_, at) => ({ price: `${at}.37`, quantity: '1.5' })))],
];

describe.skipIf(NOT_HERE)(suite('what writeCii makes'), () => {
  const packs = new Map<string, RuleProcess>();
  const schemas = new Map<string, (document: string) => string[]>();
  beforeAll(async () => {
    for (const path of [CII_XSD, FACTURX_XSD]) schemas.set(path, openSchema(path));
    for (const name of ['CEN EN16931-CII 1.3.16', 'BR-FR-Flux2 1.4.0.03', 'Factur-X 1.09.2 EN16931'] as const) {
      packs.set(name, await openPack(name));
    }
  });
  afterAll(() => packs.forEach((pack) => pack.close()));

  const verdict = async (xml: string, names: readonly string[]) => {
    const found: Record<string, string[]> = {};
    for (const [path, check] of schemas) found[path] = check(xml);
    for (const name of names) {
      const pack = packs.get(name);
      if (pack !== undefined) found[name] = await brokenRules(pack, Buffer.from(xml));
    }
    return Object.entries(found).filter(([, faults]) => faults.length > 0);
  };

  it.each(CASES)('passes every official check: %s', async (_, invoice) => {
    expect(await verdict(writeCii(invoice), [...packs.keys()])).toEqual([]);
  });

  it('passes with a thousand lines', async () => {
    const lines = Array.from({ length: 1_000 }, (_, at) => ({ price: `${at % 97}.99`, rate: at % 2 ? '20' : '10' }));
    const xml = writeCii(sampleInvoice(lines));
    expect(await verdict(xml, ['BR-FR-Flux2 1.4.0.03', 'CEN EN16931-CII 1.3.16'])).toEqual([]);
  });

  it('is judged by rules that do find faults', async () => {
    const faulty = sampleInvoice([{}], { notes: [], totals: { ...base.totals, gross: new Decimal(1) } });
    const found = Object.fromEntries(await verdict(writeCii(faulty), [...packs.keys()]));
    expect(found['CEN EN16931-CII 1.3.16']).toContain('BR-CO-15');
    expect(found['BR-FR-Flux2 1.4.0.03']).toContain('BR-FR-05_BT-22_PMT');
    expect(found['Factur-X 1.09.2 EN16931']).toContain('BR-CO-15');
    expect(schemas.get(CII_XSD)?.('<a/>')).not.toEqual([]);
  });
});
