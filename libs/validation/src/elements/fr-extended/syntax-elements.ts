import type { Syntax } from '@onefacture/formats';
import type { Bilingual, Severity } from '../../report/finding.js';
import { transferAccount } from '../../rules/fr-extended/due-rules.js';
import type { RuleText } from '../../rules/rule.js';
import { SUMMATION } from '../en16931/cii-parts.js';
import { has } from '../en16931/forms.js';
import type { ConditionRule, CountRule, ElementRule, Pattern, Taken } from '../element-rule.js';

/** Two ways of naming the account of a credit transfer, of which one is to be used (BR-CO-27). */
export const transferAccounts: ElementRule = {
  ...transferAccount,
  kind: 'condition',
  in: '//SpecifiedTradeSettlementPaymentMeans',
  take: {
    type: 'TypeCode',
    iban: 'PayeePartyCreditorFinancialAccount/IBANID',
    other: 'PayeePartyCreditorFinancialAccount/ProprietaryID',
  },
  holds: (means) =>
    means('type').length !== 1 ||
    !['30', '58'].includes(means('type')[0]?.trim() ?? '') ||
    has(means, 'iban') !== has(means, 'other'),
};

/** BR-CO-25 over the elements: of what is due, and of when. */
export const dueDates = (
  text: RuleText,
  { due, when, within }: { readonly due: string; readonly when: readonly string[]; readonly within: Pattern },
): ElementRule => ({
  ...text,
  kind: 'condition',
  in: within,
  take: { due, when },
  holds: (taken) => !(Number(taken('due')[0] ?? '') > 0) || has(taken, 'when'),
});

const only = (
  id: string,
  within: string,
  {
    group,
    members,
    inPlace,
  }: { readonly group: string; readonly members: readonly string[]; readonly inPlace?: string },
): ConditionRule => {
  const place = inPlace === undefined ? undefined : `${group}/${inPlace}`;
  return {
    id,
    terms: [],
    severity: 'warning',
    says: {
      en: `${group} holds more than the extension uses: ${members.join(', ')}.`,
      fr: `${group} contient plus que ce que l’extension utilise : ${members.join(', ')}.`,
    },
    kind: 'condition',
    in: within,
    take: {
      all: `${group}/*`,
      known: members.map((member) => `${group}/${member}`),
      ...(place === undefined ? {} : { inPlace: `${place}/*`, named: `${place}/Name` }),
    },
    holds: (taken) =>
      taken('all').length === taken('known').length && taken('inPlace').length === taken('named').length,
  };
};

const limited = (
  id: string,
  severity: Severity,
  { within, of, most, unless }: { within: Pattern; of: Pattern; most: number; unless?: Pattern },
  [terms, says]: readonly [readonly string[], Bilingual],
): CountRule => ({
  kind: 'count',
  id,
  terms,
  severity,
  in: within,
  ...(unless === undefined ? {} : { unless }),
  of,
  most,
  says,
});

const LINE = 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem';
const HEADER = 'SupplyChainTradeTransaction/ApplicableHeaderTrade';

const notIn = (id: string, of: string, unless: readonly string[]): CountRule =>
  limited(
    id,
    'error',
    { within: '//*ReferencedDocument', of, most: 0, unless: unless.map((name) => `//${name}ReferencedDocument`) },
    [
      ['BG-24'],
      {
        en: `${of} may not stand in this referenced document; it may in those of: ${unless.join(', ')}.`,
        fr: `${of} ne doit pas figurer dans ce document référencé ; il peut l’être pour : ${unless.join(', ')}.`,
      },
    ],
  );

const ofTypes = (id: string, element: string, types: readonly string[]): ConditionRule => ({
  id,
  terms: ['BG-24'],
  severity: 'error',
  says: {
    en: `${element} stands in a referenced document of type “{type}”; only the types ${types.join(', ')} have it.`,
    fr: `${element} figure dans un document référencé de type « {type} » ; seuls les types ${types.join(', ')} l’admettent.`,
  },
  kind: 'condition',
  in: '//AdditionalReferencedDocument',
  take: { element, type: 'TypeCode' },
  holds: (taken) => !has(taken, 'element') || taken('type').some((type) => types.includes(type)),
});

const ownTotals = (taken: Taken): number =>
  taken('totals').filter((currency) => taken('currency').includes(currency)).length;

const SUMMED = [
  'LineTotalAmount',
  'AllowanceTotalAmount',
  'ChargeTotalAmount',
  'TaxBasisTotalAmount',
  'GrandTotalAmount',
  'DuePayableAmount',
];

/** Official sums come to nothing where a total stands twice. */
const totalsOnce: readonly CountRule[] = SUMMED.map((total) =>
  limited('BR-CO-16', 'error', { within: `//${SUMMATION}`, of: total, most: 1 }, [
    ['BT-115'],
    {
      en: `${total} is given {count} times, and the amount due cannot follow from it.`,
      fr: `${total} figure {count} fois ; le montant à payer ne peut pas en découler.`,
    },
  ]),
);

/** One VAT total in the currency of the invoice (BT-110). */
const oneTaxTotal: ConditionRule = {
  id: 'BR-CO-14',
  terms: ['BT-110'],
  severity: 'error',
  says: {
    en: 'The VAT total in the currency of the invoice (BT-110) is given {count} times.',
    fr: 'Le total de TVA dans la devise de la facture (BT-110) figure {count} fois.',
  },
  kind: 'condition',
  in: '',
  take: { currency: 'DocumentCurrencyCode', totals: 'TaxTotal/TaxAmount/@currencyID' },
  holds: (taken) => ownTotals(taken) <= 1,
  tells: (taken) => ({ count: String(ownTotals(taken)) }),
};

const DELIVERY = { members: ['DeliveryTypeCode', 'RelevantTradeLocation'], inPlace: 'RelevantTradeLocation' } as const;
const UBL_DELIVERY = { members: ['ID', 'DeliveryLocation'], inPlace: 'DeliveryLocation' } as const;

const CII: readonly ElementRule[] = [
  transferAccounts,
  ...totalsOnce,
  only('CII-FREXT-SR-106', `${LINE}/SpecifiedLineTradeAgreement`, {
    group: 'ApplicableTradeDeliveryTerms',
    ...DELIVERY,
  }),
  only('CII-FREXT-SR-293', `${HEADER}Agreement`, { group: 'ApplicableTradeDeliveryTerms', ...DELIVERY }),
  only('CII-FREXT-SR-366', `${HEADER}Settlement`, {
    group: 'TaxApplicableTradeCurrencyExchange',
    members: ['SourceCurrencyCode', 'TargetCurrencyCode', 'ConversionRate', 'ConversionRateDateTime'],
  }),
  limited(
    'CII-FREXT-SR-439',
    'error',
    { within: `${LINE}/SpecifiedLineTradeAgreement`, of: 'NetPriceProductTradePrice/ChargeAmount', most: 1 },
    [['BT-146'], { en: 'A line has several net prices (BT-146).', fr: 'Une ligne a plusieurs prix nets (BT-146).' }],
  ),
  limited(
    'CII-SR-454',
    'warning',
    { within: `${LINE}/SpecifiedLineTradeSettlement`, of: 'ApplicableTradeTax', most: 1 },
    [['BG-30'], { en: 'A line has several taxes (BG-30).', fr: 'Une ligne a plusieurs taxes (BG-30).' }],
  ),
  ofTypes('CII-EXT-DT-018', 'TypeCode', ['50', '130', '916']),
  notIn('CII-EXT-DT-018', 'TypeCode', ['Additional', 'Invoice']),
  ofTypes('CII-FREXT-DT-024', 'ReferenceTypeCode', ['130']),
  notIn('CII-FREXT-DT-024', 'ReferenceTypeCode', ['Additional', 'Contract']),
  notIn('CII-FREXTDT-027', 'FormattedIssueDateTime', ['Invoice', 'Contract', 'BuyerOrder', 'DespatchAdvice']),
];

const REFERENCED: Bilingual = {
  en: 'A reference to a preceding invoice has no number (BT-25).',
  fr: 'Une référence à une facture antérieure n’a pas de numéro (BT-25).',
};

const UBL: readonly ElementRule[] = [
  oneTaxTotal,
  ...['BR-55', 'UBL-SR-07'].map((id): CountRule => ({
    kind: 'count',
    id,
    terms: ['BT-25'],
    severity: 'error',
    in: 'BillingReference',
    of: 'InvoiceDocumentReference/ID',
    least: 1,
    says: REFERENCED,
  })),
  limited('UBL-SR-06', 'error', { within: 'BillingReference', of: 'InvoiceDocumentReference', most: 1 }, [
    ['BG-3'],
    {
      en: 'A reference names several preceding invoices (BG-3); give each a reference of its own.',
      fr: 'Une référence désigne plusieurs factures antérieures (BG-3) ; donnez une référence à chacune.',
    },
  ]),
  only('UBL-FREXT-CR-410', '', { group: 'DeliveryTerms', ...UBL_DELIVERY }),
  only('UBL-FREXT-CR-645', '//(InvoiceLine|CreditNoteLine)', { group: 'DeliveryTerms', ...UBL_DELIVERY }),
  only('CII-FREXT-CR-490', '', {
    group: 'TaxExchangeRate',
    members: ['SourceCurrencyCode', 'TargetCurrencyCode', 'CalculationRate', 'Date'],
  }),
];

/** What EXTENDED-CTC-FR asks of the syntaxes, in place of CII-SR, CII-DT and UBL-SR, -CR. */
export const frExtendedSyntax: Readonly<Record<Syntax, readonly ElementRule[]>> = { CII, UBL };
