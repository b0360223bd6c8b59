import type { Secret } from '@onefacture/config';
import type { PlatformReason } from './platform-fault.js';

/** Syntaxes of XP Z12-013 that a gateway sends. FRR (e-reporting) is not among them yet. */
export type FlowSyntax = 'CII' | 'UBL' | 'Factur-X' | 'CDAR';

/** FlowProfile of XP Z12-013. Leave it out when unsure: a wrong one is refused by some platforms. */
export type FlowProfile = 'Basic' | 'CIUS' | 'Extended-CTC-FR';

/** ProcessingRule of XP Z12-013 1.3.0. */
export type ProcessingRule =
  'B2B' | 'B2BInt' | 'B2C' | 'B2G' | 'B2GInt' | 'OutOfScope' | 'B2GOutOfScope' | 'ArchiveOnly' | 'NotApplicable';

/** What an invoice is known by between two companies. */
export interface InvoiceIdentity {
  /** BT-1 */
  readonly number: string;
  readonly seller_siren: string;
  /** Absent where the buyer has none. */
  readonly buyer_siren?: string;
  /** BT-46 in scheme 0009, where it is known; public bodies are told apart by it. */
  readonly buyer_siret?: string;
  /** BT-10, where it is known: the service code of a public body. */
  readonly buyer_reference?: string;
  /** BT-13, where it is known: the commitment number of a public body. */
  readonly order_reference?: string;
}

/** One file on its way to a platform. */
export interface Submission {
  /** Our own id of this attempt, at most 36 characters (fits every version); the key for looking it up later. */
  readonly tracking_id: string;
  /** At most 255 characters. */
  readonly file_name: string;
  readonly media_type: 'application/xml' | 'application/pdf';
  readonly syntax: FlowSyntax;
  readonly profile?: FlowProfile;
  readonly processing_rule?: ProcessingRule;
  readonly bytes: Uint8Array;
  /** Lower-case hex of the bytes. */
  readonly sha256: string;
  /** The invoice it is, or is about. */
  readonly invoice: InvoiceIdentity;
}

/** The technical acknowledgement of a flow. It says nothing of the invoice's business life. */
export interface Acknowledgement {
  /** `Pending`, `Ok`, `Error`, or the platform's own word, kept as it is. */
  readonly status: string;
  readonly details: readonly PlatformReason[];
}

/** The platform took the file. */
export interface SubmitReceipt {
  readonly outcome: 'accepted';
  readonly flow_id: string;
  /** The platform's clock, ISO 8601 UTC; absent where the platform does not say. */
  readonly submitted_at?: string;
  readonly acknowledgement: Acknowledgement;
}

/** The platform says it already holds this file: after an UNKNOWN attempt that means ours arrived. */
export interface AlreadyExists {
  readonly outcome: 'already_exists';
  /** The flow that exists, where the platform names it. */
  readonly flow_id?: string;
  readonly detail: string;
}

/** Answer of a submit; everything else is a PlatformFault. */
export type SubmitResult = SubmitReceipt | AlreadyExists;

/** A flow as the platform lists it: one of ours with its acknowledgement, or one that came in. */
export interface PlatformFlow {
  readonly flow_id: string;
  readonly tracking_id?: string;
  readonly name?: string;
  /** `In` = platform to us, `Out` = us to platform, or an unknown word. */
  readonly direction: string;
  /** FlowType of XP Z12-013, for example `CustomerInvoiceLC`, or an unknown word. */
  readonly type: string;
  readonly syntax: string;
  readonly profile?: string;
  readonly processing_rule?: string;
  readonly acknowledgement: Acknowledgement;
  /** The platform's clock, ISO 8601 UTC; equals `updated_at` where the platform leaves it out. */
  readonly submitted_at: string;
  readonly updated_at: string;
  /** The object as received, for the record. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** By what a platform is asked about something we sent: it knows one of these. */
export interface FlowReference extends Pick<Submission, 'tracking_id' | 'invoice'> {
  /** What was sent, where known: a platform that only knows invoices has to tell a message about one from it. */
  readonly syntax?: FlowSyntax;
  /** The platform's, where it told us. */
  readonly flow_id?: string;
}

/**
 * A status that a platform tells in its own words instead of a lifecycle message (CDAR), put into official terms.
 */
export interface ReportedStatus {
  /** The platform's id of the flow it is about, as SubmitReceipt gave it. */
  readonly flow_id: string;
  /** Official lifecycle code, 200 to 228; absent for a word that has none: kept, but it moves nothing. */
  readonly code?: string;
  /** When it was set, ISO 8601 UTC, by the platform's clock. */
  readonly at: string;
  /**
   * Of a platform that shows the present state only and dates it by something that moves: while the flow's key stays the
   * same, nothing new happened.
   */
  readonly key?: string;
  /** The platform's own word. */
  readonly word: string;
  /** Official reason code (XP Z12-012), where the platform's reason has one. */
  readonly reason_code?: string;
  /** The platform's reason or comment as it words it. */
  readonly reason?: string;
  /** Amounts collected (212), with VAT. */
  readonly amounts?: readonly ReportedAmount[];
  /** The object as received, for the record. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** An amount of a reported status: exact decimals as text. */
export interface ReportedAmount {
  /** MDT-207: `MEN` collected, `ESC` discount. */
  readonly type: 'MEN' | 'ESC';
  readonly amount: string;
  /** VAT rate in percent, where the platform tells it. */
  readonly vat_rate?: string;
}

/** All a platform says of one flow of ours. */
export interface FlowStatus {
  readonly flow_id: string;
  readonly acknowledgement: Acknowledgement;
  /** Every status it shows; telling one again is harmless. Empty where statuses travel as CDAR flows. */
  readonly statuses: readonly ReportedStatus[];
}

/** One step through the changes of an account. */
export interface FlowPage {
  readonly flows: readonly PlatformFlow[];
  /** Statuses that came without a flow of their own; absent where they travel as CDAR flows. */
  readonly statuses?: readonly ReportedStatus[];
  /** Store it with what was done with the flows; give it back on the next call. Opaque. */
  readonly next_cursor: string;
  /** True when more is waiting: call again now. */
  readonly more: boolean;
  /** Entries of the answer without id or date: they cannot be followed and should be reported. */
  readonly unreadable: number;
}

/** A lifecycle message of ours about an invoice the platform holds: sent by the buyer or by the seller. */
export interface LifecycleResponse {
  /** The CDAR file, for platforms that take one. */
  readonly submission: Submission;
  /** The flow of the invoice it answers, as the platform named it. */
  readonly invoice_flow_id?: string;
  /** Official lifecycle code, such as 205 or 210. */
  readonly code: string;
  /** Official reason code (XP Z12-012). */
  readonly reason_code?: string;
  readonly comment?: string;
}

/** A callback as it arrived. */
export interface PlatformCallback {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** When it arrived, ms since the epoch. */
  readonly received_at: number;
}

/** A platform's promise to call back. */
export interface CallbackSubscription {
  /** The platform's id of it. */
  readonly id: string;
  /** With what it will sign, to be kept as the connection's `callback_secret`; absent where it gave none. */
  readonly secret?: Secret;
}

/** What a believed callback is about. Its content is never recorded: the platform is asked again. */
export interface CallbackNews {
  /** The same for the same callback sent twice; the sha256 of the body where the platform gives no id. */
  readonly id: string;
  /** The flows that changed, by the platform's id; empty when it does not say. */
  readonly flow_ids: readonly string[];
}

/** Which rendering of a flow's file: what was sent, the platform's conversion, or its readable view. */
export type DocumentKind = 'Original' | 'Converted' | 'ReadableView';

/** A file fetched from a platform. */
export interface FlowDocument {
  readonly bytes: Uint8Array;
  /** Content type as sent, `application/octet-stream` when none was. */
  readonly media_type: string;
  /** File name of the Content-Disposition header, without any path. */
  readonly file_name?: string;
}
