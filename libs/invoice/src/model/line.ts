import type { Decimal } from '../money.js';
import type { Delivery, Identifier, OtherParty } from './party.js';
import type {
  AllowanceCharge,
  Attachment,
  CivilDate,
  DeliveryTerms,
  Note,
  Period,
  PrecedingInvoice,
  VatCategory,
} from './terms.js';

/** BG-32: a property of the article. */
export interface ItemAttribute {
  /** BT-160; the French extension allows a code instead */
  readonly name?: string;
  /** EXT-FR-FE-159 */
  readonly code?: string;
  /** BT-161; the French extension allows a measure instead */
  readonly value?: string;
  /** EXT-FR-FE-160 */
  readonly measure?: Decimal;
  /** EXT-FR-FE-161: unit of the measure */
  readonly unit_code?: string;
}

/** BT-158: a class the article belongs to. */
export interface ItemClassification {
  readonly code: string;
  /** BT-158-1, UNTDID 7143 */
  readonly list_id?: string;
  /** BT-158-2 */
  readonly list_version?: string;
}

/**
 * BG-25: one line. Amounts are exact decimals. Every line that counts in the totals has quantity, unit, price, VAT
 * category and net amount (BR-22 to BR-26, BR-CO-04); lines of kind GROUP and INFORMATION may lack them.
 */
export interface Line {
  /** BT-126 */
  readonly id: string;
  /** EXT-FR-FE-162: the line this one details */
  readonly parent_id?: string;
  /** EXT-FR-FE-163: GROUP, DETAIL or INFORMATION; only lines without it and DETAIL lines count in the totals */
  readonly kind?: string;
  /** BT-127; the French extension allows several, with a subject */
  readonly notes?: readonly Note[];
  /** BT-128; the French extension allows several */
  readonly invoiced_objects?: readonly Identifier[];
  /** BT-153 */
  readonly name: string;
  /** BT-154 */
  readonly description?: string;
  /** BT-155 */
  readonly seller_item_id?: string;
  /** BT-156 */
  readonly buyer_item_id?: string;
  /** BT-157 */
  readonly standard_item_id?: Identifier;
  /** BT-158 */
  readonly classifications?: readonly ItemClassification[];
  /** BT-159: ISO 3166-1 alpha-2 */
  readonly origin_country?: string;
  /** BG-32 */
  readonly attributes?: readonly ItemAttribute[];
  /** BT-129 */
  readonly quantity?: Decimal;
  /** BT-130, UN/ECE Recommendations 20 and 21 */
  readonly unit_code?: string;
  /** BT-146 */
  readonly unit_price?: Decimal;
  /** BT-149: how many units `unit_price` is for; 1 when absent */
  readonly price_base_quantity?: Decimal;
  /** BT-150 */
  readonly price_base_unit?: string;
  /** BT-148 */
  readonly gross_price?: Decimal;
  /** BT-147 */
  readonly price_discount?: Decimal;
  /** BT-132 */
  readonly order_line_reference?: string;
  /** EXT-FR-FE-135: the purchase order of this line, where they differ */
  readonly order_reference?: string;
  /** EXT-FR-FE-140 */
  readonly despatch_advice_reference?: string;
  /** EXT-FR-FE-141: the line of that despatch advice */
  readonly despatch_advice_line_reference?: string;
  /** French extension */
  readonly receiving_advice_reference?: string;
  /** French extension: the line of that receiving advice */
  readonly receiving_advice_line_reference?: string;
  /** EXT-FR-FE-136 to 138 */
  readonly preceding_invoices?: readonly PrecedingInvoice[];
  /** French extension: supporting documents of this line */
  readonly attachments?: readonly Attachment[];
  /** BT-133 */
  readonly buyer_accounting_reference?: string;
  /** BG-26 */
  readonly period?: Period;
  /** EXT-FR-FE-158 */
  readonly delivery_date?: CivilDate;
  /** EXT-FR-FE-144 and following */
  readonly delivery?: Delivery;
  /** French extension: Incoterms of this line */
  readonly delivery_terms?: DeliveryTerms;
  /** EXT-FR-FE-164 and following: who sells this group of lines, in a multi-seller invoice */
  readonly seller?: OtherParty;
  /** BG-27 */
  readonly allowances?: readonly AllowanceCharge[];
  /** BG-28 */
  readonly charges?: readonly AllowanceCharge[];
  /** BT-151, UNTDID 5305 */
  readonly tax_category?: VatCategory;
  /** BT-152; absent for category O */
  readonly tax_rate?: Decimal;
  /** French extension: BT-120 of this line */
  readonly exemption_reason?: string;
  /** French extension: BT-121 of this line */
  readonly exemption_code?: string;
  /** BT-131: quantity × unit price ÷ base quantity − allowances + charges, rounded to cents half away from zero */
  readonly net_amount?: Decimal;
  /** EXT-FR-FE-181: VAT of a group of lines */
  readonly tax_amount?: Decimal;
  /** EXT-FR-FE-182: the same in the accounting currency */
  readonly tax_amount_accounting?: Decimal;
  /** EXT-FR-FE-184: a group of lines with VAT */
  readonly gross_amount?: Decimal;
}
