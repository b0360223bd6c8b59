import type { CivilDate, Decimal } from '@onefacture/invoice';
import type { DocumentStatus, MessageParty, StatusCharacteristic } from '../lifecycle-message.js';

/** An amount that moved, all taxes included: of one VAT rate where it was collected. */
export interface RatedAmount {
  /** In percent; MDT-224. Mandatory for 212. */
  readonly vat_rate?: Decimal;
  /** MDT-215; negative takes an earlier one back */
  readonly amount: Decimal;
  /** Value date, a civil date or an instant; MDT-219 */
  readonly at?: string;
}

/** One reason of a statement, with what is asked and the figures that belong to it. */
export interface StatementReason extends Pick<
  DocumentStatus,
  'reason_code' | 'reason' | 'action_code' | 'action' | 'comment'
> {
  readonly characteristics?: readonly StatusCharacteristic[];
}

/** What a statement is about. */
export interface StatedInvoice {
  /** BT-1; for 501 the name of the file */
  readonly number: string;
  /** BT-3 of BR-FR-04; may be left out for 501 alone, as the next two */
  readonly type_code?: string;
  readonly issue_date?: CivilDate;
  readonly seller_siren?: string;
  /** When the platform took it: the time of its 200; MDT-95 */
  readonly received_at?: string;
}

/** What someone states of an invoice, from which a lifecycle message is made. */
export interface LifecycleStatement {
  readonly invoice: StatedInvoice;
  /** MDT-105 */
  readonly code: string;
  /** When the status was set, an instant; MDT-78 */
  readonly at: string;
  /** When the message is made, an instant; MDT-8. `at` when left out. */
  readonly issued_at?: string;
  /** MDT-4; made of number, code, time and type as the norm's examples do when left out. */
  readonly id?: string;
  /** Who hands the message over; `from` when left out. */
  readonly sender?: MessageParty;
  /** Who states it. Role WK in the transmission phase, with an id in the treatment phase (BR-FR-CDV-07). */
  readonly from: MessageParty;
  readonly to: readonly MessageParty[];
  /** MDT-2; REGULATED when left out, dropped for messages to the tax portal alone (BR-FR-CDV-CL-01). */
  readonly process?: string;
  /** ISO 4217, EUR when left out */
  readonly currency?: string;
  /** 212: what came in, per VAT rate (MEN); 211: what was sent (MPA) */
  readonly amounts?: readonly RatedAmount[];
  /** Why: one reason, or several that get one SpecifiedDocumentStatus each */
  readonly reason?: StatementReason | readonly StatementReason[];
  /** Further figures of the first reason: of a partial approval, the new account (CBB) of 227 … */
  readonly characteristics?: readonly StatusCharacteristic[];
}

/** The tax portal as recipient (UNTDID 3035 DFH): number 0000 since XP Z12-012 V1.4. */
export const TAX_PORTAL: MessageParty = { role: 'DFH', id: { scheme: '0238', value: '0000' }, name: 'PPF' };

/** Whether a party is the tax portal under its number. */
export const isTaxPortal = ({ role, id }: MessageParty): boolean =>
  role === 'DFH' && id?.scheme === '0238' && id.value === '0000';

/** The reasons as a list. */
export const reasonsOf = ({ reason }: LifecycleStatement): readonly StatementReason[] => {
  if (reason === undefined) return [];
  return 'length' in reason ? reason : [reason];
};
