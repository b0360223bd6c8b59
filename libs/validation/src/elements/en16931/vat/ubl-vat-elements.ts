import type { KeptElement } from '../../element-rule.js';
import { below, byName, textsBelow } from '../../kept-elements.js';
import { lastOf } from '../../../last-of.js';
import { normalized } from '../code-list.js';
import {
  byCode,
  type GroupElement,
  onlyAmount,
  type PartyNumbers,
  sumsOf,
  type TaxedElement,
  type TaxElement,
  type Use,
  usesOf,
  type VatElements,
} from './vat-elements.js';

const CATEGORY = '//(TaxCategory|ClassifiedTaxCategory)';
const LINE = '//(InvoiceLine|CreditNoteLine)';
const COUNTRY = ['Country', 'Country/IdentificationCode'].map((step) => `Delivery/DeliveryLocation/Address/${step}`);

/** What UBL says about VAT. */
export const UBL_VAT_PARTS: readonly string[] = [
  LINE,
  `${LINE}/(Item|LineExtensionAmount)`,
  CATEGORY,
  `${CATEGORY}/(ID|Percent|TaxScheme|TaxExemptionReason|TaxExemptionReasonCode)`,
  '//(TaxCategory|ClassifiedTaxCategory|PartyTaxScheme)/TaxScheme/ID',
  '//AllowanceCharge',
  '//AllowanceCharge/(ChargeIndicator|Amount)',
  'TaxTotal',
  'TaxTotal/TaxSubtotal',
  'TaxTotal/TaxSubtotal/(TaxableAmount|TaxAmount)',
  '//(AccountingSupplierParty|AccountingCustomerParty|TaxRepresentativeParty)',
  '//(AccountingSupplierParty|AccountingCustomerParty)/Party',
  '//(Party|TaxRepresentativeParty)/(PartyTaxScheme|PartyLegalEntity)',
  '//(PartyTaxScheme|PartyLegalEntity)/(CompanyID|TaxScheme)',
  '(Delivery|InvoicePeriod)',
  'InvoicePeriod/*',
  'Delivery/(ActualDeliveryDate|DeliveryLocation)',
  'Delivery/DeliveryLocation/Address',
  ...COUNTRY,
];

const LINES: ReadonlySet<string> = new Set(['InvoiceLine', 'CreditNoteLine']);

/** The length of a path to a child of the root. */
const IN_DOCUMENT = 2;

const isOfVat = (holder: KeptElement): boolean =>
  textsBelow(holder, 'TaxScheme/ID').some((scheme) => normalized(scheme).toUpperCase() === 'VAT');

const codesOf = (category: KeptElement): readonly string[] => {
  const codes = textsBelow(category, 'ID').map(normalized);
  return codes.length === 0 ? [''] : codes;
};

const usedOn = ({ path, parent }: KeptElement): readonly Use[] => {
  if (path.at(-1) === 'ClassifiedTaxCategory') return ['line'];
  return parent === undefined || path.at(-2) !== 'AllowanceCharge' ? [] : usesOf(textsBelow(parent, 'ChargeIndicator'));
};

const taxElement = (at: KeptElement): TaxElement => {
  const uses = usedOn(at);
  return {
    at,
    codes: codesOf(at),
    isVat: isOfVat(at),
    rates: textsBelow(at, 'Percent'),
    uses,
    isRated: !uses.includes('line') || (at.path.at(-2) === 'Item' && LINES.has(at.path.at(-3) ?? '')),
  };
};

const groupElement = (at: KeptElement, subtotal: KeptElement): GroupElement => ({
  ...taxElement(at),
  base: onlyAmount(textsBelow(subtotal, 'TaxableAmount')),
  tax: onlyAmount(textsBelow(subtotal, 'TaxAmount')),
  grounds: [...textsBelow(at, 'TaxExemptionReason'), ...textsBelow(at, 'TaxExemptionReasonCode')],
});

const lineElement = (line: KeptElement): TaxedElement => {
  const categories = below(line, 'Item/ClassifiedTaxCategory');
  return {
    uses: ['line'],
    amounts: textsBelow(line, 'LineExtensionAmount'),
    codes: categories.flatMap(codesOf),
    rates: categories.flatMap((category) => textsBelow(category, 'Percent')),
    counts: true,
  };
};

const adjustmentElement = (one: KeptElement): TaxedElement => {
  const categories = below(one, 'TaxCategory');
  return {
    uses: usesOf(textsBelow(one, 'ChargeIndicator')),
    amounts: textsBelow(one, 'Amount'),
    codes: categories.flatMap(codesOf),
    rates: categories.flatMap((category) => textsBelow(category, 'Percent')),
    counts: one.path.length === IN_DOCUMENT,
  };
};

/** Whether a party has a number, be it blank, of a scheme that fits. */
const has = (parties: readonly KeptElement[], steps: string, fits: (scheme: KeptElement) => boolean): boolean =>
  parties.some((party) => below(party, steps).some((one) => fits(one) && below(one, 'CompanyID').length > 0));

const numbersOf = (named: (name: string) => readonly KeptElement[], root: KeptElement): PartyNumbers => {
  const suppliers = named('AccountingSupplierParty');
  const customers = named('AccountingCustomerParty');
  return {
    sellerVat: has(suppliers, 'Party/PartyTaxScheme', isOfVat),
    sellerAny: has(suppliers, 'Party/PartyTaxScheme', () => true),
    representativeVat: has(named('TaxRepresentativeParty'), 'PartyTaxScheme', isOfVat),
    buyerVat: has(customers, 'Party/PartyTaxScheme', isOfVat),
    buyerLegal: has(customers, 'Party/PartyLegalEntity', () => true),
    seller: suppliers[0] ?? root,
    buyer: customers[0] ?? root,
  };
};

const LONG_ENOUGH = 2;
const isSaid = (texts: readonly string[]): boolean => texts.join('').length >= LONG_ENOUGH;

/** Everything on VAT in a UBL document. */
export const ublVatElements = lastOf((root: KeptElement): VatElements => {
  const all = byName(root);
  const named = (name: string): readonly KeptElement[] => all.get(name) ?? [];
  const lines = [...LINES].flatMap(named);
  const subtotals = below(root, 'TaxTotal/TaxSubtotal');
  const groups = subtotals.flatMap((one) => below(one, 'TaxCategory').map((at) => groupElement(at, one)));
  const ofGroups = new Set(groups.map(({ at }) => at));
  const uses = [...named('TaxCategory'), ...named('ClassifiedTaxCategory')].filter((one) => !ofGroups.has(one));
  return {
    syntax: 'UBL',
    root,
    uses: byCode(uses.map(taxElement)),
    groups: byCode(groups),
    parties: numbersOf(named, root),
    hasLines: lines.length > 0,
    sums: sumsOf([
      ...lines.filter(({ path }) => path.length === IN_DOCUMENT).map(lineElement),
      ...named('AllowanceCharge').map(adjustmentElement),
    ]),
    isDelivered:
      isSaid(textsBelow(root, 'Delivery/ActualDeliveryDate')) ||
      below(root, 'InvoicePeriod').some(({ children }) => children.length > 0),
    isDeliveredSomewhere: isSaid(textsBelow(root, 'Delivery/DeliveryLocation/Address/Country/IdentificationCode')),
  };
});
