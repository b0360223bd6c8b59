import type { Syntax } from '@onefacture/formats';
import {
  ALLOWANCE_REASONS,
  ATTACHMENT_TYPES,
  CHARGE_REASONS,
  DUTY_TYPES,
  EXTENSION_ATTACHMENT_TYPES,
  INCOTERMS,
  ITEM_PROPERTIES,
} from '@onefacture/invoice';
import { codeAt, type CodeRule, codeWhere, normalized, says } from '../en16931/code-list.js';
import { codeListElements } from '../en16931/code-lists.js';
import type { AttributeOf, ConditionRule, ElementRule, Taken, ValueRule } from '../element-rule.js';

/** Roles that identify a party where a register would stand: buyer and seller. */
const PARTY_ROLES: ReadonlySet<string> = new Set(['BY', 'SE']);

/** The rules of EN 16931 with an id, under another and with more codes. */
export const widened = (
  rules: readonly ElementRule[],
  [from, to]: readonly [string, string],
  more: ReadonlySet<string>,
): readonly ElementRule[] =>
  rules
    .filter((rule): rule is ValueRule => rule.kind === 'value' && rule.id === from)
    .map((rule) => ({
      ...rule,
      id: to,
      holds: (text: string, attribute: AttributeOf) => more.has(normalized(text)) || rule.holds(text, attribute),
    }));

const CHARGE = { en: 'charge reasons (UNTDID 7161)', fr: 'motifs de frais (UNTDID 7161)' };

interface ReasonPlaces {
  readonly within: string;
  readonly indicator: string;
  readonly code: string;
}

/** A rule on the reason code of a charge that is not an allowance as well, by the list that the code says it is from. */
const ofCharge = (
  rule: Pick<CodeRule, 'id' | 'list'>,
  { within, indicator, code }: ReasonPlaces,
  holds: (code: string, list: string | undefined) => boolean,
): ConditionRule => {
  const faults = (taken: Taken, reasons: readonly Taken[]): readonly Taken[] =>
    says(true)(taken('indicator')) && !says(false)(taken('indicator'))
      ? reasons.filter((reason) => !reason('code').every((text) => holds(text, reason('list')[0])))
      : [];
  return {
    id: rule.id,
    terms: ['BT-105', 'BT-145'],
    severity: 'error',
    says: {
      en: `“{value}” is not in the list of ${rule.list.en} (BT-105, BT-145).`,
      fr: `« {value} » n’est pas dans la liste des ${rule.list.fr} (BT-105, BT-145).`,
    },
    kind: 'condition',
    in: within,
    take: { indicator },
    each: { of: code, take: { code: '', list: '@listID' } },
    holds: (taken, reasons) => faults(taken, reasons).length === 0,
    tells: (taken, reasons) => ({ value: faults(taken, reasons)[0]?.('code')[0]?.trim() ?? '' }),
  };
};

const chargeReasons = (places: ReasonPlaces): readonly ElementRule[] => [
  ofCharge(
    { id: 'BR-FREXT-CL-20', list: CHARGE },
    places,
    (code, list) => (list !== undefined && list !== '7161') || CHARGE_REASONS.has(normalized(code)),
  ),
  ofCharge(
    { id: 'BR-FREXT-CL-20-TAX', list: { en: 'taxes and duties (UNTDID 5153)', fr: 'taxes et droits (UNTDID 5153)' } },
    places,
    (code, list) => list !== '5153' || DUTY_TYPES.has(normalized(code)),
  ),
  ofCharge(
    {
      id: 'BR-FREXT-CL-20-LISTID',
      list: { en: 'the code lists 7161 and 5153', fr: 'listes de codes 7161 et 5153' },
    },
    places,
    (_, list = '') => list === '' || ['7161', '5153'].includes(normalized(list)),
  ),
];

const fileTypes = (at: string): ElementRule =>
  codeAt(
    {
      id: 'BR-FREXT-CL-24',
      terms: ['BT-125-1'],
      codes: new Set([...ATTACHMENT_TYPES, ...EXTENSION_ATTACHMENT_TYPES]),
      list: { en: 'file types that may be embedded', fr: 'types de fichier admis en pièce jointe' },
    },
    at,
    { holds: (text) => ATTACHMENT_TYPES.has(text) || EXTENSION_ATTACHMENT_TYPES.has(text) },
  );

const deliveryTerms = (at: string): ElementRule =>
  codeAt(
    {
      id: 'BR-FREXT-CL-27',
      terms: ['EXT-FR-FE-BG-10'],
      codes: INCOTERMS,
      list: { en: 'delivery terms (UNTDID 4053)', fr: 'conditions de livraison (UNTDID 4053)' },
    },
    at,
  );

const property = (id: string): CodeRule => ({
  id,
  terms: ['EXT-FR-FE-159'],
  codes: ITEM_PROPERTIES,
  list: { en: 'item properties (UNTDID 6313)', fr: 'propriétés d’article (UNTDID 6313)' },
});

/** A code for an attribute that is in no list: of it CII only warns. */
export const ciiProperties: ElementRule = {
  ...codeAt(property('BR-FXEXT-04'), '//ApplicableProductCharacteristic/TypeCode'),
  severity: 'warning',
};

const grossPriceReason = codeWhere(
  {
    id: 'BR-FREXT-CL-19-GP',
    terms: ['BT-147'],
    codes: ALLOWANCE_REASONS,
    list: { en: 'allowance reasons (UNTDID 5189)', fr: 'motifs de remise (UNTDID 5189)' },
  },
  {
    within: '//GrossPriceProductTradePrice/AppliedTradeAllowanceCharge',
    value: 'ReasonCode',
    beside: 'ChargeIndicator/Indicator',
  },
  says(false),
);

/** The code lists of EXTENDED-CTC-FR. */
export const frExtendedCodes: Readonly<Record<Syntax, readonly ElementRule[]>> = {
  CII: [
    ...widened(codeListElements.CII, ['BR-CL-10', 'BR-FREXT-CL-10'], PARTY_ROLES),
    grossPriceReason,
    ...chargeReasons({
      within: '//SpecifiedTradeAllowanceCharge',
      indicator: 'ChargeIndicator/Indicator',
      code: 'ReasonCode',
    }),
    fileTypes('//AttachmentBinaryObject/@mimeCode'),
    deliveryTerms('//ApplicableTradeDeliveryTerms/DeliveryTypeCode'),
    ciiProperties,
  ],
  UBL: [
    ...widened(codeListElements.UBL, ['BR-CL-10', 'BR-FREXT-CL-10'], PARTY_ROLES),
    ...chargeReasons({ within: '//AllowanceCharge', indicator: 'ChargeIndicator', code: 'AllowanceChargeReasonCode' }),
    fileTypes('//EmbeddedDocumentBinaryObject/@mimeCode'),
    deliveryTerms('//DeliveryTerms/ID'),
    codeAt(property('BR-FREXT-04'), '//(InvoiceLine|CreditNoteLine)/Item/AdditionalItemProperty/NameCode'),
  ],
};
