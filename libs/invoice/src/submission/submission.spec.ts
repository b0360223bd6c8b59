import { describe, expect, it } from 'vitest';
import { readInvoiceBody } from '../body/invoice-body.js';
import { completeInvoice } from '../completion.js';
import type { Invoice } from '../invoice.js';
import { frenchVatNumber } from '../identifiers/vat-number.js';
import { Decimal } from '../money.js';
import { submissionFaults } from './submission.js';
import { creditNote, hours, quickStart } from '../testing/bodies.js';

function complete(json: unknown): Invoice {
  const reading = readInvoiceBody(json);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  return completeInvoice(reading.body);
}

const faults = (json: unknown) =>
  Object.fromEntries(submissionFaults(complete(json)).map(({ field, code }) => [field, code]));
const withLine = (line: object) => ({ ...quickStart, lines: [{ ...hours, ...line }] });
const earlier = [{ number: 'INV-2026-0007', issue_date: '2026-05-01' }];
const vatNumber = 'FR44732829320';

describe('references to earlier invoices', () => {
  it('are needed by a credit note', () => {
    expect(faults(creditNote)).toEqual({ preceding_invoices: 'BR-FR-CO-05' });
    expect(faults({ ...creditNote, preceding_invoices: earlier })).toEqual({});
    expect(faults({ ...creditNote, preceding_invoices: [{ number: 'X' }] })).toEqual({
      'preceding_invoices[0].issue_date': 'BR-FR-CO-05',
    });
    const [fault] = submissionFaults(complete(creditNote));
    expect(fault?.message).toContain('credit note (381)');
  });

  it('are exactly one for a corrective invoice', () => {
    const corrective = { ...quickStart, type_code: '384' };
    expect(faults(corrective)).toEqual({ preceding_invoices: 'BR-FR-CO-04' });
    expect(faults({ ...corrective, preceding_invoices: earlier })).toEqual({});
    expect(faults({ ...corrective, preceding_invoices: [...earlier, ...earlier] })).toEqual({
      preceding_invoices: 'BR-FR-CO-04',
    });
  });

  it('give way to contract and period on a global allowance', () => {
    expect(faults({ ...quickStart, type_code: '262' })).toEqual({
      contract_reference: 'BR-FR-CO-03',
      'period.start_date': 'BR-FR-CO-03',
      'period.end_date': 'BR-FR-CO-03',
    });
  });
});

describe('what cannot be made into a document', () => {
  it('profile MINIMUM, and no other', () => {
    expect(faults({ ...quickStart, profile: 'MINIMUM' })).toEqual({ profile: 'INVALID' });
    for (const profile of ['BASIC_WL', 'BASIC', 'EN16931', 'EXTENDED', 'EXTENDED_CTC_FR']) {
      expect(faults({ ...quickStart, profile })).toEqual({});
    }
  });

  it('profile MINIMUM, with what can be done about it', () => {
    const invoice = complete({ ...quickStart, profile: 'MINIMUM' });
    expect(submissionFaults(invoice)[0]?.message).toMatch(/change it to BASIC_WL or more, or send your own file$/);
    expect(submissionFaults(invoice, 'file')[0]?.message).toMatch(/profile MINIMUM: send a file of BASIC_WL or more$/);
  });

  it('members that the profile cannot carry, unless the file says them already', () => {
    const contact = { name: 'Zoé', department: 'Achats' };
    const invoice = complete({ ...quickStart, profile: 'EXTENDED_CTC_FR', buyer: { ...quickStart.buyer, contact } });
    const standard = { ...invoice, profile: 'EN16931' as const };
    expect(submissionFaults(standard)).toMatchObject([{ field: 'buyer.contact.department' }]);
    expect(submissionFaults(standard, 'file')).toEqual([]);
  });

  it('members that the profile cannot carry, with the smallest that can', () => {
    const rich = {
      ...quickStart,
      profile: 'BASIC',
      project_reference: 'P-1',
      seller: { ...quickStart.seller, contact: { name: 'Zoé' } },
      lines: [{ ...hours, name: 'Conseil', attributes: [{ name: 'Couleur', value: 'bleu' }] }],
      totals: { rounding: '0.01' },
    };
    expect(faults(rich)).toEqual({
      project_reference: 'INVALID',
      'totals.rounding': 'INVALID',
      'seller.contact': 'INVALID',
      'lines[0].description': 'INVALID',
      'lines[0].attributes': 'INVALID',
    });
    expect(submissionFaults(complete(rich))[0]?.message).toContain('take EN16931');
    expect(faults({ ...rich, profile: 'EN16931' })).toEqual({});
    expect(faults({ ...rich, profile: 'BASIC_WL', lines: [hours] })).not.toHaveProperty(['lines[0].description']);
  });

  it('another currency without the VAT in euros', () => {
    const dollars = { ...quickStart, currency: 'USD' };
    expect(faults(dollars)).toEqual({ tax_currency: 'BR-FR-CO-12' });
    expect(faults({ ...dollars, tax_currency: 'EUR', totals: { tax_accounting: '276.00' } })).toEqual({});
    const other = { ...dollars, tax_currency: 'GBP', totals: { tax_accounting: '240.00' } };
    expect(faults(other)).toEqual({ tax_currency: 'BR-FR-CO-12' });
  });
});

describe('grouped billing frames', () => {
  const own = {
    seller: {
      name: 'Hôtel du Lac',
      siren: '552120222',
      address: { city: 'Annecy', country_code: 'FR' },
    },
    invoiced_objects: [
      { scheme: 'AFL', value: 'F-1' },
      { scheme: 'AVV', value: 'S1' },
    ],
  };
  const group = { id: 'G', kind: 'GROUP', description: 'Hôtel du Lac', tax_amount: 300, ...own };
  const detail = { ...hours, ...own, kind: 'DETAIL', parent_id: 'G', exemption_reason: '#F-1#' };
  const grouped = { ...quickStart, profile: 'EXTENDED_CTC_FR', billing_frame: 'S8', lines: [group, detail] };

  it('need the French extension', () => {
    expect(faults({ ...quickStart, billing_frame: 'M8' })).toEqual({ billing_frame: 'INVALID' });
    expect(faults(grouped)).toEqual({});
  });

  it('need groups, each like an invoice of its own', () => {
    const plain = faults({ ...grouped, lines: [hours] });
    expect(plain).toMatchObject({ 'lines[0].kind': 'BR-FR-MV-01', lines: 'BR-FR-MV-02' });
    const bare = { id: 'G', kind: 'GROUP', description: 'Hôtel' };
    expect(faults({ ...grouped, lines: [bare, detail] })).toMatchObject({
      'lines[0].seller.name': 'BR-FR-MV-03',
      'lines[0].seller.siren': 'BR-FR-MV-03',
      'lines[0].seller.address.country_code': 'BR-FR-MV-03',
      'lines[0].tax_amount': 'BR-FR-MV-03',
      'lines[0].invoiced_objects': 'BR-FR-MV-03',
    });
    expect(faults({ ...grouped, type_code: '389' })).toEqual({ type_code: 'BR-FR-MV-13' });
  });

  it('need details that name the seller and the number of their group', () => {
    const among = (...details: readonly object[]) => faults({ ...grouped, lines: [group, ...details] });
    expect(among({ ...hours, kind: 'DETAIL', parent_id: 'G' })).toEqual({
      'lines[1].seller.siren': 'BR-FR-MV-06',
      'lines[1].invoiced_objects': 'BR-FR-MV-07',
      'lines[1].exemption_reason': 'BR-FR-MV-08',
    });
    const apart = { ...hours, kind: 'DETAIL' };
    expect(Object.keys(among(detail, apart))).toHaveLength(3);
    const other = { ...detail, invoiced_objects: [{ scheme: 'AFL', value: 'F-2' }], exemption_reason: '#F-2#' };
    expect(among(detail, other)).toEqual({ 'lines[2].invoiced_objects': 'BR-FR-MV-07' });
    const exempt = { ...detail, tax_category: 'E', tax_rate: 0, exemption_reason: 'Formation' };
    const vat = { seller: { ...quickStart.seller, vat_number: vatNumber } };
    expect(faults({ ...grouped, ...vat, lines: [group, exempt] })).toEqual({
      'lines[1].exemption_reason': 'BR-FR-MV-08',
    });
    expect(faults({ ...grouped, ...vat, lines: [group, { ...exempt, exemption_reason: '#F-1#Formation' }] })).toEqual(
      {},
    );
  });

  it('are two for a mutual account', () => {
    const mutual = { ...grouped, billing_frame: 'S9', type_code: '389' };
    expect(faults(mutual)).toEqual({ lines: 'BR-FR-BD-02' });
    expect(faults({ ...mutual, type_code: '380' })).toMatchObject({ type_code: 'BR-FR-BD-13' });
    const second = [
      { ...group, id: 'H' },
      { ...detail, parent_id: 'H' },
    ];
    expect(faults({ ...mutual, lines: [group, detail, ...second] })).toEqual({});
  });
});

describe('a member of a single taxable entity', () => {
  const seller = { ...quickStart.seller, identifiers: [{ scheme: '0231', value: '552120222' }] };

  it('says so, and names the entity', () => {
    expect(faults({ ...quickStart, seller })).toEqual({
      notes: 'BR-FR-CO-14',
      'tax_representative.vat_number': 'BR-FR-CO-15',
    });
    const told = {
      notes: [{ subject: 'TXD', content: 'MEMBRE_ASSUJETTI_UNIQUE' }],
      tax_representative: { name: 'Groupe', vat_number: 'FR27552120222', address: { country_code: 'FR' } },
    };
    expect(faults({ ...quickStart, seller, ...told })).toEqual({});
  });
});

describe('allowances and charges', () => {
  it('have rates of French VAT too', () => {
    const charge = { amount: 10, reason: 'Port', tax_category: 'S', tax_rate: 19 };
    expect(faults({ ...quickStart, charges: [charge] })).toEqual({ 'charges[0].tax_rate': 'BR-FR-16' });
  });
});

it('refuses amounts that the official checks cannot add up', () => {
  expect(faults(withLine({ quantity: 1, unit_price: '9999999999999' }))).toEqual({
    'totals.gross': 'INVALID',
    'totals.due': 'INVALID',
  });
  expect(faults(withLine({ quantity: '99999999999999.99', unit_price: 1 }))).toMatchObject({
    'lines[0].quantity': 'INVALID',
    'totals.net': 'INVALID',
  });
});

function saidWithoutSiren(buyer: object): string[] {
  const { siren: _siren, ...rest } = { ...quickStart.buyer, ...buyer };
  return submissionFaults(complete({ ...quickStart, buyer: rest })).map(({ message }) => message);
}

describe('parties', () => {
  it('need the buyer’s SIREN and an address', () => {
    const { siren: _siren, ...buyer } = quickStart.buyer;
    expect(faults({ ...quickStart, buyer })).toEqual({ 'buyer.siren': 'BR-FR-11' });
    const bare = complete(quickStart);
    expect(submissionFaults({ ...bare, buyer: { ...bare.buyer, electronic_address: undefined } })).toMatchObject([
      { field: 'buyer.electronic_address', code: 'BR-FR-12' },
    ]);
  });

  it('are told what a buyer without a SIREN means', () => {
    expect(saidWithoutSiren({ vat_number: frenchVatNumber('552120222') })).toEqual([
      expect.stringContaining('FR27552120222 holds 552120222'),
    ]);
    expect(saidWithoutSiren({})).toEqual([expect.stringContaining('private person')]);
    const address = { city: 'Stuttgart', country_code: 'DE' };
    expect(saidWithoutSiren({ vat_number: 'DE136695976', address })).toEqual([
      expect.stringMatching(/buyer in DE .*e-reporting/),
    ]);
  });

  it('need an address that starts with the SIREN where a note asks for B2B', () => {
    const notes = [{ subject: 'BAR', content: 'B2B' }];
    expect(faults({ ...quickStart, notes })).toEqual({});
    const buyer = { ...quickStart.buyer, electronic_address: { scheme: '0225', value: '732829320' } };
    expect(faults({ ...quickStart, notes, buyer })).toEqual({ 'buyer.electronic_address': 'BR-FR-21' });
    expect(faults({ ...quickStart, buyer })).toEqual({});
  });
});

describe('dates and frames', () => {
  it('do not fall due before issue, deposits and paid invoices excepted', () => {
    const early = { ...quickStart, due_date: '2026-05-31' };
    expect(faults(early)).toEqual({ due_date: 'BR-FR-CO-07' });
    expect(faults({ ...early, type_code: '386' })).toEqual({});
    expect(faults({ ...early, billing_frame: 'S2', totals: { prepaid: 1800 } })).toEqual({});
  });

  it('keep already-paid frames to paid invoices', () => {
    expect(faults({ ...quickStart, billing_frame: 'S2', due_date: undefined })).toEqual({
      'totals.prepaid': 'BR-FR-CO-09',
      due_date: 'BR-FR-CO-09',
    });
  });

  it('keep deposits out of final frames', () =>
    expect(faults({ ...quickStart, type_code: '386', billing_frame: 'S4' })).toEqual({ billing_frame: 'BR-FR-CO-08' }));

  it('want a due date or terms', () => {
    const invoice = complete({ ...quickStart, due_date: undefined });
    expect(submissionFaults({ ...invoice, payment_terms: undefined })).toMatchObject([
      { field: 'due_date', code: 'BR-CO-25' },
    ]);
    expect(submissionFaults({ ...invoice, billing_frame: undefined })).toMatchObject([{ code: 'BR-FR-08' }]);
  });
});

describe('VAT', () => {
  it('knows the rates of France', () => {
    expect(faults(withLine({ tax_rate: 12 }))).toEqual({ 'lines[0].tax_rate': 'BR-FR-16' });
    for (const rate of ['20', '5.50', '2.1', '8.5', '0.9']) expect(faults(withLine({ tax_rate: rate }))).toEqual({});
  });

  it('wants the grounds and the seller’s number of an exemption', () => {
    const exempt = { tax_category: 'E', tax_rate: 0 };
    expect(faults(withLine(exempt))).toEqual({ 'lines[0].exemption_code': 'BR-E-10' });
    const bare = complete(withLine({ ...exempt, exemption_reason: 'Formation professionnelle' }));
    const { tax_registration: _registration, ...unknown } = bare.seller;
    expect(submissionFaults({ ...bare, seller: unknown })).toMatchObject([
      { field: 'seller.vat_number', code: 'BR-E-02' },
    ]);
    const seller = { ...quickStart.seller, vat_number: vatNumber };
    expect(faults({ ...withLine({ ...exempt, exemption_reason: 'Formation professionnelle' }), seller })).toEqual({});
  });

  it('wants the buyer’s number for reverse charge and intra-Community supplies', () => {
    const reverse = withLine({ tax_category: 'AE', tax_rate: 0 });
    expect(faults(reverse)).toEqual({ 'buyer.vat_number': 'BR-AE-02' });
    const buyer = { ...quickStart.buyer, vat_number: frenchVatNumber('552120222') };
    expect(complete(reverse).buyer.vat_number).toBeUndefined();
    expect(faults({ ...reverse, buyer })).toEqual({});
    expect(faults(withLine({ tax_category: 'K', tax_rate: 0 }))).toEqual({
      'buyer.vat_number': 'BR-IC-02',
      delivery_date: 'BR-IC-11',
    });
  });

  it('keeps what is outside the scope of VAT on an invoice of its own, without VAT numbers', () => {
    const outside = { ...hours, tax_category: 'O', tax_rate: undefined };
    expect(faults({ ...quickStart, lines: [outside, hours] })).toEqual({
      'lines[1].tax_category': 'BR-O-11',
      'seller.vat_number': 'BR-O-02',
    });
    expect(faults({ ...quickStart, lines: [outside, outside] })).toEqual({});
  });

  it('refuses the Spanish categories and stops at 100 faults', () => {
    const invoice = complete(quickStart);
    const [line] = invoice.lines;
    if (!line) throw new Error('no line');
    const foreign = { ...line, tax_category: 'L' as const, tax_rate: new Decimal(7) };
    expect(submissionFaults({ ...invoice, lines: [foreign] })[0]).toMatchObject({ code: 'BR-FR-15' });
    expect(submissionFaults({ ...invoice, lines: Array.from({ length: 500 }, () => foreign) })).toHaveLength(100);
  });
});
