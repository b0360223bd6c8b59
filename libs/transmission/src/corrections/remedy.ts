import type { Invoice } from '@onefacture/invoice';

/** A JSON object of a merge patch. */
export type MergePatch = Readonly<Record<string, unknown>>;

/** What the directory is known to say of the buyer. */
export interface BuyerInDirectory {
  /** Values of scheme 0225 that can be sent to now; empty for a buyer who cannot be reached. */
  readonly addresses: readonly string[];
}

/** The invoice a remedy is looked for, and what else is known. */
export interface RemedySubject {
  readonly invoice: Invoice;
  /** False for a caller's own file, which no patch rewrites. */
  readonly patchable: boolean;
  /** Undefined when nothing is known. */
  readonly buyer?: BuyerInDirectory | undefined;
}

/** A member that only the caller can fill in. */
export interface Need {
  /** JSON path in the invoice, or of the body of the retry. */
  readonly field: string;
  readonly message: string;
  readonly message_fr: string;
}

/** What one reason asks for. */
export interface Correction {
  readonly patch?: MergePatch;
  readonly needs?: readonly Need[];
  readonly en: string;
  readonly fr: string;
  /** `certain` rests on the invoice’s own data or the directory, `check` is a guess to be looked at. */
  readonly confidence: 'certain' | 'check';
  /** Whether the patch is all that this reason asks for. */
  readonly complete: boolean;
}

/** Finds what a reason asks for; undefined where there is nothing it could change, and its advice stands alone. */
export type Remedy = (subject: RemedySubject) => Correction | undefined;
