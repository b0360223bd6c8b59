import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { INTERNAL_SENTENCE, isEndedByRefusal } from './reference-rules.js';

/** A next step for an invoice that was refused or rejected. */
export interface ProposedAction {
  readonly action: 'internal_credit_note' | 'retry_with_new_number' | 'retry';
  /** How to take it. */
  readonly method: 'POST';
  readonly path: string;
  readonly message: string;
  readonly message_fr: string;
}

/** What was done already. */
export interface Done {
  /** An internal credit note that is not cancelled. */
  readonly credited: boolean;
  /** A retry under a new number that is not cancelled. */
  readonly retried: boolean;
}

/**
 * What is left to do after a 210 or 213 (DGFiP specification 3.2, §3.6.4): where the invoice was filed, an internal
 * credit note and, if the sale stands, a new invoice; where it was not, the same invoice again.
 */
export function proposedActions(
  invoice: Pick<InvoiceEntity, 'id' | 'number' | 'status' | 'lifecycleCode' | 'numberSpent'>,
  done: Done,
): readonly ProposedAction[] {
  const { id, number, status } = invoice;
  const path = `/v1/invoices/${id}`;
  if (isEndedByRefusal(invoice)) {
    const credit: ProposedAction = {
      ...{ action: 'internal_credit_note', method: 'POST', path: `${path}/credit-note` },
      message: `Cancel ${number} in your books. ${INTERNAL_SENTENCE.en}`,
      message_fr: `Annulez ${number} dans vos comptes. ${INTERNAL_SENTENCE.fr}`,
    };
    const retry: ProposedAction = {
      ...{ action: 'retry_with_new_number', method: 'POST', path: `${path}/retry` },
      message: `Send a corrected invoice under a new number: ${number} was spent when it was filed (200). GET ${path}/rejection-patch says what to change.`,
      message_fr: `Envoyez une facture corrigée sous un nouveau numéro : ${number} a été consommé au dépôt (200). GET ${path}/rejection-patch indique quoi changer.`,
    };
    return [...(done.credited ? [] : [credit]), ...(done.retried || status !== 'REJECTED' ? [] : [retry])];
  }
  if (status !== 'REJECTED') return [];
  return [
    {
      ...{ action: 'retry', method: 'POST', path: `${path}/retry` },
      message: `Correct and send ${number} again: it was never filed (no 200), so it keeps its number and nothing is to be credited. GET ${path}/rejection-patch says what to change.`,
      message_fr: `Corrigez et renvoyez ${number} : elle n’a jamais été déposée (pas de 200), elle garde son numéro et il n’y a rien à créditer. GET ${path}/rejection-patch indique quoi changer.`,
    },
  ];
}
