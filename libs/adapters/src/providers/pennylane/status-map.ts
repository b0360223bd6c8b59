/**
 * Pennylane's words for the state of a customer e-invoice and the official lifecycle codes they stand for. The words
 * are Pennylane's (webhook reference); the codes are our reading. `approved` is "accepted by the recipient's
 * platform", not by the buyer: 202.
 */
export const PENNYLANE_STATUSES: Readonly<Record<string, string>> = {
  submitted: '200',
  sent: '201',
  approved: '202',
  accepted: '205',
  in_dispute: '207',
  refused: '210',
  collected: '212',
  partially_collected: '212',
  rejected: '213',
};

/** The official code of a word; undefined for one that is not in the table. */
export function officialStatus(word: string): string | undefined {
  return Object.hasOwn(PENNYLANE_STATUSES, word) ? PENNYLANE_STATUSES[word] : undefined;
}

/**
 * The official code of a word on an invoice we received. `approved` has none there: it is Pennylane's word for an
 * answer and for a file its platform took, and an invoice is not paid for a guess.
 */
export function receivedStatus(word: string): string | undefined {
  if (word === 'approved') return undefined;
  return word === 'disputed' ? '207' : officialStatus(word);
}

/** Pennylane's words for its Schematron check and the technical acknowledgement they stand for. */
export const SCHEMATRON_WORDS: Readonly<Record<string, string>> = { pending: 'Pending', valid: 'Ok', invalid: 'Error' };
