import { Decimal } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../testing/sample-invoices.js';
import { ENGLISH } from './labels-en.js';
import { FRENCH } from './labels-fr.js';
import { formatsFor } from './numbers.js';
import { isCredit, labelsFor, periodOf, quantityOf, rateOf, remarksOf, titleOf } from './wording.js';

const french = formatsFor('fr', 'EUR');

describe('titles', () => {
  it.each([
    ['380', 'Facture N° INV-2026-0001'],
    ['381', 'Avoir N° INV-2026-0001'],
    ['384', 'Facture rectificative N° INV-2026-0001'],
    ['386', "Facture d'acompte N° INV-2026-0001"],
    ['389', 'Autofacture N° INV-2026-0001'],
    ['999', 'Facture N° INV-2026-0001'],
  ])('names a %s', (type_code, title) => {
    expect(titleOf(sampleInvoice({ type_code }), FRENCH)).toBe(title);
  });

  it('knows which documents owe the buyer', () => {
    expect(isCredit(sampleInvoice({ type_code: '381' }))).toBe(true);
    expect(isCredit(sampleInvoice({ type_code: '384' }))).toBe(false);
  });

  it('says self-billed and factored', () => {
    expect(remarksOf(sampleInvoice({ type_code: '501' }), FRENCH)).toEqual(['Autofacturation', 'Facture affacturée']);
    expect(remarksOf(sampleInvoice(), FRENCH)).toEqual([]);
  });
});

describe('units and rates', () => {
  it.each([
    ['HUR', '10', '10\u00a0h'],
    ['C62', '1', '1\u00a0unité'],
    ['C62', '1.5', '1,5\u00a0unité'],
    ['C62', '-3', '\u22123\u00a0unités'],
    ['XYZ', '2', '2\u00a0XYZ'],
  ])('writes a quantity in %s', (unit_code, quantity, text) => {
    expect(quantityOf(new Decimal(quantity), unit_code, FRENCH, french)).toBe(text);
  });

  it('takes the plural of its language', () => {
    const days = new Decimal('1.5');
    expect(quantityOf(days, 'DAY', FRENCH, french)).toBe('1,5\u00a0jour');
    expect(quantityOf(days, 'DAY', ENGLISH, formatsFor('en', 'EUR'))).toBe('1.5\u00a0days');
  });

  it('writes a rate, or the category where there is none', () => {
    expect(rateOf({ tax_category: 'S', tax_rate: new Decimal(20) }, FRENCH, french)).toBe('20\u00a0%');
    expect(rateOf({ tax_category: 'S', tax_rate: new Decimal(0) }, FRENCH, french)).toBe('0\u00a0%');
    expect(rateOf({ tax_category: 'AE', tax_rate: new Decimal(0) }, FRENCH, french)).toBe('Autoliquidation');
    expect(rateOf({ tax_category: 'O' }, FRENCH, french)).toBe('Hors champ');
    expect(rateOf({ tax_category: 'L', tax_rate: new Decimal(7) }, FRENCH, french)).toBe('IGIC (Canaries) 7\u00a0%');
  });

  it('writes whole and half periods', () => {
    const period = { start_date: '2026-05-01', end_date: '2026-05-31' };
    expect(periodOf(period, FRENCH, french)).toBe('du 1 mai 2026 au 31 mai 2026');
    expect(periodOf({ end_date: '2026-05-31' }, FRENCH, french)).toBe('au 31 mai 2026');
  });
});

describe('languages', () => {
  it('have words for the same things', () => {
    expect(labelsFor('fr')).toBe(FRENCH);
    expect(labelsFor('en')).toBe(ENGLISH);
    for (const key of ['titles', 'categories', 'exemptions', 'natures'] as const)
      expect(Object.keys(ENGLISH[key]).toSorted()).toEqual(Object.keys(FRENCH[key]).toSorted());
  });
});
