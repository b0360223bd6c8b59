import { GROUPED_FRAMES, PAID_FRAMES, PREPAYMENT_TYPES } from '@onefacture/invoice';
import type { Taken } from '../element-rule.js';
import { type BySyntax, together } from './french-element.js';
import { isNineDigits, normalized } from './french-formats.js';
import { CII_FRAME, CII_LINE } from './french-paths.js';

/** In CII, BR-FR-MV-01 is only about a code that stands there blank; a line without one goes free. */
const blankKind = together({
  id: 'BR-FR-MV-01_EXT-FR-FE-163',
  term: 'EXT-FR-FE-163',
  says: {
    en: 'A line has a blank kind; an invoice of grouped lines wants GROUP, DETAIL or INFORMATION.',
    fr: 'Une ligne a une nature vide ; une facture à lignes groupées exige GROUP, DETAIL ou INFORMATION.',
  },
  in: '',
  take: { frame: CII_FRAME, kind: `${CII_LINE}/AssociatedDocumentLineDocument/LineStatusReasonCode` },
  holds: (taken) =>
    !taken('frame').some((frame) => GROUPED_FRAMES.has(normalized(frame))) ||
    taken('kind').every((kind) => normalized(kind) !== ''),
});

/** In UBL, a seller without any legal entity goes free. */
const sellerSiren = together({
  id: 'BR-FR-10_BT-30',
  term: 'BT-30',
  says: {
    en: 'The seller has no SIREN of nine digits (BT-30 in scheme 0002).',
    fr: 'Le vendeur n’a pas de SIREN à neuf chiffres (BT-30, schéma 0002).',
  },
  in: '//AccountingSupplierParty/Party/PartyLegalEntity',
  take: { id: 'CompanyID', scheme: 'CompanyID/@schemeID' },
  holds: (taken) => taken('scheme')[0] === '0002' && isNineDigits(taken('id')[0] ?? ''),
});

const GLOBAL_ALLOWANCE = '262';

const given = (taken: Taken, name: string): boolean => (taken(name)[0] ?? '') !== '';

/** In UBL, the rules for credit notes look at documents that are CreditNotes, those for corrections at Invoices. */
const globalAllowance = together({
  id: 'BR-FR-CO-03_BT-3',
  term: 'BT-3',
  says: {
    en: 'A global allowance (262) names its contract (BT-12) and the period it covers (BG-14).',
    fr: 'Un avoir de remise globale (262) indique son contrat (BT-12) et la période couverte (BG-14).',
  },
  in: '/CreditNote',
  take: {
    type: 'CreditNoteTypeCode',
    contract: 'ContractDocumentReference/ID',
    start: 'InvoicePeriod/StartDate',
    end: 'InvoicePeriod/EndDate',
  },
  holds: (taken) =>
    !taken('type').includes(GLOBAL_ALLOWANCE) || ['contract', 'start', 'end'].every((name) => given(taken, name)),
});

const CORRECTIVE: ReadonlySet<string> = new Set(['384', '471', '472', '473']);

const corrective = together({
  id: 'BR-FR-CO-04_BT-3',
  term: 'BT-3',
  says: {
    en: 'A corrective invoice (384, 471, 472, 473) names exactly one earlier invoice (BG-3).',
    fr: 'Une facture rectificative (384, 471, 472, 473) cite exactement une facture antérieure (BG-3).',
  },
  in: '/Invoice',
  take: { type: 'InvoiceTypeCode' },
  each: { of: 'BillingReference', take: {} },
  holds: (taken, references) => !taken('type').some((type) => CORRECTIVE.has(type)) || references.length === 1,
});

const CREDITING: ReadonlySet<string> = new Set(['261', '381', '396', '502', '503']);

const REFERENCE = 'BillingReference/InvoiceDocumentReference';

const isDated = (one: Taken): boolean => one('number').length > 0 && one('date').length > 0;

/** A line that says its own place in the document counts only as DETAIL. */
const counts = (line: Taken, document: string): boolean =>
  !line('earlier').includes(document) || line('kind').includes('DETAIL');

const refers = (line: Taken, document: string): boolean =>
  line('earlier').some((number) => number !== document) && line('earlierDate').length > 0;

const CREDIT = {
  id: 'BR-FR-CO-05_BT-3',
  term: 'BT-3',
  says: {
    en: 'A credit note names the invoice that it credits, with number and date (BG-3), once or on every line.',
    fr: 'Un avoir cite la facture créditée, avec numéro et date (BG-3), une fois ou sur chaque ligne.',
  },
} as const;

const CII_REFERENCE = 'InvoiceReferencedDocument';
const CII_DATE = 'FormattedIssueDateTime/DateTimeString';
const CII_PLACE = 'AssociatedDocumentLineDocument';
const IN_LINE = `SpecifiedLineTradeSettlement/${CII_REFERENCE}`;

/** In CII a date that cannot be read is there, too. */
const ciiCredit = together({
  ...CREDIT,
  in: '',
  take: { type: 'ExchangedDocument/TypeCode' },
  each: {
    of: [
      `SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/${CII_REFERENCE}`,
      'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem',
    ],
    take: {
      number: 'IssuerAssignedID',
      date: CII_DATE,
      part: [CII_PLACE, 'SpecifiedTradeProduct', 'SpecifiedLineTradeSettlement'],
      earlier: `${IN_LINE}/IssuerAssignedID`,
      earlierDate: `${IN_LINE}/${CII_DATE}`,
      kind: `${CII_PLACE}/LineStatusReasonCode`,
    },
  },
  holds: (taken, parts) =>
    !taken('type').some((type) => CREDITING.has(type)) ||
    parts.some(isDated) ||
    parts
      .filter((part) => part('part').length > 0)
      .filter((line) => line('kind').length === 0 || line('kind').includes('DETAIL'))
      .every((line) => line('earlier').length > 0 && line('earlierDate').length > 0),
});

const credit = together({
  ...CREDIT,
  in: '/CreditNote',
  take: { type: 'CreditNoteTypeCode', number: 'ID' },
  each: {
    of: [REFERENCE, 'CreditNoteLine'],
    take: {
      number: 'ID',
      date: 'IssueDate',
      item: 'Item',
      earlier: `${REFERENCE}/ID`,
      earlierDate: `${REFERENCE}/IssueDate`,
      kind: `${REFERENCE}/DocumentStatusCode`,
    },
  },
  holds: (taken, parts) => {
    if (!taken('type').some((type) => CREDITING.has(type))) return true;
    const number = taken('number')[0] ?? '';
    const lines = parts.filter((part) => part('item').length > 0);
    if (parts.some((part) => part('item').length === 0 && isDated(part))) return true;
    return lines.every((line) => !counts(line, number) || refers(line, number));
  },
});

const dueDate = together({
  id: 'BR-FR-CO-07_BT-9',
  term: 'BT-9',
  says: {
    en: 'Payment is due (BT-9) before the date of the invoice (BT-2).',
    fr: 'L’échéance (BT-9) précède la date de la facture (BT-2).',
  },
  in: '',
  take: { type: ['InvoiceTypeCode', 'CreditNoteTypeCode'], frame: 'ProfileID', due: 'DueDate', issued: 'IssueDate' },
  holds: (taken) => {
    const [due, issued] = [taken('due')[0], taken('issued')[0]];
    if (due === undefined || issued === undefined || due >= issued) return true;
    return (
      taken('type').some((type) => PREPAYMENT_TYPES.has(type)) || taken('frame').some((one) => PAID_FRAMES.has(one))
    );
  },
});

/** In UBL the number of the representative may be of any tax. */
const representative = together({
  id: 'BR-FR-CO-15_BT-29-1',
  term: 'BT-63',
  says: {
    en: 'The seller has an identifier in scheme 0231 (single taxable entity), but the VAT number of its representative (BT-63) is missing.',
    fr: 'Le vendeur a un identifiant de schéma 0231 (assujetti unique), mais il manque le numéro de TVA de son représentant (BT-63).',
  },
  in: '',
  take: { number: 'TaxRepresentativeParty/PartyTaxScheme/CompanyID' },
  each: { of: 'AccountingSupplierParty/Party/PartyIdentification/ID', take: { scheme: '@schemeID' } },
  holds: (taken, identifiers) =>
    (taken('number')[0] ?? '') !== '' || !identifiers.some((one) => one('scheme').includes('0231')),
});

/** French rules whose official form hangs on an element that the model does not show. */
export const documentRules: BySyntax = {
  CII: [blankKind, ciiCredit],
  UBL: [sellerSiren, globalAllowance, corrective, credit, dueDate, representative],
};
