import { describe, expect, it } from 'vitest';
import { completeInvoice } from '../completion.js';
import type { Invoice } from '../invoice.js';
import { creditNote, hours, quickStart } from '../testing/bodies.js';
import type { InvoiceBody } from './body-amounts.js';
import { readInvoiceBody } from './invoice-body.js';

function read(json: unknown): InvoiceBody {
  const reading = readInvoiceBody(json);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults, null, 1));
  return reading.body;
}

const complete = (json: unknown): Invoice => completeInvoice(read(json));

function faults(json: unknown): Record<string, string> {
  const reading = readInvoiceBody(json);
  return 'faults' in reading ? Object.fromEntries(reading.faults.map(({ field, code }) => [field, code])) : {};
}

function message(json: unknown, field: string): string {
  const reading = readInvoiceBody(json);
  return ('faults' in reading ? reading.faults : []).find((fault) => fault.field === field)?.message ?? '';
}

const withLine = (line: object) => ({ ...quickStart, lines: [{ ...hours, ...line }] });
const extended = { ...quickStart, profile: 'EXTENDED_CTC_FR' };
const GLN = { scheme: '0088', value: '3012345000015' };
const IBAN = 'FR7630006000011234567890189';
const preceding = (issue_date?: string) => [{ number: quickStart.number, issue_date }];
const port = { amount: 15, reason: 'Port', tax_category: 'S', tax_rate: 20 };

describe('a body with everything EN 16931 has', () => {
  const body = {
    ...quickStart,
    tax_point_code: '432',
    project_reference: 'P-1',
    sales_order_reference: 'SO-1',
    receiving_advice_reference: 'RA-1',
    despatch_advice_reference: 'DA-1',
    tender_reference: 'LOT-1',
    invoiced_objects: [{ scheme: 'AVV', value: 'COMPTEUR-1' }],
    buyer_accounting_reference: '6064',
    seller: { ...quickStart.seller, identifiers: [{ value: 'F-77' }, GLN] },
    payee: { name: 'Affacturage SA', siren: '356000000' },
    tax_representative: { name: 'Fisc SAS', vat_number: 'FR44732829320', address: { country_code: 'FR' } },
    delivery: { name: 'Entrepôt', siret: '73282932000074', address: { city: 'Lille', country_code: 'FR' } },
    payment_means: [{ type_code: '59' }],
    direct_debit: { mandate_id: 'M-1', creditor_id: 'FR72ZZZ123456', debited_account: IBAN },
    allowances: [
      { amount: 100, base_amount: 1000, percentage: 10, reason_code: '95', tax_category: 'S', tax_rate: 20 },
    ],
    charges: [port],
    attachments: [
      { id: 'A', description: 'BON_LIVRAISON', url: 'https://example.com/a' },
      { id: 'B', file: { filename: 'b.pdf', mime_type: 'application/pdf', base64: 'JVBERi0xLjcK' } },
    ],
    lines: [
      {
        name: 'Conseil',
        notes: [{ content: 'Mission de mai' }],
        quantity: 10,
        unit_code: 'HUR',
        gross_price: 160,
        price_discount: 10,
        price_base_quantity: 1,
        price_base_unit: 'HUR',
        standard_item_id: GLN,
        buyer_item_id: 'B-1',
        classifications: [{ code: '72000000', list_id: 'STI', list_version: '2008' }],
        origin_country: 'FR',
        attributes: [{ name: 'Niveau', value: 'senior' }],
        order_line_reference: '10',
        buyer_accounting_reference: '6226',
        allowances: [{ amount: 50, reason: 'Fidélité' }],
        charges: [{ amount: '12.50', reason_code: 'FC' }],
        tax_category: 'S',
        tax_rate: 20,
      },
    ],
    totals: { rounding: '0.03', prepaid: 100, lines: '1462.50', net: '1377.50', due: '1553.03' },
  };

  it('is read and added up', () => {
    const { totals, lines, derived, ...invoice } = complete(body);
    expect(Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, String(total)]))).toEqual({
      lines: '1462.5',
      allowances: '100',
      charges: '15',
      net: '1377.5',
      tax: '275.5',
      gross: '1653',
      prepaid: '100',
      rounding: '0.03',
      due: '1553.03',
    });
    expect(invoice.vat_breakdown).toHaveLength(1);
    expect(lines[0]?.unit_price?.toFixed()).toBe('150');
    expect(derived).toContainEqual(expect.objectContaining({ field: 'lines[0].unit_price', value: '150' }));
    expect(invoice.attachments?.[1]?.file?.base64).toBe('JVBERi0xLjcK');
  });
});

describe('means of payment', () => {
  it('are one object or a list, and a list in the model', () => {
    const one = { type_code: '58', iban: IBAN };
    expect(read({ ...quickStart, payment_means: one }).payment_means).toEqual([one]);
    expect(read({ ...quickStart, payment_means: [one, one] }).payment_means).toHaveLength(2);
    const two = [one, { type_code: '20' }];
    expect(faults({ ...quickStart, payment_means: two })).toEqual({ 'payment_means[1].type_code': 'MISMATCH' });
    expect(read({ ...extended, payment_means: two }).payment_means).toHaveLength(2);
  });

  it('tell faults where the caller wrote them', () => {
    expect(faults({ ...quickStart, payment_means: { type_code: '58', iban: 'FR00' } })).toEqual({
      'payment_means.iban': 'INVALID',
    });
    expect(faults({ ...quickStart, payment_means: [{ type_code: '58', iban: 'FR00' }] })).toEqual({
      'payment_means[0].iban': 'INVALID',
    });
    expect(faults({ ...quickStart, payment_means: [{ type_code: '58' }] })).toEqual({
      'payment_means[0].iban': 'REQUIRED',
    });
    expect(faults({ ...quickStart, payment_means: [] })).toEqual({ payment_means: 'INVALID' });
    expect(faults({ ...quickStart, payment_means: 'cash' })).toHaveProperty('payment_means');
  });

  it.each([
    [{ type_code: '58', iban: IBAN, account_id: '1' }, 'account_id'],
    [{ type_code: '48', iban: IBAN, card: { number: '1234' } }, 'card'],
    [{ type_code: '48', card: { number: '4970101234567890' } }, 'card.number'],
  ])('refuse %j', (means, field) =>
    expect(faults({ ...quickStart, payment_means: [means] })).toEqual({ [`payment_means[0].${field}`]: 'INVALID' }),
  );

  it('hold direct debit, and one remittance text', () => {
    expect(faults({ ...quickStart, direct_debit: { mandate_id: 'M' } })).toEqual({ payment_means: 'REQUIRED' });
    const two = ['A', 'B'].map((text) => ({ type_code: '20', remittance_information: text }));
    expect(faults({ ...quickStart, payment_means: two })).toEqual({
      'payment_means[1].remittance_information': 'MISMATCH',
    });
  });
});

describe('allowances and charges', () => {
  it.each([
    [{ ...port, reason: undefined }, 'reason', 'REQUIRED'],
    [{ ...port, percentage: 10 }, 'base_amount', 'REQUIRED'],
    [{ ...port, percentage: 10, base_amount: 100 }, 'amount', 'MISMATCH'],
    [{ ...port, tax_rate: undefined }, 'tax_rate', 'REQUIRED'],
    [{ ...port, reason_code: '95' }, 'reason_code', 'INVALID'],
    [{ ...port, amount: undefined }, 'amount', 'REQUIRED'],
  ])('%j is a fault of %s', (charge, field, code) =>
    expect(faults({ ...quickStart, charges: [charge] })).toEqual({ [`charges[0].${field}`]: code }),
  );

  it('may be a cent off their percentage', () => {
    const charge = { ...port, amount: '33.34', base_amount: '1000', percentage: '3.333' };
    expect(faults({ ...quickStart, charges: [charge] })).toEqual({});
  });

  it('make VAT groups of their own', () => {
    const invoice = complete({ ...quickStart, charges: [{ ...port, tax_rate: 5.5 }], allowances: [port] });
    expect(invoice.vat_breakdown.map((group) => [group.tax_rate?.toFixed(), group.taxable_amount.toFixed()])).toEqual([
      ['5.5', '15'],
      ['20', '1485'],
    ]);
  });

  it('change the amount of a line', () => {
    const line = { allowances: [{ amount: 100, reason: 'x' }], charges: [{ amount: '0.5', reason: 'y' }] };
    expect(read(withLine(line)).lines[0]?.net_amount?.toFixed()).toBe('1400.5');
    expect(message(withLine({ ...line, net_amount: 1500 }), 'lines[0].net_amount')).toContain('− allowances + charges');
  });
});

describe('prices', () => {
  it('are gross price less discount, for so many units', () => {
    const [line] = read(withLine({ unit_price: 15, price_base_quantity: 100, quantity: 250 })).lines;
    expect(line?.net_amount?.toFixed()).toBe('37.5');
    expect(faults(withLine({ gross_price: 160, price_discount: 5 }))).toEqual({ 'lines[0].unit_price': 'MISMATCH' });
  });

  it.each([
    [{ price_discount: 1 }, 'gross_price', 'REQUIRED'],
    [{ unit_price: undefined, gross_price: 1, price_discount: 2 }, 'price_discount', 'INVALID'],
    [{ unit_price: undefined }, 'unit_price', 'REQUIRED'],
    [{ price_base_quantity: 1, price_base_unit: 'DAY' }, 'price_base_unit', 'MISMATCH'],
  ])('%j is a fault of %s', (line, field, code) =>
    expect(faults(withLine(line))).toEqual({ [`lines[0].${field}`]: code }),
  );

  it('are for more than nothing', () => {
    expect(faults(withLine({ price_base_quantity: 0 }))).toEqual({ 'lines[0].price_base_quantity': 'INVALID' });
  });
});

describe('what is said once or in one way', () => {
  it.each([
    [{ tax_point_date: '2026-05-31', tax_point_code: '35' }, 'tax_point_code', 'INVALID'],
    [{ tax_point_code: '72' }, 'tax_point_code', 'INVALID'],
    [{ tax_currency: 'EUR' }, 'tax_currency', 'INVALID'],
    [{ currency: 'USD', tax_currency: 'EUR' }, 'totals.tax_accounting', 'REQUIRED'],
    [{ totals: { tax_accounting: 1 } }, 'tax_currency', 'REQUIRED'],
    [{ attachments: [{ id: 'A' }, { id: 'A' }] }, 'attachments[1].id', 'DUPLICATE'],
    [
      { attachments: ['A', 'B'].map((id) => ({ id, description: 'LISIBLE' })) },
      'attachments[1].description',
      'DUPLICATE',
    ],
    [{ attachments: [{ id: 'A', description: 'Bon' }] }, 'attachments[0].description', 'INVALID'],
    [{ attachments: [{ id: 'A', url: 'file:///etc' }] }, 'attachments[0].url', 'INVALID'],
    [{ seller: { ...quickStart.seller, identifiers: [GLN, GLN] } }, 'seller.identifiers[1].scheme', 'DUPLICATE'],
    [
      { seller: { ...quickStart.seller, identifiers: [{ scheme: '0009', value: '73282932000074' }] } },
      'seller.identifiers[0]',
      'INVALID',
    ],
    [
      { seller: { ...quickStart.seller, identifiers: [{ scheme: '9999', value: '1' }] } },
      'seller.identifiers[0].scheme',
      'INVALID',
    ],
    [{ buyer: { ...quickStart.buyer, legal_registration: { value: 'HRB 1' } } }, 'buyer.legal_registration', 'INVALID'],
    [{ delivery: { address: { city: 'Lyon' } } }, 'delivery.address.country_code', 'REQUIRED'],
  ])('%j is a fault of %s', (change, field, code) =>
    expect(faults({ ...quickStart, ...change })).toEqual({ [field]: code }),
  );

  it.each(['AAA', 'JVBERi0x\nLjcK', 'not base64!', ''])('an embedded file is Base64, not %j', (base64) => {
    const file = { filename: 'a.pdf', mime_type: 'application/pdf', base64 };
    expect(faults({ ...quickStart, attachments: [{ id: 'A', file }] })).toEqual({
      'attachments[0].file.base64': 'INVALID',
    });
  });
});

describe('what an invoice names as another', () => {
  const factor = { name: 'Affacturage SA', siren: '356000000' };
  const seller = { ...quickStart.seller, identifiers: [GLN] };

  it.each([
    ['name', { ...factor, name: quickStart.seller.name }],
    ['SIREN', { ...factor, siren: quickStart.seller.siren }],
    ['SIREN as another kind of registration', { name: 'X', legal_registration: { value: quickStart.seller.siren } }],
    ['identifier', { ...factor, identifiers: [GLN] }],
  ])('is no payee with the %s of the seller (BR-17)', (_what, payee) => {
    expect(faults({ ...quickStart, seller, payee })).toEqual({ payee: 'INVALID' });
    expect(faults({ ...quickStart, seller, payee: factor })).toEqual({});
  });

  it('is no preceding invoice that is this one', () => {
    const own = { 'preceding_invoices[0].number': 'INVALID' };
    expect(faults({ ...quickStart, preceding_invoices: preceding() })).toEqual(own);
    expect(faults({ ...quickStart, preceding_invoices: preceding(quickStart.issue_date) })).toEqual(own);
    expect(faults({ ...quickStart, preceding_invoices: preceding('2019-01-01') })).toEqual({});
    const lines = [{ ...hours, preceding_invoices: preceding('2019-01-01') }];
    expect(faults({ ...extended, lines })).toEqual({ 'lines[0].preceding_invoices[0].number': 'INVALID' });
  });
});

it('a contact is a person or a department, or both in the French extension', () => {
  const seller = { ...quickStart.seller, contact: { name: 'Zoé', department: 'Compta' } };
  expect(faults({ ...quickStart, seller })).toEqual({ 'seller.contact.department': 'INVALID' });
  expect(faults({ ...extended, seller })).toEqual({});
});

describe('notes of a line', () => {
  it('have a short form', () => {
    expect(read(withLine({ note: 'Mai' })).lines[0]?.notes).toEqual([{ content: 'Mai' }]);
    expect(faults(withLine({ note: 'Mai', notes: [{ content: 'Mai' }] }))).toEqual({ 'lines[0].note': 'INVALID' });
  });

  it('are several, with subjects, in the extension only', () => {
    const notes = [{ content: 'Mai' }, { subject: 'AAI', content: 'Juin' }];
    expect(faults(withLine({ notes }))).toEqual({
      'lines[0].notes[1]': 'INVALID',
      'lines[0].notes[1].subject': 'INVALID',
    });
    expect(faults({ ...withLine({ notes }), profile: 'EXTENDED' })).toEqual({});
  });
});

describe('the French extension', () => {
  const agent = { name: 'Centrale SAS', siren: '356000000', role_code: 'AB' };

  it('has roles that other profiles refuse with a sentence', () => {
    expect(faults({ ...quickStart, payer: agent })).toEqual({ payer: 'INVALID' });
    expect(message({ ...quickStart, payer: agent }, 'payer')).toContain('EXTENDED or EXTENDED_CTC_FR');
    expect(read({ ...extended, payer: agent, invoicee: agent }).payer).toEqual(agent);
  });

  it('has XML among its attachments, which Factur-X EXTENDED has not', () => {
    const file = { filename: 'a.xml', mime_type: 'text/xml', base64: 'PGEvPg==' };
    const attachments = [{ id: 'A', file }];
    expect(faults({ ...extended, attachments })).toEqual({});
    expect(faults({ ...extended, profile: 'EXTENDED', attachments })).toEqual({
      'attachments[0].file.mime_type': 'INVALID',
    });
  });

  it('adds logistics charges to the charges', () => {
    const invoice = complete({
      ...extended,
      logistics_charges: [{ description: 'Fret', amount: 20, tax_category: 'S', tax_rate: 20 }],
    });
    expect([invoice.totals.charges, invoice.totals.net].map(String)).toEqual(['20', '1520']);
  });

  it('keeps grounds apart that EN 16931 wants to be one', () => {
    const exempt = { ...hours, tax_category: 'E', tax_rate: 0 };
    const lines = ['VATEX-EU-132', 'VATEX-FR-FRANCHISE'].map((exemption_code) => ({ ...exempt, exemption_code }));
    expect(faults({ ...quickStart, lines })).toEqual({ 'lines[1].exemption_code': 'MISMATCH' });
    const invoice = complete({ ...extended, lines });
    expect(invoice.vat_breakdown.map((group) => group.exemption_code)).toEqual(['VATEX-EU-132', 'VATEX-FR-FRANCHISE']);
    expect(invoice.lines.map((line) => line.exemption_code)).toEqual(['VATEX-EU-132', 'VATEX-FR-FRANCHISE']);
  });

  it('wants grounds of each amount where its category has several', () => {
    const tax = { tax_category: 'E', tax_rate: 0 };
    const lines = ['VATEX-EU-132', 'VATEX-FR-FRANCHISE', undefined].map((exemption_code) => ({
      ...hours,
      ...tax,
      exemption_code,
    }));
    const charge = { amount: 10, reason: 'Port', ...tax };
    const fret = { description: 'Fret', amount: 5, ...tax };
    const wanted = {
      'lines[2].exemption_code': 'REQUIRED',
      'charges[0].exemption_code': 'REQUIRED',
      'logistics_charges[0].exemption_code': 'REQUIRED',
    };
    const body = { ...extended, lines, charges: [charge], logistics_charges: [fret] };
    expect(faults(body)).toEqual(wanted);
    const said = { exemption_code: 'VATEX-EU-132' };
    const invoice = complete({
      ...extended,
      lines: lines.slice(0, 2),
      charges: [{ ...charge, ...said }],
      logistics_charges: [{ ...fret, ...said }],
    });
    expect(invoice.vat_breakdown.map((group) => String(group.taxable_amount))).toEqual(['1515', '1500']);
    expect(invoice.vat_breakdown[1]).not.toHaveProperty('exemption_reason');
    const joined = complete({ ...extended, lines: lines.slice(1, 3), charges: [charge] });
    expect(joined.vat_breakdown.map((group) => String(group.taxable_amount))).toEqual(['3010']);
    expect(joined.vat_breakdown[0]?.exemption_reason).toContain('293 B');
  });

  it('alone has grounds of allowances and charges, and none where VAT is charged', () => {
    const grounds = { exemption_reason: 'Export', exemption_code: 'VATEX-EU-G' };
    const lines = [{ ...hours, tax_category: 'G', tax_rate: 0, ...grounds }];
    const charge = { ...port, tax_category: 'G', tax_rate: 0, ...grounds };
    const field = 'charges[0].exemption';
    expect(faults({ ...quickStart, lines, charges: [charge] })).toEqual({
      [`${field}_reason`]: 'INVALID',
      [`${field}_code`]: 'INVALID',
    });
    expect(message({ ...quickStart, lines, charges: [charge] }, `${field}_code`)).toContain('take EXTENDED_CTC_FR');
    expect(faults({ ...extended, lines, charges: [charge] })).toEqual({});
    expect(faults({ ...extended, charges: [{ ...port, ...grounds }] })).toEqual({
      [`${field}_reason`]: 'INVALID',
      [`${field}_code`]: 'INVALID',
    });
  });

  it('converts the VAT at the rate that is given', () => {
    const dollars = { ...extended, currency: 'USD', tax_currency: 'EUR', exchange_rate: { rate: '0.92' } };
    const invoice = complete(dollars);
    expect(String(invoice.totals.tax_accounting)).toBe('276');
    expect(invoice.derived).toContainEqual(
      expect.objectContaining({ field: 'totals.tax_accounting', value: '276.00', source: 'computed' }),
    );
    expect(faults({ ...dollars, totals: { tax_accounting: '276.02' } })).toEqual({
      'totals.tax_accounting': 'MISMATCH',
    });
    expect(faults({ ...dollars, exchange_rate: { rate: 1, source_currency: 'GBP' } })).toEqual({
      'exchange_rate.source_currency': 'MISMATCH',
    });
  });
});

describe('sub-lines', () => {
  const group = { id: 'G', kind: 'GROUP', description: 'Chantier' };
  const detail = { ...hours, kind: 'DETAIL', parent_id: 'G' };
  const info = { kind: 'INFORMATION', parent_id: 'G', description: 'Pour mémoire', net_amount: 99 };
  const nested = {
    ...extended,
    lines: [group, { ...group, id: 'H', parent_id: 'G' }, detail, { ...detail, parent_id: 'H' }, info],
  };

  it('count where they are details, and add up in their groups', () => {
    const { lines, totals } = complete(nested);
    expect(lines.map((line) => line.net_amount?.toFixed())).toEqual(['3000', '1500', '1500', '1500', '99']);
    expect(totals.lines?.toFixed()).toBe('3000');
    expect(lines[4]).not.toHaveProperty('quantity');
  });

  it('agree with the amounts given for groups', () => {
    const lines = [{ ...group, net_amount: 1 }, detail];
    expect(faults({ ...extended, lines })).toEqual({ 'lines[0].net_amount': 'MISMATCH' });
    const gross = { ...group, tax_amount: 300, gross_amount: 1801 };
    expect(faults({ ...extended, lines: [gross, detail] })).toEqual({ 'lines[0].gross_amount': 'MISMATCH' });
  });

  it.each([
    [[{ ...detail, parent_id: 'X' }], 'lines[0].parent_id'],
    [[{ ...detail, id: 'G' }], 'lines[0].parent_id'],
    [[{ ...hours, tax_amount: 1 }], 'lines[0].tax_amount'],
  ])('%j is a fault of %s', (lines, field) => expect(faults({ ...extended, lines })).toEqual({ [field]: 'INVALID' }));

  it('never lead back to themselves', () => {
    const lines = [
      { ...group, id: 'A', parent_id: 'B' },
      { ...group, id: 'B', parent_id: 'A' },
    ];
    expect(faults({ ...extended, lines })).toEqual({
      'lines[0].parent_id': 'INVALID',
      'lines[1].parent_id': 'INVALID',
    });
  });

  it('need a kind, and the extension', () => {
    expect(
      faults({
        ...extended,
        lines: [
          { ...hours, id: 'G' },
          { ...detail, kind: undefined },
        ],
      }),
    ).toEqual({
      'lines[1].kind': 'REQUIRED',
    });
    expect(Object.keys(faults({ ...nested, profile: 'EN16931' }))).toContain('lines[0].kind');
  });

  it('say what a counted line lacks beside its other faults', () => {
    expect(faults({ ...extended, lines: [{ kind: 'DETAIL', description: 'x', unit_price: -1 }] })).toEqual({
      'lines[0].unit_price': 'INVALID',
      'lines[0].quantity': 'REQUIRED',
      'lines[0].unit_code': 'REQUIRED',
      'lines[0].tax_category': 'REQUIRED',
    });
  });
});

describe('completion', () => {
  const crossing = { ...hours, tax_category: 'K', tax_rate: 0 };
  const german = { name: 'Globex GmbH', vat_number: 'DE123456789', address: { city: 'Berlin', country_code: 'DE' } };

  it('takes the place of an intra-Community supply from the buyer, and says so', () => {
    const invoice = complete({ ...quickStart, buyer: german, lines: [crossing] });
    expect(invoice.delivery).toEqual({ address: { country_code: 'DE' } });
    expect(invoice.derived).toContainEqual(
      expect.objectContaining({ field: 'delivery.address.country_code', value: 'DE', source: 'computed' }),
    );
    const own = { address: { country_code: 'AT' } };
    expect(complete({ ...quickStart, buyer: german, delivery: own, lines: [crossing] }).delivery).toEqual(own);
    expect(complete(creditNote).delivery).toBeUndefined();
  });

  it('puts nothing of the settings into a profile that cannot carry it', () => {
    const settings = {
      siren: '732829320',
      legal_information: 'SAS',
      payment_means: { type_code: '58', iban: IBAN, bic: 'AGRIFRPP', account_name: 'Acme' },
    };
    const invoice = completeInvoice(read({ ...quickStart, profile: 'BASIC' }), { seller: settings });
    expect(invoice.seller.legal_information).toBeUndefined();
    expect(invoice.payment_means).toEqual([{ type_code: '58', iban: IBAN }]);
  });
});
