import { decimalText, roundCents } from '@onefacture/invoice';
import { disagreement } from '../rules/en16931/disagreement.js';
import type { BusinessRule } from './business-rule.js';

const sameCurrency: BusinessRule = {
  id: 'OF-CUR-01',
  terms: ['BT-111', 'BT-110'],
  severity: 'error',
  says: {
    en: 'VAT is {declared} in the books (BT-111) and {computed} on the invoice (BT-110), both in {currency}.',
    fr: 'La TVA est de {declared} en comptabilité (BT-111) et de {computed} sur la facture (BT-110), toutes deux en {currency}.',
  },
  fix: {
    en: 'Leave out BT-6 and BT-111: they are for another currency.',
    fr: 'Retirez BT-6 et BT-111 : ils servent pour une autre devise.',
  },
  check: ({ document: { currency, tax_currency: books, totals } }, _facts, broken) => {
    const { tax, tax_accounting: declared } = totals ?? {};
    if (currency === undefined || books !== currency || tax === undefined || declared === undefined) return;
    if (!declared.equals(tax)) broken('totals.tax_accounting', { ...disagreement(declared, tax), currency });
  },
};

const converted: BusinessRule = {
  id: 'OF-CUR-02',
  terms: ['BT-111', 'BT-110'],
  severity: 'warning',
  says: {
    en: 'VAT in {books} (BT-111): declared {declared}, {tax} at a rate of {rate} make {computed}, difference {difference}.',
    fr: 'TVA en {books} (BT-111) : déclaré {declared}, {tax} au taux de {rate} font {computed}, écart {difference}.',
  },
  check: ({ document: { currency, tax_currency: books = '', totals, exchange_rate: exchange } }, _facts, broken) => {
    const { tax, tax_accounting: declared } = totals ?? {};
    const rate = exchange?.rate;
    const direct = exchange?.source_currency === currency && exchange?.target_currency === books;
    if (!direct || books === currency || rate === undefined || tax === undefined || declared === undefined) return;
    const computed = roundCents(tax.times(rate));
    // Another rounding of the rate moves the amount by at most half of its last place.
    const most = tax
      .abs()
      .times(`0.5e-${Math.max(2, rate.decimalPlaces())}`)
      .plus('0.01');
    if (!declared.minus(computed).abs().greaterThan(most)) return;
    const values = { books, tax: decimalText(tax, 2), rate: rate.toFixed() };
    broken('totals.tax_accounting', { ...disagreement(declared, computed), ...values });
  },
};

const sign: BusinessRule = {
  id: 'OF-CUR-03',
  terms: ['BT-111', 'BT-110'],
  severity: 'warning',
  says: {
    en: 'VAT is {declared} in the books (BT-111) and {tax} on the invoice (BT-110): one is owed, the other given back.',
    fr: 'La TVA est de {declared} en comptabilité (BT-111) et de {tax} sur la facture (BT-110) : l’une est due, l’autre rendue.',
  },
  check: ({ document: { totals } }, _facts, broken) => {
    const { tax, tax_accounting: declared } = totals ?? {};
    if (tax === undefined || declared === undefined || tax.isZero() || declared.isZero()) return;
    if (tax.isNegative() === declared.isNegative()) return;
    broken('totals.tax_accounting', { declared: decimalText(declared, 2), tax: decimalText(tax, 2) });
  },
};

/** BT-111 against BT-110; that it must be there in euros is BR-FR-CO-12. */
export const currencyRules: readonly BusinessRule[] = [sameCurrency, converted, sign];
