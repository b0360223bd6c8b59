import type { FieldFault } from '@onefacture/errors';
import { GROUPED_FRAMES } from '../codes/billing-frames.js';
import type { Line } from '../invoice.js';
import type { InvoiceBody } from './body-amounts.js';

/** What BT-120 and BT-121 say against the other lines and the billing frame. */
export function* groundFaults(body: InvoiceBody): Generator<FieldFault> {
  const apart = body.profile === 'EXTENDED_CTC_FR';
  const grouped = apart && GROUPED_FRAMES.has(body.billing_frame ?? '');
  const grounds = new Map<string, Line>();
  for (const [index, line] of body.lines.entries()) {
    if (line.exemption_reason === undefined && line.exemption_code === undefined) continue;
    if (isTaxed(line)) yield* taxedFaults(line, `lines[${index}]`, grouped, namesSubInvoice(line));
    else if (!apart) yield* unlikeFaults(line, index, grounds);
  }
  yield* chargeFaults(body, grouped);
}

/** True where VAT is charged, also at a rate of zero: categories that need no ground. */
export function isTaxed({ tax_category: category }: Pick<Line, 'tax_category'>): boolean {
  return category === 'S' || category === 'Z';
}

/** BT-120 of a line of a sub-invoice: it starts with the number of that sub-invoice between two # (BR-FR-MV-08). */
export function namesSubInvoice(line: Line): boolean {
  const number = numberOf(line);
  return number !== undefined && line.exemption_reason?.startsWith(`#${number}#`) === true;
}

/** The number of the sub-invoice a line is of: its object of scheme AFL (BR-FR-MV-07). */
export function numberOf({ invoiced_objects: objects = [] }: Line): string | undefined {
  return objects.find(({ scheme }) => scheme === 'AFL')?.value;
}

const NUMBER = /^#([^#]+)#/;

/** Allowances and charges of one of the sub-invoices: BR-FR-MV-09 sums up the VAT that names it. */
function* chargeFaults(body: InvoiceBody, grouped: boolean): Generator<FieldFault> {
  const numbers = new Set(grouped ? body.lines.flatMap((line) => numberOf(line) ?? []) : []);
  for (const list of ['allowances', 'charges', 'logistics_charges'] as const) {
    for (const [index, one] of (body[list] ?? []).entries()) {
      if (one.exemption_reason === undefined || !isTaxed(one)) continue;
      const named = numbers.has(NUMBER.exec(one.exemption_reason)?.[1] ?? '');
      yield* taxedFaults(one, `${list}[${index}]`, grouped, named);
    }
  }
}

/** BR-S-10, BR-Z-10, and the one use of BT-120 where VAT is charged: BR-FR-MV-08. */
function* taxedFaults(
  { tax_category: category, exemption_reason: reason }: Pick<Line, 'tax_category' | 'exemption_reason'>,
  path: string,
  grouped: boolean,
  named: boolean,
): Generator<FieldFault> {
  if (reason === undefined || (grouped && named)) return;
  const message = grouped
    ? `must start with the number of the sub-invoice between two #, such as #F-1#, with tax_category ${category}: ` +
      'the number is the object of scheme AFL of its lines (BR-FR-MV-08)'
    : `must be left out with tax_category ${category}, which is taxed (BR-${category}-10); only in profile ` +
      `EXTENDED_CTC_FR with a billing_frame of ${[...GROUPED_FRAMES].join(', ')} it names the sub-invoice (BR-FR-MV-08)`;
  yield { field: `${path}.exemption_reason`, code: 'INVALID', message };
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
