import type { FieldFault } from '@onefacture/errors';
import { FINAL_FRAMES, PAID_FRAMES } from '../codes/billing-frames.js';
import { PREPAYMENT_TYPES } from '../codes/document-types.js';
import type { Invoice } from '../invoice.js';
import { decimalText } from '../money.js';

/** BR-FR-CO-07 and BR-CO-25. */
export function* dates(invoice: Invoice): Generator<FieldFault> {
  const { due_date: due, issue_date: issued, billing_frame: cadre = '' } = invoice;
  const early = PREPAYMENT_TYPES.has(invoice.type_code) || PAID_FRAMES.has(cadre);
  if (due !== undefined && due < issued && !early) {
    yield { field: 'due_date', code: 'BR-FR-CO-07', message: `must not be before issue_date, ${issued}; got ${due}` };
  }
  if (due === undefined && invoice.payment_terms === undefined && invoice.totals.due.greaterThan(0)) {
    const message = 'is required to submit, or payment_terms: something is left to pay';
    yield { field: 'due_date', code: 'BR-CO-25', message };
  }
}

/** BR-FR-08, BR-FR-CO-08 and BR-FR-CO-09. */
export function* frame(invoice: Invoice): Generator<FieldFault> {
  const { billing_frame: cadre, totals } = invoice;
  const field = 'billing_frame';
  if (cadre === undefined) {
    yield { field, code: 'BR-FR-08', message: 'is required to submit: B1 goods, S1 services, M1 both …' };
    return;
  }
  if (FINAL_FRAMES.has(cadre) && PREPAYMENT_TYPES.has(invoice.type_code)) {
    const message = `${cadre} is for a final invoice after a deposit, type_code ${invoice.type_code} is itself a deposit`;
    yield { field, code: 'BR-FR-CO-08', message };
  }
  if (!PAID_FRAMES.has(cadre)) return;
  if (!totals.due.isZero()) {
    const message =
      `must equal the total with VAT, ${decimalText(totals.gross, 2)}, when billing_frame is ${cadre} (already paid); ` +
      `got ${decimalText(totals.prepaid, 2)}`;
    yield { field: 'totals.prepaid', code: 'BR-FR-CO-09', message };
  }
  if (invoice.due_date === undefined) {
    const message = `is required when billing_frame is ${cadre} (already paid): the date of payment`;
    yield { field: 'due_date', code: 'BR-FR-CO-09', message };
  }
}
