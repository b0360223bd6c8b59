import { describe, expect, it } from 'vitest';
import { readInvoiceBody } from './body/invoice-body.js';
import { companySettingsSchema, type CompanySettings } from './company-settings.js';
import { completeInvoice, DEFAULT_MENTIONS, DEFAULT_PAYMENT_TERMS } from './completion.js';
import type { Invoice } from './invoice.js';
import { submissionFaults } from './submission/submission.js';
import { creditNote, hours, quickStart } from './testing/bodies.js';

function complete(json: unknown, seller?: CompanySettings): Invoice {
  const reading = readInvoiceBody(json);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  return completeInvoice(reading.body, { seller });
}

const sources = (invoice: Invoice) => Object.fromEntries(invoice.derived.map(({ field, source }) => [field, source]));
const withLine = (line: object) => ({ ...quickStart, lines: [{ ...hours, ...line }] });

const settings: CompanySettings = {
  siren: '732829320',
  vat_number: 'FRK7732829320',
  electronic_address: { scheme: '0225', value: '732829320_COMPTA' },
  billing_frame: 'M1',
  mentions: { PMT: 'Indemnité forfaitaire : 40 €.', AAB: 'Escompte de 1 % sous huit jours.' },
  payment_terms: 'À réception.',
  payment_means: { type_code: '58', iban: 'FR7630006000011234567890189' },
  legal_information: 'SAS au capital de 10 000 €, RCS Paris 732 829 320',
};

describe('the rate of exchange', () => {
  const dollars = { ...quickStart, profile: 'EXTENDED', currency: 'USD', tax_currency: 'EUR' };

  it('is from the currency of the invoice to that of its VAT', () => {
    const invoice = complete({ ...dollars, exchange_rate: { rate: '0.92' } });
    expect(invoice.exchange_rate).toMatchObject({ source_currency: 'USD', target_currency: 'EUR' });
    expect(sources(invoice)).toMatchObject({
      'exchange_rate.source_currency': 'computed',
      'exchange_rate.target_currency': 'computed',
    });
  });

  it('stays as it was told', () => {
    const told = { source_currency: 'USD', target_currency: 'EUR', rate: '0.92' };
    const invoice = complete({ ...dollars, exchange_rate: told });
    expect(invoice.exchange_rate).toMatchObject({ source_currency: 'USD', target_currency: 'EUR' });
    expect(Object.keys(sources(invoice)).filter((field) => field.startsWith('exchange_rate'))).toEqual([]);
  });
});

describe('the quick start', () => {
  const invoice = complete(quickStart);

  it('is completed by computation and law', () => {
    expect(invoice.seller.vat_number).toBe('FR44732829320');
    expect(invoice.billing_frame).toBe('S1');
    expect(invoice.seller.electronic_address).toEqual({ scheme: '0225', value: '732829320' });
    expect(invoice.buyer.electronic_address).toEqual({ scheme: '0225', value: '552120222' });
    expect(invoice.notes).toEqual(
      (['PMT', 'PMD', 'AAB'] as const).map((subject) => ({ subject, content: DEFAULT_MENTIONS[subject] })),
    );
    expect(invoice.totals.gross.toFixed(2)).toBe('1800.00');
    expect(invoice.payment_terms).toBeUndefined();
  });

  it('lists every derivation with its source', () => {
    expect(sources(invoice)).toEqual({
      billing_frame: 'computed',
      'notes[0]': 'law',
      'notes[1]': 'law',
      'notes[2]': 'law',
      'seller.vat_number': 'computed',
      'seller.electronic_address': 'computed',
      'buyer.electronic_address': 'computed',
    });
    for (const { value, reason } of invoice.derived) expect([value, reason]).not.toContain('');
  });

  it('can be submitted as it is', () => expect(submissionFaults(invoice)).toEqual([]));
});

describe('settings of the company', () => {
  it('come before law, and the invoice before settings', () => {
    const invoice = complete({ ...quickStart, due_date: undefined }, settings);
    expect(invoice.seller.vat_number).toBe('FRK7732829320');
    expect(invoice.seller.electronic_address?.value).toBe('732829320_COMPTA');
    expect(invoice.billing_frame).toBe('M1');
    expect(invoice.payment_terms).toBe('À réception.');
    expect(invoice.payment_means?.[0]?.type_code).toBe('58');
    expect(sources(invoice)).toMatchObject({
      billing_frame: 'settings',
      'notes[0]': 'settings',
      'notes[1]': 'law',
      'notes[2]': 'settings',
      'seller.vat_number': 'settings',
      'seller.legal_information': 'settings',
      payment_terms: 'settings',
      payment_means: 'settings',
    });
    const own = complete(
      {
        ...quickStart,
        billing_frame: 'S4',
        payment_terms: 'Fin de mois',
        seller: { ...quickStart.seller, vat_number: 'FR44732829320', legal_information: 'SAS' },
        notes: [{ subject: 'AAB', content: 'Sans escompte.' }],
        payment_means: { type_code: '10' },
      },
      settings,
    );
    expect(Object.keys(sources(own))).toEqual([
      'notes[1]',
      'notes[2]',
      'seller.electronic_address',
      'buyer.electronic_address',
    ]);
    expect(own.notes[0]?.content).toBe('Sans escompte.');
  });

  it('are checked where they come in', () => {
    expect(companySettingsSchema.parse(settings)).toEqual(settings);
    expect(companySettingsSchema.safeParse({ ...settings, siren: '1' }).success).toBe(false);
    expect(companySettingsSchema.safeParse({ ...settings, mentions: { XXX: 'x' } }).success).toBe(false);
  });
});

describe('derivations', () => {
  it.each([
    [['HUR'], 'S1'],
    [['C62'], 'B1'],
    [['DAY', 'KGM'], 'M1'],
    [['MON', 'E49'], 'S1'],
  ])('units %j make the billing frame %s', (units, frame) => {
    const lines = units.map((unit) => ({ ...hours, unit_code: unit }));
    expect(complete({ ...quickStart, lines }).billing_frame).toBe(frame);
  });

  it('sees what is wholly paid', () => {
    const paid = { ...quickStart, totals: { prepaid: 1800 } };
    expect(complete(paid).billing_frame).toBe('S2');
    expect(complete({ ...paid, due_date: undefined }).billing_frame).toBe('S1');
    expect(submissionFaults(complete(paid))).toEqual([]);
  });

  it('gives the legal term when nothing says when to pay', () => {
    expect(complete({ ...quickStart, due_date: undefined }).payment_terms).toBe(DEFAULT_PAYMENT_TERMS);
  });

  it('turns the words of the API into legal subjects', () => {
    const invoice = complete(creditNote);
    expect(invoice.notes[0]).toEqual({ subject: 'AAI', content: 'Credit for INV-2026-0007' });
    expect(invoice.notes.map((note) => note.subject)).toEqual(['AAI', 'PMT', 'PMD', 'AAB']);
  });

  it('fills the single legal reason of a category, and leaves E to the caller', () => {
    const reverse = complete(withLine({ tax_category: 'AE', tax_rate: 0 }));
    expect(reverse.vat_breakdown[0]).toMatchObject({
      exemption_code: 'VATEX-EU-AE',
      exemption_reason: 'Autoliquidation',
    });
    const exempt = complete(withLine({ tax_category: 'E', tax_rate: 0 }));
    expect(exempt.vat_breakdown[0]).not.toHaveProperty('exemption_code');
    expect(exempt.seller.vat_number).toBeUndefined();
    const franchise = complete(withLine({ tax_category: 'E', tax_rate: 0, exemption_code: 'VATEX-FR-FRANCHISE' }));
    expect(franchise.vat_breakdown[0]?.exemption_reason).toContain('293 B');
    expect(franchise.lines[0]).not.toHaveProperty('exemption_code');
  });

  it('names an exempt seller without a VAT number by SIREN, and nobody else', () => {
    const franchise = { tax_category: 'E', tax_rate: undefined, exemption_code: 'VATEX-FR-FRANCHISE' };
    const invoice = complete(withLine(franchise));
    expect(invoice.seller).toMatchObject({ tax_registration: '732829320' });
    expect(invoice.seller.vat_number).toBeUndefined();
    expect(sources(invoice)).toMatchObject({ 'seller.tax_registration': 'computed' });
    expect(submissionFaults(invoice)).toEqual([]);
    const mixed = complete({ ...quickStart, lines: [hours, { ...hours, ...franchise }] });
    for (const other of [complete(withLine(franchise), settings), mixed, complete(quickStart)]) {
      expect(other.seller.tax_registration).toBeUndefined();
      expect(other.seller.vat_number).toBeDefined();
    }
    const own = { ...quickStart.seller, tax_registration: 'FC-1' };
    expect(complete({ ...withLine(franchise), seller: own }).seller.tax_registration).toBe('FC-1');
  });

  it('gives no VAT number to what is outside the scope of VAT', () => {
    const outside = complete(withLine({ tax_category: 'O', tax_rate: undefined }), settings);
    expect(outside.seller.vat_number).toBeUndefined();
    expect(outside.vat_breakdown[0]).toMatchObject({ exemption_code: 'VATEX-EU-O' });
    expect(submissionFaults(outside)).toEqual([]);
  });

  it('reads the buyer’s SIREN off the SIRET, and email into contact', () => {
    const { siren: _siren, ...buyer } = quickStart.buyer;
    const invoice = complete({ ...quickStart, buyer: { ...buyer, siret: '73282932000074', email: 'a@b.fr' } });
    expect(invoice.buyer).toMatchObject({ siren: '732829320', contact: { email: 'a@b.fr' } });
    expect(sources(invoice)).toMatchObject({ 'buyer.siren': 'computed' });
  });
});
