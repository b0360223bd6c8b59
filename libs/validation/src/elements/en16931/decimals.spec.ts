import { scanXml, type Syntax } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { ElementCheck } from '../element-check.js';
import { ElementRules } from '../path-rules.js';
import { decimalElements } from './decimals.js';

const compiled = { CII: new ElementRules(decimalElements.CII), UBL: new ElementRules(decimalElements.UBL) };

const broken = (syntax: Syntax, inside: string): string[] => {
  const check = new ElementCheck(compiled[syntax]);
  scanXml(Buffer.from(`<Root>${inside}</Root>`), check);
  return check.violations.map(({ rule }) => rule.id);
};

/** Elements around each other, from a path. */
const within = (path: string, inside: string): string =>
  path.split('/').reduceRight((found, name) => `<${name}>${found}</${name}>`, inside);

const CII_TOTALS = 'ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation';
const CII_GROUP = 'ApplicableHeaderTradeSettlement/ApplicableTradeTax';
const ciiAdjustment = (level: string, charge: boolean, element: string) => (amount: string) =>
  within(
    `${level}/SpecifiedTradeAllowanceCharge`,
    `<ChargeIndicator><Indicator>${charge}</Indicator></ChargeIndicator><${element}>${amount}</${element}>`,
  );
const ublAdjustment = (level: string, charge: boolean, element: string) => (amount: string) => {
  const one = `<AllowanceCharge><ChargeIndicator>${charge}</ChargeIndicator><${element}>${amount}</${element}></AllowanceCharge>`;
  return level === '' ? one : within(level, one);
};
const at = (path: string) => (amount: string) => within(path, amount);

type Case = readonly [id: string, fragment: (amount: string) => string];

const CII: readonly Case[] = [
  ['BR-DEC-01', ciiAdjustment('ApplicableHeaderTradeSettlement', false, 'ActualAmount')],
  ['BR-DEC-02', ciiAdjustment('ApplicableHeaderTradeSettlement', false, 'BasisAmount')],
  ['BR-DEC-05', ciiAdjustment('ApplicableHeaderTradeSettlement', true, 'ActualAmount')],
  ['BR-DEC-06', ciiAdjustment('ApplicableHeaderTradeSettlement', true, 'BasisAmount')],
  ['BR-DEC-09', at(`${CII_TOTALS}/LineTotalAmount`)],
  ['BR-DEC-10', at(`${CII_TOTALS}/AllowanceTotalAmount`)],
  ['BR-DEC-11', at(`${CII_TOTALS}/ChargeTotalAmount`)],
  ['BR-DEC-12', at(`${CII_TOTALS}/TaxBasisTotalAmount`)],
  ['BR-DEC-14', at(`${CII_TOTALS}/GrandTotalAmount`)],
  ['BR-DEC-16', at(`${CII_TOTALS}/TotalPrepaidAmount`)],
  ['BR-DEC-17', at(`${CII_TOTALS}/RoundingAmount`)],
  ['BR-DEC-18', at(`${CII_TOTALS}/DuePayableAmount`)],
  ['BR-DEC-19', at(`${CII_GROUP}/BasisAmount`)],
  ['BR-DEC-20', at(`${CII_GROUP}/CalculatedAmount`)],
  [
    'BR-DEC-23',
    at(
      'IncludedSupplyChainTradeLineItem/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
    ),
  ],
  ['BR-DEC-24', ciiAdjustment('SpecifiedLineTradeSettlement', false, 'ActualAmount')],
  ['BR-DEC-25', ciiAdjustment('SpecifiedLineTradeSettlement', false, 'BasisAmount')],
  ['BR-DEC-27', ciiAdjustment('SpecifiedLineTradeSettlement', true, 'ActualAmount')],
  ['BR-DEC-28', ciiAdjustment('SpecifiedLineTradeSettlement', true, 'BasisAmount')],
];

const UBL: readonly Case[] = [
  ['BR-DEC-01', ublAdjustment('', false, 'Amount')],
  ['BR-DEC-02', ublAdjustment('', false, 'BaseAmount')],
  ['BR-DEC-05', ublAdjustment('', true, 'Amount')],
  ['BR-DEC-06', ublAdjustment('', true, 'BaseAmount')],
  ['BR-DEC-09', at('LegalMonetaryTotal/LineExtensionAmount')],
  ['BR-DEC-10', at('LegalMonetaryTotal/AllowanceTotalAmount')],
  ['BR-DEC-11', at('LegalMonetaryTotal/ChargeTotalAmount')],
  ['BR-DEC-12', at('LegalMonetaryTotal/TaxExclusiveAmount')],
  ['BR-DEC-14', at('LegalMonetaryTotal/TaxInclusiveAmount')],
  ['BR-DEC-16', at('LegalMonetaryTotal/PrepaidAmount')],
  ['BR-DEC-17', at('LegalMonetaryTotal/PayableRoundingAmount')],
  ['BR-DEC-18', at('LegalMonetaryTotal/PayableAmount')],
  ['BR-DEC-19', at('TaxTotal/TaxSubtotal/TaxableAmount')],
  ['BR-DEC-20', at('TaxTotal/TaxSubtotal/TaxAmount')],
  ['BR-DEC-23', at('CreditNoteLine/LineExtensionAmount')],
  ['BR-DEC-24', ublAdjustment('InvoiceLine', false, 'Amount')],
  ['BR-DEC-25', ublAdjustment('InvoiceLine', false, 'BaseAmount')],
  ['BR-DEC-27', ublAdjustment('InvoiceLine', true, 'Amount')],
  ['BR-DEC-28', ublAdjustment('InvoiceLine', true, 'BaseAmount')],
];

describe.each([
  ['CII', CII],
  ['UBL', UBL],
] as const)('decimals in %s', (syntax, cases) => {
  it.each(cases)('%s takes two, as they are spelled', (id, fragment) => {
    for (const good of ['100', '100.', '100.5', '-100.50']) expect(broken(syntax, fragment(good))).toEqual([]);
    for (const bad of ['100.500', '100.005', '1.50 ']) expect(broken(syntax, fragment(bad))).toEqual([id]);
  });

  it('are tried for every rule', () => {
    const tried = cases.map(([id]) => id);
    const rules = [...new Set(decimalElements[syntax].map(({ id }) => id))];
    expect(rules.filter((id) => !/-1[35]$/.test(id)).toSorted()).toEqual(tried.toSorted());
  });
});

const group = (code: string, type: string): string =>
  within(CII_GROUP, `<BasisAmount>1.005</BasisAmount><TypeCode>${type}</TypeCode><CategoryCode>${code}</CategoryCode>`);

const document = (codes: string, totals: string): string =>
  `<ApplicableHeaderTradeSettlement>${codes}<SpecifiedTradeSettlementHeaderMonetarySummation>${totals}</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>`;
const euros = '<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>';
const dollars = '<TaxCurrencyCode>USD</TaxCurrencyCode>';
const total = (currency: string, amount: string): string =>
  `<TaxTotalAmount currencyID="${currency}">${amount}</TaxTotalAmount>`;

describe('decimals in CII only', () => {
  it('BR-DEC-13 and -15 want one total in cents, by value', () => {
    expect(broken('CII', document(euros, total('EUR', '1.500')))).toEqual([]);
    expect(broken('CII', document(euros, total('EUR', '1.505')))).toEqual(['BR-DEC-13']);
    expect(broken('CII', document(euros, total('EUR', '1.505') + total('CHF', '1.505')))).toEqual([]);
    expect(broken('CII', document(euros + dollars, total('EUR', '1.50')))).toEqual(['BR-DEC-15']);
    expect(broken('CII', document(euros + dollars, total('EUR', '1.50') + total('USD', '2')))).toEqual([]);
    expect(broken('CII', document(euros + dollars, total('EUR', '1.50') + total('USD', '2.001')))).toEqual([
      'BR-DEC-15',
    ]);
    expect(broken('CII', document(euros + dollars, ''))).toEqual([]);
  });

  it('groups of some categories are excused, and an indicator must be spelled out', () => {
    expect(broken('CII', group('O', 'vat'))).toEqual([]);
    expect(broken('CII', group('O', 'GST'))).toEqual(['BR-DEC-19']);
    expect(broken('CII', group('S', 'VAT'))).toEqual(['BR-DEC-19']);
    const spelled = ciiAdjustment('ApplicableHeaderTradeSettlement', false, 'ActualAmount')('1.005');
    expect(broken('CII', spelled.replace('false', '0'))).toEqual([]);
    expect(broken('UBL', ublAdjustment('', false, 'Amount')('1.005').replace('false', '0'))).toEqual(['BR-DEC-01']);
  });
});
