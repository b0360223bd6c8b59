import type { PlatformReason } from './platform-fault.js';

/** Syntaxes of XP Z12-013 that a gateway sends. FRR (e-reporting) is not among them yet. */
export type FlowSyntax = 'CII' | 'UBL' | 'Factur-X' | 'CDAR';

/** FlowProfile of XP Z12-013. Leave it out when unsure: a wrong one is refused by some platforms. */
export type FlowProfile = 'Basic' | 'CIUS' | 'Extended-CTC-FR';

/** ProcessingRule of XP Z12-013 1.3.0. */
export type ProcessingRule =
  'B2B' | 'B2BInt' | 'B2C' | 'B2G' | 'B2GInt' | 'OutOfScope' | 'B2GOutOfScope' | 'ArchiveOnly' | 'NotApplicable';

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

/** One step through the changes of an account. */
export interface FlowPage {
  readonly flows: readonly PlatformFlow[];
  /** Store it with what was done with the flows; give it back on the next call. Opaque. */
  readonly next_cursor: string;
  /** True when more is waiting: call again now. */
  readonly more: boolean;
  /** Entries of the answer without id or date: they cannot be followed and should be reported. */
  readonly unreadable: number;
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
