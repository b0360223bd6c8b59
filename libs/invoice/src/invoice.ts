import type { Line } from './model/line.js';
import type { Delivery, Identifier, OtherParty, Party, Payee } from './model/party.js';
import type { DirectDebit, PaymentMeans } from './model/payment.js';
import type {
  Attachment,
  CivilDate,
  DeliveryTerms,
  DocumentAllowanceCharge,
  ExchangeRate,
  LogisticsCharge,
  Note,
  Period,
  PrecedingInvoice,
  VatCategory,
} from './model/terms.js';
import type { Decimal } from './money.js';

export type * from './model/line.js';
export type * from './model/party.js';
export type * from './model/payment.js';
export type * from './model/terms.js';

/** What the caller asks the document to be; BT-24 follows from it. */
export type Profile = 'MINIMUM' | 'BASIC_WL' | 'BASIC' | 'EN16931' | 'EXTENDED' | 'EXTENDED_CTC_FR';

/** BG-23: one VAT category and rate. */
export interface VatBreakdown {
  /** BT-118 */
  readonly tax_category: VatCategory;
  /** BT-119 */
  readonly tax_rate?: Decimal;
  /** BT-116 */
  readonly taxable_amount: Decimal;
  /** BT-117 */
  readonly tax_amount: Decimal;
  /** BT-120 */
  readonly exemption_reason?: string;
  /** BT-121 */
  readonly exemption_code?: string;
}

/** BG-22. */
export interface Totals {
  /** BT-106; a document of profile MINIMUM has none */
  readonly lines?: Decimal;
  /** BT-107 */
  readonly allowances?: Decimal;
  /** BT-108 */
  readonly charges?: Decimal;
  /** BT-109 */
  readonly net: Decimal;
  /** BT-110; zero where a document that came in says none */
  readonly tax: Decimal;
  /** BT-111: VAT in the accounting currency BT-6 */
  readonly tax_accounting?: Decimal;
  /** BT-112 */
  readonly gross: Decimal;
  /** BT-113; zero where a document that came in says none */
  readonly prepaid: Decimal;
  /** BT-114 */
  readonly rounding?: Decimal;
  /** BT-115 */
  readonly due: Decimal;
}

/** What we filled in ourselves: the path of the field, its value as text, and where it came from. */
export interface Derivation {
  readonly field: string;
  readonly value: string;
  /** `settings` of the company or organisation, `computed` from other fields, `law` for a statutory default. */
  readonly source: 'settings' | 'computed' | 'law';
  readonly reason: string;
}

/**
 * The EN 16931 semantic model as the gateway holds it, with the additions of EXTENDED-CTC-FR: complete, computed,
 * ready to be written in any syntax. The member names are those of the public JSON, so that a path in a finding is a
 * path the caller knows.
 */
export interface Invoice {
  /** BT-24 follows from it */
  readonly profile: Profile;
  /** BT-24 as a document that came in says it, where it is not the one `profile` writes */
  readonly specification?: string;
  /** BT-3, UNTDID 1001 */
  readonly type_code: string;
  /** BT-1 */
  readonly number: string;
  /** BT-5, ISO 4217 */
  readonly currency: string;
  /** BT-6, ISO 4217: currency of the VAT accounts */
  readonly tax_currency?: string;
  /** BT-2 */
  readonly issue_date: CivilDate;
  /** BT-9 */
  readonly due_date?: CivilDate;
  /** BT-7: when VAT becomes chargeable, as a date */
  readonly tax_point_date?: CivilDate;
  /** BT-8: when VAT becomes chargeable, UNTDID 2005: 3 issue, 35 delivery, 432 payment (CII writes 5, 29, 72) */
  readonly tax_point_code?: string;
  /** BT-23: B1, S1, M1 … */
  readonly billing_frame?: string;
  /** BT-10 */
  readonly buyer_reference?: string;
  /** BT-11 */
  readonly project_reference?: string;
  /** BT-12 */
  readonly contract_reference?: string;
  /** BT-13 */
  readonly order_reference?: string;
  /** BT-14 */
  readonly sales_order_reference?: string;
  /** BT-15 */
  readonly receiving_advice_reference?: string;
  /** BT-16 */
  readonly despatch_advice_reference?: string;
  /** BT-17 */
  readonly tender_reference?: string;
  /** BT-18; the French extension allows several */
  readonly invoiced_objects?: readonly Identifier[];
  /** BT-19 */
  readonly buyer_accounting_reference?: string;
  /** BG-1 */
  readonly notes: readonly Note[];
  /** BG-3 */
  readonly preceding_invoices: readonly PrecedingInvoice[];
  /** BG-4 */
  readonly seller: Party;
  /** BG-7 */
  readonly buyer: Party;
  /** BG-10 */
  readonly payee?: Payee;
  /** BG-11 */
  readonly tax_representative?: OtherParty;
  /** EXT-FR-FE-BG-01: who buys on the buyer's behalf */
  readonly buyer_agent?: OtherParty;
  /** EXT-FR-FE-BG-02: who pays when it is not the buyer */
  readonly payer?: OtherParty;
  /** EXT-FR-FE-BG-03: who sells on the seller's behalf */
  readonly sales_agent?: OtherParty;
  /** EXT-FR-FE-BG-04: who receives the invoice when it is not the buyer */
  readonly invoicee?: OtherParty;
  /** EXT-FR-FE-BG-05: who issues the invoice when it is not the seller */
  readonly invoicer?: OtherParty;
  /** BT-72 */
  readonly delivery_date?: CivilDate;
  /** BG-13, BG-15 */
  readonly delivery?: Delivery;
  /** French extension */
  readonly delivery_terms?: DeliveryTerms;
  /** BG-14 */
  readonly period?: Period;
  /** BT-20 */
  readonly payment_terms?: string;
  /** BG-16 */
  readonly payment_means?: readonly PaymentMeans[];
  /** BG-19 */
  readonly direct_debit?: DirectDebit;
  /** BG-20 */
  readonly allowances?: readonly DocumentAllowanceCharge[];
  /** BG-21 */
  readonly charges?: readonly DocumentAllowanceCharge[];
  /** Factur-X EXTENDED */
  readonly logistics_charges?: readonly LogisticsCharge[];
  /** French extension */
  readonly exchange_rate?: ExchangeRate;
  /** BG-24 */
  readonly attachments?: readonly Attachment[];
  /** BG-25; empty in profiles MINIMUM and BASIC_WL */
  readonly lines: readonly Line[];
  /** BG-23; ours is sorted by category and rate. Empty in profile MINIMUM */
  readonly vat_breakdown: readonly VatBreakdown[];
  readonly totals: Totals;
  readonly derived: readonly Derivation[];
}

type Leaf = string | number | boolean | Decimal;

/** The same shape with every member optional, all the way down. */
export type Said<T> = T extends Leaf
  ? T
  : T extends readonly (infer Entry)[]
    ? readonly Said<Entry>[]
    : { readonly [Member in keyof T]?: Said<T[Member]> };

/**
 * What a document says, no more: the model as a reader fills it, where anything may be missing. `Invoice` is one such
 * document, so writers take this.
 */
export type InvoiceDocument = Said<Omit<Invoice, 'derived'>>;
