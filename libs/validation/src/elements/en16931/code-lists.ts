import {
  ADDRESS_SCHEMES,
  ALLOWANCE_REASONS,
  ATTACHMENT_TYPES,
  CHARGE_REASONS,
  COUNTRIES_OF_CII,
  COUNTRIES_OF_UBL,
  CREDIT_NOTE_TYPE_CODES,
  CURRENCIES,
  EXEMPTION_CODES,
  INVOICE_TYPE_CODES,
  ITEM_LISTS,
  NOTE_SUBJECTS,
  NOTE_SUBJECTS_OF_UBL,
  OBJECT_SCHEMES,
  PARTY_SCHEMES,
  PAYMENT_MEANS,
  TAX_POINTS,
  TAX_POINTS_OF_CII,
  UNITS,
  VAT_CATEGORY_CODES,
} from '@onefacture/invoice';
import type { Syntax } from '@onefacture/formats';
import type { Bilingual } from '../../report/finding.js';
import type { ElementRule } from '../element-rule.js';
import { attributeWanted, codeAt, type CodeRule, codeWhere, isCode, normalized, says } from './code-list.js';

const rule = (number: string, terms: readonly string[], codes: ReadonlySet<string>, list: Bilingual): CodeRule => ({
  id: `BR-CL-${number}`,
  terms,
  codes,
  list,
});

const CURRENCY: Bilingual = { en: 'currencies (ISO 4217)', fr: 'devises (ISO 4217)' };
const COUNTRY: Bilingual = { en: 'countries (ISO 3166-1)', fr: 'pays (ISO 3166-1)' };
const SCHEME: Bilingual = { en: 'registers (ISO 6523)', fr: 'registres (ISO 6523)' };
const CATEGORY: Bilingual = { en: 'VAT categories (UNTDID 5305)', fr: 'catégories de TVA (UNTDID 5305)' };

const type = (codes: ReadonlySet<string>): CodeRule =>
  rule('01', ['BT-3'], codes, { en: 'document types (UNTDID 1001)', fr: 'types de document (UNTDID 1001)' });
const amountCurrency = rule('03', ['BT-5', 'BT-6'], CURRENCIES, CURRENCY);
const invoiceCurrency = rule('04', ['BT-5'], CURRENCIES, CURRENCY);
const taxCurrency = rule('05', ['BT-6'], CURRENCIES, CURRENCY);
const taxPoint = (codes: ReadonlySet<string>): CodeRule =>
  rule('06', ['BT-8'], codes, { en: 'tax points', fr: 'dates d’exigibilité' });
const object = rule('07', ['BT-18-1', 'BT-128-1'], OBJECT_SCHEMES, {
  en: 'references (UNTDID 1153)',
  fr: 'références (UNTDID 1153)',
});
const subject = (codes: ReadonlySet<string>): CodeRule =>
  rule('08', ['BT-21'], codes, { en: 'note subjects (UNTDID 4451)', fr: 'objets de note (UNTDID 4451)' });
const party = rule('10', ['BT-29-1', 'BT-46-1', 'BT-60-1'], PARTY_SCHEMES, SCHEME);
const registration = rule('11', ['BT-30-1', 'BT-47-1', 'BT-61-1'], PARTY_SCHEMES, SCHEME);
const itemList = rule('13', ['BT-158-1'], ITEM_LISTS, {
  en: 'article classifications (UNTDID 7143)',
  fr: 'classifications d’articles (UNTDID 7143)',
});
const country = (codes: ReadonlySet<string>): CodeRule =>
  rule('14', ['BT-40', 'BT-55', 'BT-69', 'BT-80'], codes, COUNTRY);
const origin = (codes: ReadonlySet<string>): CodeRule => rule('15', ['BT-159'], codes, COUNTRY);
const means = rule('16', ['BT-81'], PAYMENT_MEANS, {
  en: 'payment means (UNTDID 4461)',
  fr: 'moyens de paiement (UNTDID 4461)',
});
const adjustmentCategory = rule('17', ['BT-95', 'BT-102'], VAT_CATEGORY_CODES, CATEGORY);
const category = rule('18', ['BT-118', 'BT-151'], VAT_CATEGORY_CODES, CATEGORY);
const allowance = rule('19', ['BT-98', 'BT-140'], ALLOWANCE_REASONS, {
  en: 'allowance reasons (UNTDID 5189)',
  fr: 'motifs de remise (UNTDID 5189)',
});
const charge = rule('20', ['BT-105', 'BT-145'], CHARGE_REASONS, {
  en: 'charge reasons (UNTDID 7161)',
  fr: 'motifs de frais (UNTDID 7161)',
});
const item = rule('21', ['BT-157-1'], PARTY_SCHEMES, SCHEME);
const exemption = rule('22', ['BT-121'], EXEMPTION_CODES, {
  en: 'exemption codes (VATEX)',
  fr: 'codes d’exonération (VATEX)',
});
const unit = rule('23', ['BT-130', 'BT-150'], UNITS, {
  en: 'units (Recommendations 20 and 21)',
  fr: 'unités (recommandations 20 et 21)',
});
const file = rule('24', ['BT-125-1'], ATTACHMENT_TYPES, {
  en: 'file types that may be embedded',
  fr: 'types de fichier admis en pièce jointe',
});
const address = rule('25', ['BT-34-1', 'BT-49-1'], ADDRESS_SCHEMES, {
  en: 'electronic address schemes (EAS)',
  fr: 'schémas d’adresse électronique (EAS)',
});
const place = rule('26', ['BT-71-1'], PARTY_SCHEMES, SCHEME);

/** A reason for no VAT may be in small letters. */
const inCapitals = (text: string): boolean => isCode(exemption)(text.toUpperCase());
/** A file type is looked at as it stands. */
const asWritten = (text: string): boolean => ATTACHMENT_TYPES.has(text);

const CII_ADJUSTMENT = {
  within: '//SpecifiedTradeAllowanceCharge',
  value: 'ReasonCode',
  beside: 'ChargeIndicator/Indicator',
};

const CII: readonly ElementRule[] = [
  codeAt(type(new Set([...INVOICE_TYPE_CODES, ...CREDIT_NOTE_TYPE_CODES])), '//ExchangedDocument/TypeCode'),
  codeAt(amountCurrency, '//TaxTotalAmount/@currencyID'),
  codeAt(invoiceCurrency, '//InvoiceCurrencyCode'),
  codeAt(taxCurrency, '//TaxCurrencyCode'),
  codeAt(taxPoint(TAX_POINTS_OF_CII), '//DueDateTypeCode'),
  codeAt(object, '//ReferenceTypeCode'),
  codeAt(subject(NOTE_SUBJECTS), '//SubjectCode'),
  codeAt(party, '//GlobalID/@schemeID', { notBelow: ['SpecifiedTradeProduct', 'ShipToTradeParty'] }),
  codeAt(registration, '//ID/@schemeID', { notBelow: ['SpecifiedTaxRegistration'] }),
  codeAt(itemList, '//ClassCode/@listID'),
  codeAt(country(COUNTRIES_OF_CII), '//CountryID'),
  // With a scheme, the identifier is one of BR-CL-11, which comes first.
  codeAt(origin(COUNTRIES_OF_CII), '//OriginTradeCountry/ID', {
    holds: (text, attribute) => attribute('schemeID') !== undefined || COUNTRIES_OF_CII.has(normalized(text)),
  }),
  codeAt(means, '//SpecifiedTradeSettlementPaymentMeans/TypeCode'),
  codeAt(adjustmentCategory, '//CategoryTradeTax/CategoryCode'),
  codeAt(category, '//ApplicableTradeTax/CategoryCode'),
  codeWhere(allowance, CII_ADJUSTMENT, says(false)),
  // What is an allowance as well is one of BR-CL-19, which comes first.
  codeWhere(charge, CII_ADJUSTMENT, (indicators) => says(true)(indicators) && !says(false)(indicators)),
  codeAt(item, '//SpecifiedTradeProduct/GlobalID/@schemeID'),
  codeAt(exemption, '//ExemptionReasonCode', { holds: inCapitals }),
  codeAt(unit, '//(BasisQuantity|BilledQuantity)/@unitCode'),
  codeAt(file, '//AttachmentBinaryObject/@mimeCode', { holds: asWritten }),
  codeAt(address, '//URIUniversalCommunication/URIID/@schemeID'),
  codeAt(place, '//ApplicableHeaderTradeDelivery/ShipToTradeParty/GlobalID/@schemeID'),
];

const AMOUNTS =
  '//(Amount|BaseAmount|PriceAmount|TaxAmount|TaxableAmount|LineExtensionAmount|TaxExclusiveAmount|TaxInclusiveAmount|AllowanceTotalAmount|ChargeTotalAmount|PrepaidAmount|PayableRoundingAmount|PayableAmount)';

/** Where the register may also be SEPA: a creditor's identifier (BT-90). */
const CREDITORS = [
  '//AccountingSupplierParty/Party/PartyIdentification/ID/@schemeID',
  '//PayeeParty/PartyIdentification/ID/@schemeID',
];
const CREDITOR_ELEMENTS = CREDITORS.map((pattern) => pattern.replace('/@schemeID', ''));

/** A reference of type 130 is to an invoiced object. */
const isObject = (types: readonly string[]): boolean => types.includes('130');

/** A note may begin with its subject, in three letters between two signs: `#AAI#`. */
const subjectOf = (note: string): string => /^[^#]*#([^#]*)#/.exec(note)?.[1] ?? '';
const knownSubject = (note: string): boolean => {
  const code = subjectOf(note);
  return code.length !== 3 || NOTE_SUBJECTS_OF_UBL.has(code);
};

const UBL_ADJUSTMENT = {
  within: '//AllowanceCharge',
  value: 'AllowanceChargeReasonCode',
  beside: 'ChargeIndicator',
};

const UBL: readonly ElementRule[] = [
  codeAt(type(INVOICE_TYPE_CODES), '//InvoiceTypeCode'),
  codeAt(type(CREDIT_NOTE_TYPE_CODES), '//CreditNoteTypeCode'),
  codeAt(amountCurrency, `${AMOUNTS}/@currencyID`),
  attributeWanted(amountCurrency, AMOUNTS, 'currencyID'),
  codeAt(invoiceCurrency, '//DocumentCurrencyCode'),
  codeAt(taxCurrency, '//TaxCurrencyCode'),
  codeAt(taxPoint(new Set(Object.keys(TAX_POINTS))), '//InvoicePeriod/DescriptionCode'),
  codeWhere(
    object,
    {
      within: '//(AdditionalDocumentReference|DocumentReference)',
      value: 'ID/@schemeID',
      beside: 'DocumentTypeCode',
    },
    isObject,
  ),
  codeAt(subject(NOTE_SUBJECTS_OF_UBL), 'Note', { holds: knownSubject }),
  codeAt(party, '//PartyIdentification/ID/@schemeID', { unless: CREDITOR_ELEMENTS }),
  codeAt({ ...party, codes: new Set([...PARTY_SCHEMES, 'SEPA']) }, CREDITORS),
  codeAt(registration, '//PartyLegalEntity/CompanyID/@schemeID'),
  codeAt(itemList, '//CommodityClassification/ItemClassificationCode/@listID'),
  codeAt(country(COUNTRIES_OF_UBL), '//Country/IdentificationCode'),
  codeAt(origin(COUNTRIES_OF_UBL), '//OriginCountry/IdentificationCode'),
  codeAt(means, '//PaymentMeans/PaymentMeansCode'),
  codeAt(adjustmentCategory, '//TaxCategory/ID'),
  codeAt(category, '//ClassifiedTaxCategory/ID'),
  codeWhere(allowance, UBL_ADJUSTMENT, says(false)),
  codeWhere(charge, UBL_ADJUSTMENT, says(true)),
  codeAt(item, '//StandardItemIdentification/ID/@schemeID'),
  codeAt(exemption, '//TaxExemptionReasonCode', { holds: inCapitals }),
  codeAt(unit, '//(InvoicedQuantity|BaseQuantity|CreditedQuantity)/@unitCode'),
  codeAt(file, '//EmbeddedDocumentBinaryObject/@mimeCode', { holds: asWritten }),
  codeAt(address, '//EndpointID/@schemeID'),
  codeAt(place, '//DeliveryLocation/ID/@schemeID'),
];

/** BR-CL-01 to BR-CL-26: what is a code is one of its list. */
export const codeListElements: Readonly<Record<Syntax, readonly ElementRule[]>> = { CII, UBL };
