import type { CivilDate } from '@onefacture/invoice';
import type { Decimal } from 'decimal.js';

/** A party of a lifecycle message: MDT-19..21 sender, MDT-38..40 issuer, MDT-57..59 and MDT-73 recipient. */
export interface MessageParty {
  /** UNTDID 3035: WK platform, SE seller, BY buyer, DFH tax portal */
  readonly role: string;
  readonly id?: { readonly scheme: string; readonly value: string };
  readonly name?: string;
  /** MDT-73 */
  readonly electronic_address?: { readonly scheme?: string; readonly value: string };
}

/** One characteristic of a status: an amount collected per VAT rate (MDT-207 MEN), a discount (ESC) … */
export interface StatusCharacteristic {
  /** MDT-207 */
  readonly type: string;
  /** MDT-206 */
  readonly id?: string;
  /** MDT-211 */
  readonly name?: string;
  /** MDT-213 */
  readonly location?: string;
  /** MDT-209 */
  readonly changed?: boolean;
  /** MDT-215 */
  readonly amount?: Decimal;
  readonly currency?: string;
  /** MDT-224 */
  readonly percent?: Decimal;
  /** MDT-219, an instant in UTC, ISO 8601 */
  readonly at?: string;
}

/** SpecifiedDocumentStatus: why, what is asked, and figures. */
export interface DocumentStatus {
  /** MDT-124-2 */
  readonly sequence: number;
  /** MDT-113 */
  readonly reason_code?: string;
  /** MDT-114 */
  readonly reason?: string;
  /** MDT-121 */
  readonly action_code?: string;
  /** MDT-122 */
  readonly action?: string;
  /** Free comment: IncludedNote/Content */
  readonly comment?: string;
  readonly characteristics: readonly StatusCharacteristic[];
}

/** The invoice a lifecycle message speaks of, and the status it gives it. */
export interface MessageReference {
  /** MDT-87: BT-1, or the file name for 501 */
  readonly number: string;
  /** MDT-88, UNTDID 1373 */
  readonly status_code?: string;
  /** MDT-91: BT-3 */
  readonly type_code: string;
  /** MDT-95, instant */
  readonly received_at?: string;
  /** MDT-97 */
  readonly reference_type?: string;
  /** MDT-100: BT-2 */
  readonly issue_date?: CivilDate;
  /** MDT-105: the official lifecycle code, 200 … */
  readonly lifecycle_code: string;
  /** MDT-106 */
  readonly lifecycle_label?: string;
  /** MDT-129: the seller's SIREN */
  readonly seller_siren?: string;
  readonly statuses: readonly DocumentStatus[];
}

/** A CDAR D22B lifecycle message (XP Z12-012 annex, "CDV"). Instants are ISO 8601 in UTC. */
export interface LifecycleMessage {
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
  readonly sender: MessageParty;
  readonly issuer: MessageParty;
  readonly recipients: readonly MessageParty[];
  /** MDT-77: 305 transmission, 23 treatment */
  readonly phase: string;
  /** MDT-78: when the status was set; the official time of the event */
  readonly stated_at: string;
  readonly references: readonly MessageReference[];
}
