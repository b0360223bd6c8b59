import type { CivilDate, Decimal } from '@onefacture/invoice';

/** An identifier and the ISO 6523 scheme it belongs to. */
export interface MessageId {
  readonly scheme?: string;
  readonly value: string;
}

/** A free text, and what it is about. */
export interface MessageNote {
  readonly content?: string;
  /** UNTDID 4451 */
  readonly subject?: string;
}

/** Whom to reach at a party. */
export interface MessageContact {
  readonly name?: string;
  readonly department?: string;
  /** UNTDID 3139 */
  readonly type_code?: string;
  readonly phone?: string;
  readonly fax?: string;
  readonly email?: string;
}

/** Where a party of a message sits. */
export interface MessageAddress {
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly postal_code?: string;
  readonly city?: string;
  /** ISO 3166-1 alpha-2 */
  readonly country_code?: string;
  readonly subdivision?: string;
}

/** A party of a lifecycle message: MDT-19..21 sender, MDT-38..40 issuer, MDT-57..59 and MDT-73 recipient. */
export interface MessageParty {
  /** UNTDID 3035: WK platform, SE seller, BY buyer, DFH tax portal */
  readonly role: string;
  /** By ISO 6523 scheme: 0002 SIREN, 0009 SIRET, 0238 platform */
  readonly id?: { readonly scheme: string; readonly value: string };
  /** What else identifies it, and whatever came without a scheme */
  readonly further_ids?: readonly MessageId[];
  /** As the sender numbers it, without a scheme */
  readonly local_id?: string;
  readonly name?: string;
  readonly contacts?: readonly MessageContact[];
  readonly address?: MessageAddress;
  /** MDT-73 */
  readonly electronic_address?: MessageId;
}

/**
 * One characteristic of a status: an amount collected per VAT rate (MDT-207 MEN), a discount (ESC), the account to pay
 * (CBB), or a value of the invoice: as it stands (DIV) and as expected (DVA).
 */
export interface StatusCharacteristic {
  /** MDT-207 */
  readonly type: string;
  /** MDT-206: the term that is meant, such as BT-152 */
  readonly id?: string;
  /** MDT-211 */
  readonly name?: string;
  readonly description?: string;
  /** MDT-213: XPath in the invoice */
  readonly location?: string;
  /** MDT-209 */
  readonly changed?: boolean;
  /** UNTDID 4519 or as agreed: up or down */
  readonly direction?: string;
  /** A value that is text */
  readonly value?: string;
  /** A value that is a code */
  readonly value_code?: string;
  /** MDT-215 */
  readonly amount?: Decimal;
  readonly currency?: string;
  readonly quantity?: Decimal;
  readonly quantity_unit?: string;
  readonly measure?: Decimal;
  readonly measure_unit?: string;
  /** A value that is a bare number */
  readonly number?: Decimal;
  /** MDT-224 */
  readonly percent?: Decimal;
  /** MDT-219: a civil date (`YYYY-MM-DD`), or an instant in UTC, ISO 8601 */
  readonly at?: string;
}

/** SpecifiedDocumentStatus: why, what is asked, and figures. */
export interface DocumentStatus {
  /** MDT-124-2 */
  readonly sequence: number;
  /** When it was found, an instant */
  readonly found_at?: string;
  /** MDT-113 */
  readonly reason_code?: string;
  /** MDT-114 */
  readonly reason?: string;
  /** MDT-115: a code of its own for this reason */
  readonly lifecycle_code?: string;
  readonly lifecycle_label?: string;
  /** MDT-121 */
  readonly action_code?: string;
  /** MDT-122 */
  readonly action?: string;
  /** MDT-126: free comment */
  readonly comment?: string;
  /** UNTDID 4451 */
  readonly comment_subject?: string;
  readonly further_comments?: readonly MessageNote[];
  readonly characteristics: readonly StatusCharacteristic[];
}

/** A file that travels in a message; the tax portal takes none (G7.49). */
export interface MessageAttachment {
  readonly filename?: string;
  readonly mime_type?: string;
  /** Base64 */
  readonly content: string;
}

/** The invoice a lifecycle message speaks of, and the status it gives it. */
export interface MessageReference {
  /** MDT-87: BT-1, or the file name for 501 */
  readonly number: string;
  /** MDT-88, UNTDID 1373 */
  readonly status_code?: string;
  readonly line_id?: string;
  /** MDT-91: BT-3. A file that could not be opened (501) has none. */
  readonly type_code?: string;
  readonly global_id?: string;
  readonly name?: string;
  /** MDT-95, instant */
  readonly received_at?: string;
  readonly attachment?: MessageAttachment;
  /** MDT-97 */
  readonly reference_type?: string;
  readonly description?: string;
  /** MDT-100: BT-2 */
  readonly issue_date?: CivilDate;
  /** MDT-105: the official lifecycle code, 200 … */
  readonly lifecycle_code: string;
  /** MDT-106 */
  readonly lifecycle_label?: string;
  /** MDT-129: the seller's SIREN */
  readonly seller_siren?: string;
  readonly seller_siret?: string;
  /** By schemes other than 0002 and 0009 */
  readonly seller_ids?: readonly MessageId[];
  readonly seller_name?: string;
  /** MDT-132: SE (BR-FR-CDV-CL-07) */
  readonly seller_role?: string;
  /** MDT-158 and its fellows: to whom the invoice was addressed */
  readonly recipients?: readonly MessageParty[];
  readonly statuses: readonly DocumentStatus[];
}

/** A CDAR D22B lifecycle message (XP Z12-012 annex, "CDV"). Instants are ISO 8601 in UTC. */
export interface LifecycleMessage {
  /** True for a trial that must have no effect */
  readonly test?: boolean;
  /** MDT-2 */
  readonly process?: string;
  /** MDT-3 */
  readonly guideline: string;
  /** MDT-4 */
  readonly id: string;
  /** MDT-5 */
  readonly name?: string;
  /** MDT-8 */
  readonly issued_at: string;
  /** ISO 639-1 */
  readonly language?: string;
  readonly version?: string;
  /** On the message as a whole */
  readonly notes?: readonly MessageNote[];
  readonly sender: MessageParty;
  readonly issuer: MessageParty;
  readonly recipients: readonly MessageParty[];
  /** MDT-77: 305 transmission, 23 treatment */
  readonly phase: string;
  /** MDT-78: when the status was set; the official time of the event */
  readonly stated_at: string;
  readonly references: readonly MessageReference[];
}
