import type { FieldFault } from '@onefacture/errors';
import { DOCUMENT_TYPES } from '../codes/document-types.js';
import type { Invoice } from '../invoice.js';
import { countsInTotals } from '../totals.js';

/** BR-FR-CO-03, BR-FR-CO-04, BR-FR-CO-05. */
export function* references(invoice: Invoice): Generator<FieldFault> {
  const { type_code: type, preceding_invoices: earlier } = invoice;
  const kind = DOCUMENT_TYPES[type]?.kind;
  const label = DOCUMENT_TYPES[type]?.label.toLowerCase() ?? 'document';
  if (type === '262') {
    yield* globalAllowance(invoice);
  } else if (kind === 'corrective' && earlier.length !== 1) {
    const message =
      `must name exactly one earlier invoice, with number and issue_date, on a ${label} (${type}); ` +
      `it names ${earlier.length}`;
    yield { field: 'preceding_invoices', code: 'BR-FR-CO-04', message };
  } else if (kind === 'credit_note' && earlier.length === 0 && !everyLineRefers(invoice)) {
    const message = `must name the invoice that is credited, with number and issue_date, on a ${label} (${type})`;
    yield { field: 'preceding_invoices', code: 'BR-FR-CO-05', message };
  }
  if (type === '262' || (kind !== 'corrective' && kind !== 'credit_note')) return;
  for (const [index, { issue_date: date }] of earlier.entries()) {
    if (date !== undefined) continue;
    const code = kind === 'corrective' ? 'BR-FR-CO-04' : 'BR-FR-CO-05';
    const message = `is required to submit a ${label} (${type}): the date of the earlier invoice (BT-26)`;
    yield { field: `preceding_invoices[${index}].issue_date`, code, message };
  }
}

function* globalAllowance(invoice: Invoice): Generator<FieldFault> {
  const code = 'BR-FR-CO-03';
  if (invoice.contract_reference === undefined) {
    yield {
      field: 'contract_reference',
      code,
      message: 'is required on a global allowance (262): the contract (BT-12)',
    };
  }
  for (const end of ['start_date', 'end_date'] as const) {
    if (invoice.period?.[end] !== undefined) continue;
    yield { field: `period.${end}`, code, message: 'is required on a global allowance (262): the period it covers' };
  }
}

/** The French extension names the earlier invoices line by line. */
function everyLineRefers({ lines }: Invoice): boolean {
  const counted = lines.filter(countsInTotals);
  return counted.length > 0 && counted.every((line) => (line.preceding_invoices?.length ?? 0) > 0);
}
