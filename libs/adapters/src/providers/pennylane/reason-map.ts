/** Pennylane's reasons of a dispute or a refusal and the official reason codes (XP Z12-012) we read them as. */
export const PENNYLANE_REASONS: Readonly<Record<string, string>> = {
  incorrect_vat_rate: 'TX_TVA_ERR',
  incorrect_unit_prices: 'PU_ERR',
  incorrect_billed_quantity: 'QTE_ERR',
  incorrect_billed_item: 'ART_ERR',
  defective_delivered_item: 'QUALITE_ERR',
  delivery_issue: 'LIVR_INCOMP',
  bank_details_error: 'COORD_BANC_ERR',
  incorrect_payment_terms: 'MODPAI_ERR',
  missing_legal_notice: 'NON_CONFORME',
  missing_contractual_reference: 'REF_CT_ABSENT',
  recipient_error: 'DEST_ERR',
  contract_completed: 'CONTRAT_TERM',
  duplicate_invoice: 'DOUBLON',
  incorrect_prices: 'MONTANTTOTAL_ERR',
  non_compliant_invoice: 'AUTRE',
};

/** The official code of a reason; undefined for one that is not in the table. */
export function officialReason(word: string): string | undefined {
  return Object.hasOwn(PENNYLANE_REASONS, word) ? PENNYLANE_REASONS[word] : undefined;
}

/** What Pennylane takes as the answer to a received invoice. */
export interface PennylaneAnswer {
  readonly status: 'approved' | 'disputed' | 'refused';
  /** Words in which Pennylane shows that the answer was given. */
  readonly shown_as: readonly string[];
  /** Reasons it takes with that answer; none are asked for when empty. */
  readonly reasons: readonly string[];
}

/** By official code. What is not listed is not passed on. */
export const PENNYLANE_ANSWERS: Readonly<Record<string, PennylaneAnswer>> = {
  '205': { status: 'approved', shown_as: ['approved', 'accepted'], reasons: [] },
  '207': {
    status: 'disputed',
    shown_as: ['disputed', 'in_dispute'],
    reasons: [
      'incorrect_vat_rate',
      'incorrect_unit_prices',
      'incorrect_billed_quantity',
      'incorrect_billed_item',
      'defective_delivered_item',
      'delivery_issue',
      'bank_details_error',
      'incorrect_payment_terms',
      'missing_legal_notice',
      'missing_contractual_reference',
      'recipient_error',
    ],
  },
  '210': {
    status: 'refused',
    shown_as: ['refused'],
    reasons: [
      'incorrect_vat_rate',
      'contract_completed',
      'duplicate_invoice',
      'recipient_error',
      'incorrect_prices',
      'non_compliant_invoice',
    ],
  },
};

/** Pennylane's word for an official reason within an answer; undefined when that answer has none for it. */
export function pennylaneReason(answer: PennylaneAnswer, official: string): string | undefined {
  return answer.reasons.find((word) => officialReason(word) === official);
}
