import type { PrecedingInvoice, Said } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { isoDate, text, token } from '../bindings/codec.js';
import { type Plan, planOf } from '../bindings/plan.js';
import { STRUCTURES } from '../structure/structures.js';
import { deliveryRows, lineRows } from './line-rows.js';
import { mainPartyRows, partyRows } from './party-rows.js';
import { BUYER, EXTENSION_ROLES, PAYEE, SELLER, TAX_REPRESENTATIVE } from './party-terms.js';
import { documentRows, settlement } from './settlement-rows.js';
import type { UblInvoice } from './ubl-invoice.js';
import type { UblNote } from './ubl-note.js';

/** The two documents of UBL that EN 16931 uses. */
export type UblKind = 'Invoice' | 'CreditNote';

const invoice = bindingsFor<UblInvoice>();
const note = bindingsFor<UblNote>();
const period = bindingsFor<NonNullable<UblInvoice['period']>>();
const preceding = bindingsFor<Said<PrecedingInvoice>>();

const header: readonly Binding[] = [
  invoice.leaf('version of UBL', 'UBLVersionID', 'ubl_version', token),
  invoice.leaf('BT-24', 'CustomizationID', 'specification', token),
  invoice.leaf('BT-23', 'ProfileID', 'billing_frame', token),
  invoice.leaf('BT-1', 'ID', 'number', token),
  invoice.leaf('BT-2', 'IssueDate', 'issue_date', isoDate),
  invoice.many('BG-1', 'Note', 'notes', [note.leaf('BT-21, BT-22', '.', 'content', text)]),
  invoice.leaf('BT-7', 'TaxPointDate', 'tax_point_date', isoDate),
  invoice.leaf('BT-5', 'DocumentCurrencyCode', 'currency', token),
  invoice.leaf('BT-6', 'TaxCurrencyCode', 'tax_currency', token),
  invoice.leaf('BT-19', 'AccountingCost', 'buyer_accounting_reference', text),
  invoice.leaf('BT-10', 'BuyerReference', 'buyer_reference', text),
];

const references: readonly Binding[] = [
  invoice.one('BG-14', 'InvoicePeriod', 'period', [
    period.leaf('BT-73', 'StartDate', 'start_date', isoDate),
    period.leaf('BT-74', 'EndDate', 'end_date', isoDate),
    period.leaf('BT-8', 'DescriptionCode', 'tax_point_code', token),
  ]),
  invoice.leaf('BT-13', 'OrderReference/ID', 'order_reference', token),
  invoice.leaf('BT-14', 'OrderReference/SalesOrderID', 'sales_order_reference', token),
  invoice.many('BG-3', 'BillingReference', 'preceding_invoices', [
    preceding.leaf('BT-25', 'InvoiceDocumentReference/ID', 'number', token),
    preceding.leaf('BT-26', 'InvoiceDocumentReference/IssueDate', 'issue_date', isoDate),
    preceding.leaf('EXT-FR-FE-02', 'InvoiceDocumentReference/DocumentTypeCode', 'type_code', token),
  ]),
  invoice.leaf('BT-16', 'DespatchDocumentReference/ID', 'despatch_advice_reference', token),
  invoice.leaf('BT-15', 'ReceiptDocumentReference/ID', 'receiving_advice_reference', token),
  invoice.leaf('BT-17', 'OriginatorDocumentReference/ID', 'tender_reference', token),
  invoice.leaf('BT-12', 'ContractDocumentReference/ID', 'contract_reference', token),
  invoice.many(
    'BG-24',
    'AdditionalDocumentReference',
    'documents',
    documentRows('BT-11, BT-18, BT-122', ['BT-123', 'BT-125', 'BT-124']),
  ),
];

const parties: readonly Binding[] = [
  invoice.one(
    'BG-4',
    'AccountingSupplierParty/Party',
    'seller',
    mainPartyRows(SELLER, EXTENSION_ROLES.sales_agent, EXTENSION_ROLES.invoicer),
  ),
  invoice.one(
    'BG-7',
    'AccountingCustomerParty/Party',
    'buyer',
    mainPartyRows(BUYER, EXTENSION_ROLES.buyer_agent, EXTENSION_ROLES.invoicee),
  ),
  invoice.one('BG-10', 'PayeeParty', 'payee', partyRows(PAYEE)),
  invoice.one('BG-11', 'TaxRepresentativeParty', 'tax_representative', partyRows(TAX_REPRESENTATIVE)),
  invoice.one('BG-13', 'Delivery', 'delivery', deliveryRows('document')),
  invoice.leaf('EXT-FR-FE-BG-09', 'DeliveryTerms/ID', 'delivery_terms.code', token),
  invoice.leaf('EXT-FR-FE-BG-09', 'DeliveryTerms/DeliveryLocation/Name', 'delivery_terms.location', text),
];

const common: readonly Binding[] = [...header, ...references, ...parties, ...settlement];

/**
 * UBL 2.1 and the model, row by row; a term that starts with EXT is one of the French extension. The two documents
 * differ in the names of type code, lines and quantity, and in what a credit note has elsewhere: BT-9 in its means of
 * payment, BT-11 among its references under code 50.
 *
 * Without the extension, buyer and payee have one identifier, document and line one object, a line one note.
 *
 * What is normalised, that is read from several spellings and written in one:
 * - blank elements, comments, schema locations, UBLVersionID, and attributes that only describe a code list are dropped;
 * - amounts and rates have two decimals at least, other numbers as many as they need; indicators are true or false;
 * - amounts are in BT-5 but for the total in BT-6;
 * - identifiers of a party: without a scheme, SIRET, other schemes, BT-90 (on the payee where there is one); its VAT
 *   number comes before the other registration, whose tax is called LOC;
 * - allowances come before charges; references under 130 before the others, which have no code at document level;
 * - a reference of a line that only identifies has code 130, one with more in it 916;
 * - the line's place in a multi-level invoice comes before the preceding invoices of the line;
 * - the name of a means of payment stands at the first of its code, for all of them;
 * - the mandate is at the direct debit (49, 59), else at the first means; BT-9 of a credit note at the first; BT-9 of an
 *   invoice is DueDate, though it may be read from the means of payment;
 * - where the schema wants an order, a line of another document or a card network that is not known, it is NA; a means
 *   of payment that is wanted only for what hangs on it has code 1 with the name NA; an attribute that has only a code is
 *   named by it.
 */
export const UBL_BINDINGS: Readonly<Record<UblKind, readonly Binding[]>> = {
  Invoice: [
    ...common,
    invoice.leaf('BT-3', 'InvoiceTypeCode', 'type_code', token),
    invoice.leaf('BT-9', 'DueDate', 'due_date', isoDate),
    invoice.leaf('BT-11', 'ProjectReference/ID', 'project_reference', token),
    invoice.many('BG-25', 'InvoiceLine', 'lines', lineRows('InvoicedQuantity')),
  ],
  CreditNote: [
    ...common,
    invoice.leaf('BT-3', 'CreditNoteTypeCode', 'type_code', token),
    invoice.many('BG-25', 'CreditNoteLine', 'lines', lineRows('CreditedQuantity')),
  ],
};

const STRUCTURE = { Invoice: STRUCTURES.ubl_invoice, CreditNote: STRUCTURES.ubl_credit_note } as const;

/** EN 16931 itself: no term of an extension. */
const standard = (term: string): boolean => !term.startsWith('EXT');

const made = new Map<string, Plan>();

/** What a document of one kind lets stand, with the French extension or without; made on first use. */
export const ublPlan = (kind: UblKind, extended: boolean): Plan => {
  const key = `${kind} ${extended}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const plan = planOf(STRUCTURE[kind], UBL_BINDINGS[kind], extended ? {} : { wanted: standard });
  made.set(key, plan);
  return plan;
};
