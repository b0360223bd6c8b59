import type { Decimal } from 'decimal.js';

/** A civil date as written on the document, `YYYY-MM-DD`. No time, no zone. */
export type CivilDate = string;

/** What the caller asks the document to be; BT-24 follows from it. */
export type Profile = 'MINIMUM' | 'BASIC_WL' | 'BASIC' | 'EN16931' | 'EXTENDED' | 'EXTENDED_CTC_FR';

/** BG-5 and BG-8: a postal address. */
export interface Address {
  /** BT-35, BT-50 */
  readonly line1?: string;
  /** BT-36, BT-51 */
  readonly line2?: string;
  /** BT-162, BT-163 */
  readonly line3?: string;
  /** BT-38, BT-53 */
  readonly postal_code?: string;
  /** BT-37, BT-52 */
  readonly city?: string;
  /** BT-39, BT-54 */
  readonly subdivision?: string;
  /** BT-40, BT-55: ISO 3166-1 alpha-2 */
  readonly country_code: string;
}

/** BT-34 and BT-49: where the network delivers; France uses scheme 0225. */
export interface ElectronicAddress {
  readonly scheme: string;
  readonly value: string;
}

/** BG-6 and BG-9. */
export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** BG-4 (seller) and BG-7 (buyer). */
export interface Party {
  /** BT-27, BT-44 */
  readonly name: string;
  /** BT-28, BT-45 */
  readonly trading_name?: string;
  /** BT-30, BT-47 in scheme 0002: nine digits */
  readonly siren?: string;
  /** BT-29, BT-46 in scheme 0009: fourteen digits */
  readonly siret?: string;
  /** BT-31, BT-48 */
  readonly vat_number?: string;
  /** BT-32 (seller only): how the tax office knows a seller who has no VAT number */
  readonly tax_registration?: string;
  /** BT-33 (seller only): legal form, capital, RCS */
  readonly legal_information?: string;
  readonly address: Address;
  readonly electronic_address?: ElectronicAddress;
  readonly contact?: Contact;
  /** The seed's short form of contact.email */
  readonly email?: string;
}

/** BG-1. In the API `subject` also takes `credit_note` and `correction`, which become AAI. */
export interface Note {
  /** BT-21, UNTDID 4451 */
  readonly subject?: string;
  /** BT-22 */
  readonly content: string;
}

/** BG-3. */
export interface PrecedingInvoice {
  /** BT-25 */
  readonly number: string;
  /** BT-26 */
  readonly issue_date?: CivilDate;
}

/** BG-16 with BG-17. */
export interface PaymentMeans {
  /** BT-81, UNTDID 4461 */
  readonly type_code: string;
  /** BT-83 */
  readonly remittance_information?: string;
  /** BT-84 */
  readonly iban?: string;
  /** BT-85 */
  readonly account_name?: string;
  /** BT-86 */
  readonly bic?: string;
}

/** BG-14 and BG-26. */
export interface Period {
  readonly start_date?: CivilDate;
  readonly end_date?: CivilDate;
}

/** BG-25: one line. Amounts are exact decimals. */
export interface Line {
  /** BT-126 */
  readonly id: string;
  /** BT-153 */
  readonly name: string;
  /** BT-154 */
  readonly description?: string;
  /** BT-127 */
  readonly note?: string;
  /** BT-155 */
  readonly seller_item_id?: string;
  /** BT-129 */
  readonly quantity: Decimal;
  /** BT-130, UN/ECE Recommendation 20 */
  readonly unit_code: string;
  /** BT-146 */
  readonly unit_price: Decimal;
  /** BT-151, UNTDID 5305 */
  readonly tax_category: VatCategory;
  /** BT-152; absent for category O */
  readonly tax_rate?: Decimal;
  readonly period?: Period;
  /** BT-131: quantity × unit price, rounded to cents half away from zero */
  readonly net_amount: Decimal;
}

/** UNTDID 5305 as EN 16931 narrows it. */
export type VatCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'L' | 'M';

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
  /** BT-106 */
  readonly lines: Decimal;
  /** BT-109 */
  readonly net: Decimal;
  /** BT-110 */
  readonly tax: Decimal;
  /** BT-112 */
  readonly gross: Decimal;
  /** BT-113 */
  readonly prepaid: Decimal;
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
 * The EN 16931 semantic model as the gateway holds it: complete, computed, ready to be written in any syntax.
 * The member names are those of the public JSON, so that a path in a finding is a path the caller knows.
 */
export interface Invoice {
  /** BT-24 follows from it */
  readonly profile: Profile;
  /** BT-3, UNTDID 1001 */
  readonly type_code: string;
  /** BT-1 */
  readonly number: string;
  /** BT-5, ISO 4217 */
  readonly currency: string;
  /** BT-2 */
  readonly issue_date: CivilDate;
  /** BT-9 */
  readonly due_date?: CivilDate;
  /** BT-23: B1, S1, M1 … */
  readonly billing_frame?: string;
  /** BT-10 */
  readonly buyer_reference?: string;
  /** BT-13 */
  readonly order_reference?: string;
  /** BT-12 */
  readonly contract_reference?: string;
  /** BG-1 */
  readonly notes: readonly Note[];
  /** BG-3 */
  readonly preceding_invoices: readonly PrecedingInvoice[];
  /** BG-4 */
  readonly seller: Party;
  /** BG-7 */
  readonly buyer: Party;
  /** BT-72 */
  readonly delivery_date?: CivilDate;
  /** BG-14 */
  readonly period?: Period;
  /** BT-20 */
  readonly payment_terms?: string;
  /** BG-16 */
  readonly payment_means?: PaymentMeans;
  /** BG-25 */
  readonly lines: readonly Line[];
  /** BG-23, sorted by category and rate */
  readonly vat_breakdown: readonly VatBreakdown[];
  readonly totals: Totals;
  readonly derived: readonly Derivation[];
}
