import { LINE_KINDS } from '@onefacture/invoice';
import { PREFIXES } from '../../rules/fr-extended/extension.js';
import type { RuleText } from '../../rules/rule.js';
import { LINE as CII_LINE, LINE_TOTAL, isVat as isVatOfCii } from '../en16931/cii-parts.js';
import { has } from '../en16931/forms.js';
import { isVat as isVatOfUbl } from '../en16931/ubl-parts.js';
import type { ConditionRule, ElementRule, Taken } from '../element-rule.js';

type TextOf = (id: string) => RuleText;
type Extension = keyof typeof PREFIXES;

const KINDS: ReadonlySet<string> = new Set(LINE_KINDS);

const DOCUMENT_LINE = 'AssociatedDocumentLineDocument';

const CII_WANTS = {
  'BR-22': 'SpecifiedLineTradeDelivery/BilledQuantity',
  'BR-23': 'SpecifiedLineTradeDelivery/BilledQuantity/@unitCode',
  'BR-24': LINE_TOTAL,
  'BR-26': 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount',
} as const;

/** A line without a kind counts, as does a detail; a line without its own group is not looked at. */
const isLeftOut = (line: Taken): boolean =>
  !has(line, 'group') || (has(line, 'kind') && !line('kind').includes('DETAIL'));

const LINE_PARTS = { group: DOCUMENT_LINE, kind: `${DOCUMENT_LINE}/LineStatusReasonCode` };

/** BR-…-BR-22 to -26 and -CO-04 in CII. Factur-X wants VAT in capitals. */
const ciiNeeds = (extension: Extension, textOf: TextOf): readonly ElementRule[] => {
  const prefix = PREFIXES[extension];
  const wanted = Object.entries(CII_WANTS).map(([number, path]): ConditionRule => ({
    ...textOf(`${prefix}-${number}`),
    kind: 'condition',
    in: CII_LINE,
    take: { ...LINE_PARTS, wanted: path },
    holds: (line) => isLeftOut(line) || has(line, 'wanted'),
  }));
  const inCapitals = (taxes: readonly Taken[]): boolean =>
    extension === 'EXTENDED-CTC-FR' || taxes.some((tax) => tax('type').includes('VAT'));
  return [
    ...wanted,
    {
      ...textOf(`${prefix}-CO-04`),
      kind: 'condition',
      in: CII_LINE,
      take: { ...LINE_PARTS },
      each: {
        of: 'SpecifiedLineTradeSettlement/ApplicableTradeTax',
        take: { type: 'TypeCode', category: 'CategoryCode' },
      },
      holds: (line, taxes) =>
        isLeftOut(line) || (inCapitals(taxes) && taxes.some((tax) => isVatOfCii(tax) && has(tax, 'category'))),
    },
  ];
};

/** BG-32 in CII. */
const ciiAttributes = (textOf: TextOf): readonly ElementRule[] => [
  {
    ...textOf('BR-FREXT-54-1'),
    kind: 'count',
    in: '//ApplicableProductCharacteristic',
    of: ['Description', 'TypeCode'],
    least: 1,
  },
  {
    ...textOf('BR-FREXT-54-2'),
    kind: 'condition',
    in: '//ApplicableProductCharacteristic',
    take: { value: 'Value', measure: 'ValueMeasure', unit: 'ValueMeasure/@unitCode' },
    holds: (attribute) =>
      has(attribute, 'value') ? !has(attribute, 'measure') : attribute('unit').some((unit) => unit !== ''),
  },
];

/** BR-…-BR-38 and -44: a charge gives a reason; the indicator as it is written. */
const ciiReasons = (extension: Extension, textOf: TextOf): readonly ElementRule[] =>
  [
    ['BR-38', '//ApplicableHeaderTradeSettlement/SpecifiedTradeAllowanceCharge'],
    ['BR-44', '//SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge'],
  ].map(([number = '', within = '']): ConditionRule => ({
    ...textOf(`${PREFIXES[extension]}-${number}`),
    kind: 'condition',
    in: within,
    take: { indicator: 'ChargeIndicator/Indicator', reason: ['Reason', 'ReasonCode'] },
    holds: (taken) => !taken('indicator').includes('true') || has(taken, 'reason'),
  }));

/** What both extensions ask of lines, attributes and charges in CII. */
export const ciiLineElements = (extension: Extension, textOf: TextOf): readonly ElementRule[] => [
  ...ciiNeeds(extension, textOf),
  ...ciiAttributes(textOf),
  ...ciiReasons(extension, textOf),
];

/** BR-FREXT-05 in CII, as it is written. */
export const ciiLineKind = (textOf: TextOf): ElementRule => ({
  ...textOf('BR-FREXT-05'),
  kind: 'condition',
  in: CII_LINE,
  take: { line: `${DOCUMENT_LINE}/LineID`, kind: `${DOCUMENT_LINE}/LineStatusReasonCode` },
  holds: (line) => line('kind').every((kind) => KINDS.has(kind)),
});

const REFERENCE = 'BillingReference/InvoiceDocumentReference';

/** What UBL says of a line, and what its kind depends on. */
const UBL_LINE = {
  of: ['InvoiceLine', 'CreditNoteLine'],
  take: {
    line: 'ID',
    own: `${REFERENCE}/ID`,
    kind: `${REFERENCE}/DocumentStatusCode`,
    quantity: ['InvoicedQuantity', 'CreditedQuantity'],
    unit: ['InvoicedQuantity/@unitCode', 'CreditedQuantity/@unitCode'],
    amount: 'LineExtensionAmount',
    price: 'Price/PriceAmount',
    category: 'Item/ClassifiedTaxCategory',
    code: 'Item/ClassifiedTaxCategory/ID',
    scheme: 'Item/ClassifiedTaxCategory/TaxScheme/ID',
  },
} as const;

const NUMBER = { number: 'ID' } as const;

/** A line that refers to the invoice that it is part of says there what it is; others count. */
const isCounted = (line: Taken, number: string | undefined): boolean =>
  number === undefined || !line('own').includes(number) || line('kind').includes('DETAIL');

const ofUblLines = (text: RuleText, holds: (line: Taken, counted: boolean) => boolean): ConditionRule => {
  const faults = (taken: Taken, lines: readonly Taken[]): readonly Taken[] =>
    lines.filter((line) => !holds(line, isCounted(line, taken('number')[0])));
  return {
    ...text,
    kind: 'condition',
    in: '',
    take: NUMBER,
    each: UBL_LINE,
    holds: (taken, lines) => faults(taken, lines).length === 0,
    tells: (taken, lines) => ({ line: faults(taken, lines)[0]?.('line')[0]?.trim() ?? '–' }),
  };
};

const UBL_WANTS = { '22': 'quantity', '23': 'unit', '24': 'amount', '26': 'price' } as const;

const hasVatCategory = (line: Taken): boolean => isVatOfUbl(line) && has(line, 'code');

/** What EXTENDED-CTC-FR asks of lines and attributes in UBL. */
export const ublLineElements = (textOf: TextOf): readonly ElementRule[] => [
  ...Object.entries(UBL_WANTS).map(([number, name]) =>
    ofUblLines(textOf(`BR-FREXT-${number}`), (line, counted) => !counted || has(line, name)),
  ),
  ofUblLines(textOf('BR-FREXT-CO-04'), (line, counted) => !counted || hasVatCategory(line)),
  ofUblLines(
    {
      id: 'UBL-FREXT-SR-48',
      terms: ['BG-30'],
      severity: 'error',
      says: {
        en: 'Line {line}: a line that counts has exactly one VAT category (BG-30), another line at most one.',
        fr: 'Ligne {line} : une ligne comptée a exactement une catégorie de TVA (BG-30), une autre une au plus.',
      },
    },
    // This rule alone takes every line that refers to an invoice, even another one, for one that need not count.
    (line, counted) =>
      line('category').length === 1 ||
      (line('category').length === 0 && (!counted || (has(line, 'own') && !line('kind').includes('DETAIL')))),
  ),
  {
    ...textOf('BR-FREXT-54-1'),
    kind: 'count',
    in: '//AdditionalItemProperty',
    of: ['Name', 'NameCode'],
    least: 1,
  },
  {
    ...textOf('BR-FREXT-54-2'),
    kind: 'condition',
    in: '//AdditionalItemProperty',
    take: { value: 'Value', measure: 'ValueQuantity', unit: 'ValueQuantity/@unitCode' },
    holds: (attribute) =>
      has(attribute, 'value') ? !has(attribute, 'measure') : attribute('unit').some((unit) => unit !== ''),
  },
];
