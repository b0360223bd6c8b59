import type { Decimal } from '../money.js';

/** A civil date as written on the document, `YYYY-MM-DD`. No time, no zone. */
export type CivilDate = string;

/** UNTDID 5305 as EN 16931 narrows it. */
export type VatCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'L' | 'M';

/** BG-1, and notes of a line (BT-127). In the API `subject` also takes `credit_note` and `correction` (both AAI). */
export interface Note {
  /** BT-21, UNTDID 4451 */
  readonly subject?: string;
  /** BT-22, BT-127 */
  readonly content: string;
}

/** BG-3; on a line EXT-FR-FE-136 to 138. */
export interface PrecedingInvoice {
  /** BT-25, EXT-FR-FE-136 */
  readonly number: string;
  /** BT-26, EXT-FR-FE-138 */
  readonly issue_date?: CivilDate;
  /** EXT-FR-FE-02, EXT-FR-FE-137: UNTDID 1001 */
  readonly type_code?: string;
}

/** BG-14 and BG-26. */
export interface Period {
  /** BT-73, BT-134 */
  readonly start_date?: CivilDate;
  /** BT-74, BT-135 */
  readonly end_date?: CivilDate;
}

/** BG-20, BG-21 (document), BG-27, BG-28 (line): an allowance or a charge; the list it stands in says which. */
export interface AllowanceCharge {
  /** BT-92, BT-99, BT-136, BT-141 */
  readonly amount: Decimal;
  /** BT-93, BT-100, BT-137, BT-142 */
  readonly base_amount?: Decimal;
  /** BT-94, BT-101, BT-138, BT-143: percent */
  readonly percentage?: Decimal;
  /** BT-97, BT-104, BT-139, BT-144 */
  readonly reason?: string;
  /** BT-98, BT-140 (UNTDID 5189); BT-105, BT-145 (UNTDID 7161) */
  readonly reason_code?: string;
}

/** French extension: why an amount bears no VAT, where one invoice has several grounds (BR-FREXT-E-08). */
export interface ExemptionGrounds {
  /** In words, as BT-120 says it of a VAT group */
  readonly exemption_reason?: string;
  /** VATEX code, as BT-121 */
  readonly exemption_code?: string;
}

/** BG-20, BG-21: with the VAT that it changes. */
export interface DocumentAllowanceCharge extends AllowanceCharge, ExemptionGrounds {
  /** BT-95, BT-102 */
  readonly tax_category: VatCategory;
  /** BT-96, BT-103 */
  readonly tax_rate?: Decimal;
}

/** Factur-X EXTENDED: a logistics service charge. Adds to BT-108. */
export interface LogisticsCharge extends ExemptionGrounds {
  readonly description: string;
  readonly amount: Decimal;
  readonly tax_category?: VatCategory;
  readonly tax_rate?: Decimal;
}

/** BT-125: an embedded file. */
export interface EmbeddedFile {
  /** BT-125-2 */
  readonly filename?: string;
  /** BT-125-1 */
  readonly mime_type?: string;
  /** The bytes, in Base64 without line breaks */
  readonly base64: string;
}

/** BG-24: a supporting document. */
export interface Attachment {
  /** BT-122 */
  readonly id: string;
  /** BT-123; France narrows it to RIB, LISIBLE, BON_LIVRAISON … (BR-FR-17) */
  readonly description?: string;
  /** BT-124 */
  readonly url?: string;
  /** BT-125 */
  readonly file?: EmbeddedFile;
}

/** French extension: when risk and cost pass (Incoterms), at document or line level. */
export interface DeliveryTerms {
  /** UNTDID 4053, such as DAP */
  readonly code?: string;
  /** The place named with it */
  readonly location?: string;
}

/** French extension: how BT-111 came from BT-110. */
export interface ExchangeRate {
  /** ISO 4217 */
  readonly source_currency?: string;
  /** ISO 4217 */
  readonly target_currency?: string;
  readonly rate?: Decimal;
  readonly date?: CivilDate;
}
