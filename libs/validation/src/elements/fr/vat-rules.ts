import type { ElementRule, Pattern } from '../element-rule.js';
import { type BySyntax, together, value } from './french-element.js';
import { isFrenchCategory, isFrenchRate, isSpanishCategory } from './french-formats.js';
import { CII_LINE, SETTLEMENT } from './french-paths.js';

const notFrench = {
  en: 'The {name} ({term}) is "{value}"; S, E, AE, K, G, O and Z are French categories.',
  fr: '{term}, {name}, vaut « {value} » ; les catégories françaises sont S, E, AE, K, G, O et Z.',
};
const missing = {
  en: 'The {name} ({term}) is missing or not one of S, E, AE, K, G, O and Z.',
  fr: '{term}, {name}, manque ou n’est pas l’une des valeurs S, E, AE, K, G, O et Z.',
};
const spanish = {
  en: 'The {name} ({term}) is "{value}", the category of a Spanish tax.',
  fr: '{term}, {name}, vaut « {value} », catégorie d’une taxe espagnole.',
};
const notARate = {
  en: 'The {name} ({term}) is "{value}", which is no rate of French VAT.',
  fr: '{term}, {name}, vaut « {value} », qui n’est pas un taux de TVA français.',
};
const rateFix = {
  en: 'Use a French rate such as 20.00, 10.00, 5.50, 2.10 or 0.00, with two decimals at most.',
  fr: 'Utilisez un taux français, tel que 20.00, 10.00, 5.50, 2.10 ou 0.00, avec deux décimales au plus.',
};

const none = ({ id, term, at }: { id: string; term: string; at: Pattern }): ElementRule =>
  value({ id, term, at, says: spanish, holds: (text) => !isSpanishCategory(text) });

/** CII: a blank rate is none. */
const rateInCii = (id: string, term: string, at: Pattern): ElementRule =>
  value({ id, term, at, says: notARate, fix: rateFix, holds: (text) => text === '' || isFrenchRate(text) });

const rateInUbl = (id: string, term: string, at: Pattern): ElementRule =>
  value({ id, term, at, says: notARate, fix: rateFix, holds: isFrenchRate });

const CII_CHARGE = `${SETTLEMENT}/SpecifiedTradeAllowanceCharge/CategoryTradeTax`;
const CII_GROUP = `${SETTLEMENT}/ApplicableTradeTax`;
const LINE_TAX = 'SpecifiedLineTradeSettlement/ApplicableTradeTax';

const categoryInCii = (id: string, term: string, at: Pattern): ElementRule =>
  together({
    id,
    term,
    says: missing,
    in: at,
    take: { code: 'CategoryCode' },
    holds: (taken) => taken('code').some(isFrenchCategory),
  });

/** Lines that only head or comment others need no category. */
const WITHOUT_VAT: ReadonlySet<string> = new Set(['GROUP', 'INFORMATION']);

const lineCategoryInCii = together({
  id: 'BR-FR-15_BT-95_BT-151',
  term: 'BT-151',
  says: missing,
  in: CII_LINE,
  take: { kind: 'AssociatedDocumentLineDocument/LineStatusReasonCode' },
  each: { of: LINE_TAX, take: { code: 'CategoryCode' } },
  holds: (taken, taxes) =>
    taxes.every((tax) => {
      const codes = tax('code');
      return codes.length === 0 ? taken('kind').some((kind) => WITHOUT_VAT.has(kind)) : codes.some(isFrenchCategory);
    }),
});

const CII: readonly ElementRule[] = [
  categoryInCii('BR-FR-15_BT-95_BT-102', 'BT-95, BT-102', CII_CHARGE),
  none({ id: 'BR-FR-15_BT-95_BT-102_LM', term: 'BT-95, BT-102', at: `${CII_CHARGE}/CategoryCode` }),
  categoryInCii('BR-FR-15_BT-95_BT-118', 'BT-118', CII_GROUP),
  none({ id: 'BR-FR-15_BT-95_BT-118_LM', term: 'BT-118', at: `${CII_GROUP}/CategoryCode` }),
  lineCategoryInCii,
  none({ id: 'BR-FR-15_BT-95_BT-151_LM', term: 'BT-151', at: `${CII_LINE}/${LINE_TAX}/CategoryCode` }),
  rateInCii('BR-FR-16_BT-96_BT-103', 'BT-96, BT-103', `${CII_CHARGE}/RateApplicablePercent`),
  rateInCii('BR-FR-16_BT-119', 'BT-119', `${CII_GROUP}/RateApplicablePercent`),
  rateInCii('BR-FR-16_BT-152', 'BT-152', `${CII_LINE}/${LINE_TAX}/RateApplicablePercent`),
];

const UBL_CHARGE = '//AllowanceCharge/TaxCategory';
const UBL_GROUP = '//TaxTotal/TaxSubtotal/TaxCategory';
const UBL_ITEM = '//Item/ClassifiedTaxCategory';

/** The last id carries the number of another rule; it is official all the same. */
const UBL_CATEGORIES: readonly (readonly [term: string, at: string, list: string, spain: string])[] = [
  ['BT-95, BT-102', UBL_CHARGE, 'BR-FR-15_BT-95_BT-102-1', 'BR-FR-15_BT-95_BT-102-2'],
  ['BT-118', UBL_GROUP, 'BR-FR-15_BT-118-1', 'BR-FR-15_BT-118-2'],
  ['BT-151', UBL_ITEM, 'BR-FR-15_BT-151-1', 'BR-FR-08_BT-151-2'],
];

const UBL: readonly ElementRule[] = [
  ...UBL_CATEGORIES.flatMap(([term, at, list, spain]) => [
    value({ id: list, term, at: `${at}/ID`, says: notFrench, holds: isFrenchCategory }),
    none({ id: spain, term, at: `${at}/ID` }),
  ]),
  rateInUbl('BR-FR-16_BT-96', 'BT-96, BT-103', `${UBL_CHARGE}/Percent`),
  rateInUbl('BR-FR-16_BT-119', 'BT-119', `${UBL_GROUP}/Percent`),
  rateInUbl('BR-FR-16_BT-152', 'BT-152', '//InvoiceLine/Item/ClassifiedTaxCategory/Percent'),
];

/** BR-FR-15 and -16. */
export const vatRules: BySyntax = { CII, UBL };
