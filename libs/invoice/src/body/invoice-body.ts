import type { FieldFault } from '@onefacture/errors';
import type { z } from 'zod';
import type { Line, VatCategory } from '../invoice.js';
import { ZERO, type Decimal } from '../money.js';
import { lineAmount, type InvoiceBody } from './body-amounts.js';
import { invoiceBodySchema } from './body-schema.js';
import { faultsOf, MOST_FAULTS } from './faults.js';
import { DEFAULT_MAX_LINES } from './line-schema.js';
import { withGroupTotals } from './sub-lines.js';
import { wholeFaults } from './whole-faults.js';

/** Limits that settings give. */
export interface BodyLimits {
  /** Most lines of a JSON body; the setting's default is 5,000. */
  readonly maxLines: number;
}

/** A body, or every fault found in it (at most 100). */
export type BodyReading = { readonly body: InvoiceBody } | { readonly faults: readonly FieldFault[] };

/**
 * Reads the JSON body of POST /v1/invoices. `json` is what a parser gave: plain values, or numbers as lossless-json
 * literals. Form first, then what only the whole can tell (duplicate lines and notes, totals that disagree).
 */
export function readInvoiceBody(json: unknown, limits: BodyLimits = { maxLines: DEFAULT_MAX_LINES }): BodyReading {
  const tooMany = lineCountFault(json, limits.maxLines);
  if (tooMany) return { faults: [tooMany] };
  const parsed = invoiceBodySchema.safeParse(json);
  if (!parsed.success) return { faults: faultsOf(parsed.error.issues, json) };
  const body = inOrder(parsed.data);
  const faults: FieldFault[] = [];
  for (const fault of wholeFaults(parsed.data, body)) {
    if (faults.length >= MOST_FAULTS) break;
    faults.push(fault);
  }
  return faults.length > 0 ? { faults } : { body };
}

function lineCountFault(json: unknown, maxLines: number): FieldFault | undefined {
  if (typeof json !== 'object' || json === null || !('lines' in json)) return undefined;
  if (!Array.isArray(json.lines) || json.lines.length <= maxLines) return undefined;
  const message =
    `must hold at most ${maxLines} lines in a JSON body; got ${json.lines.length}. ` +
    'Send the invoice as a file: POST /v1/invoices with application/xml or application/pdf';
  return { field: 'lines', code: 'TOO_LONG', message };
}

type Parsed = z.output<typeof invoiceBodySchema>;

function inOrder(parsed: Parsed): InvoiceBody {
  const { totals, lines, allowances, charges, logistics_charges, ...rest } = parsed;
  const ids = lineIds(lines);
  const inLine = lines.map((line, index) => lineOf(line, ids[index] ?? ''));
  return {
    ...rest,
    ...(allowances && { allowances: allowances.map(withRate) }),
    ...(charges && { charges: charges.map(withRate) }),
    ...(logistics_charges && { logistics_charges: logistics_charges.map(withRate) }),
    lines: withGroupTotals(inLine),
    totals: {
      prepaid: totals?.prepaid ?? ZERO,
      ...(totals?.rounding && { rounding: totals.rounding }),
      ...(totals?.tax_accounting && { tax_accounting: totals.tax_accounting }),
    },
  };
}

/** A rate of zero where none is wanted, and none for category O. */
function withRate<Charge extends { tax_category: VatCategory; tax_rate?: Decimal | undefined }>(charge: Charge) {
  return { ...charge, tax_rate: charge.tax_category === 'O' ? undefined : (charge.tax_rate ?? ZERO) };
}

type Writable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

/** Members of a body line that the model says otherwise; all the others are taken over as they are. */
const OTHERWISE: ReadonlySet<string> = new Set(['id', 'name', 'description', 'note', 'tax_rate', 'net_amount']);

/** Built member by member: with thousands of lines, spreading costs more than reading. */
function lineOf(line: Parsed['lines'][number], id: string): Line {
  const read: Writable<Line> = { id, name: line.name ?? line.description ?? '' };
  if (line.name !== undefined && line.description !== undefined) read.description = line.description;
  if (line.note !== undefined) read.notes = [{ content: line.note }];
  for (const [name, value] of Object.entries(line)) {
    if (value !== undefined && !OTHERWISE.has(name)) Object.assign(read, { [name]: value });
  }
  if (line.tax_category !== undefined && line.tax_category !== 'O') read.tax_rate = line.tax_rate ?? ZERO;
  const net = lineAmount(line) ?? line.net_amount;
  if (net !== undefined) read.net_amount = net;
  return read;
}

/** Ids as given; a line without one takes its position, or the next free number past the end. */
function lineIds(lines: readonly { readonly id?: string | undefined }[]): string[] {
  const taken = new Set(lines.flatMap(({ id }) => (id === undefined ? [] : [id])));
  let spare = lines.length;
  return lines.map(({ id }, index) => {
    if (id !== undefined) return id;
    let next = String(index + 1);
    while (taken.has(next)) {
      spare += 1;
      next = String(spare);
    }
    taken.add(next);
    return next;
  });
}
