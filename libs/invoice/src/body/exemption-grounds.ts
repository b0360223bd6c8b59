import type { FieldFault } from '@onefacture/errors';
import { GROUPED_FRAMES } from '../codes/billing-frames.js';
import type { Line } from '../invoice.js';
import type { InvoiceBody } from './body-amounts.js';

/** What BT-120 and BT-121 of lines say against the other lines and the billing frame. */
export function* groundFaults(body: InvoiceBody): Generator<FieldFault> {
  const apart = body.profile === 'EXTENDED_CTC_FR';
  const grouped = apart && GROUPED_FRAMES.has(body.billing_frame ?? '');
  const grounds = new Map<string, Line>();
  for (const [index, line] of body.lines.entries()) {
    if (line.exemption_reason === undefined && line.exemption_code === undefined) continue;
    if (isTaxed(line)) yield* taxedFaults(line, index, grouped);
    else if (!apart) yield* unlikeFaults(line, index, grounds);
  }
}

/** BT-120 of a line of a sub-invoice: it starts with the number of that sub-invoice between two # (BR-FR-MV-08). */
export function namesSubInvoice({ invoiced_objects: objects = [], exemption_reason: reason }: Line): boolean {
  const number = objects.find(({ scheme }) => scheme === 'AFL')?.value;
  return number !== undefined && reason?.startsWith(`#${number}#`) === true;
}

function isTaxed({ tax_category: category }: Line): boolean {
  return category === 'S' || category === 'Z';
}

/** BR-S-10, BR-Z-10, and the one use of BT-120 where VAT is charged: BR-FR-MV-08. */
function* taxedFaults(line: Line, index: number, grouped: boolean): Generator<FieldFault> {
  if (line.exemption_reason === undefined) return;
  const field = `lines[${index}].exemption_reason`;
  if (!grouped) {
    const message =
      `must be left out with tax_category ${line.tax_category}, which is taxed (BR-${line.tax_category}-10); only ` +
      `details in profile EXTENDED_CTC_FR with a billing_frame of ${[...GROUPED_FRAMES].join(', ')} have one (BR-FR-MV-08)`;
    yield { field, code: 'INVALID', message };
  } else if (!namesSubInvoice(line)) {
    const message =
      `must start with the number of the sub-invoice between two #, such as #F-1#, with tax_category ` +
      `${line.tax_category}: the number is the line’s object of scheme AFL (BR-FR-MV-08)`;
    yield { field, code: 'INVALID', message };
  }
}

/** BR-E-01 and its sisters: one VAT group per untaxed category, so one reason. */
function* unlikeFaults(line: Line, index: number, grounds: Map<string, Line>): Generator<FieldFault> {
  for (const field of ['exemption_reason', 'exemption_code'] as const) {
    if (line[field] === undefined) continue;
    const key = `${line.tax_category} ${field}`;
    const first = grounds.get(key) ?? line;
    grounds.set(key, first);
    if (first[field] === line[field]) continue;
    const message =
      `must be the same on every line of category ${line.tax_category}: line ${first.id} says ` +
      `${JSON.stringify(first[field])}, this one ${JSON.stringify(line[field])}; put the other on an invoice of its own`;
    yield { field: `lines[${index}].${field}`, code: 'MISMATCH', message };
  }
}
