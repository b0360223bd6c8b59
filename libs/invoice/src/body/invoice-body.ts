import type { FieldFault } from '@onefacture/errors';
import type { z } from 'zod';
import type { Invoice, Line } from '../invoice.js';
import { AMOUNT_DIGITS, decimalText, fitsDigits, ZERO, type Decimal } from '../money.js';
import { computeTotals, lineNet, mismatch, sizeFaults, totalsFaults } from '../totals.js';
import { invoiceBodySchema } from './body-schema.js';
import { faultsOf, MOST_FAULTS } from './faults.js';
import { DEFAULT_MAX_LINES } from './line-schema.js';

/** A line as read: complete, with the grounds of an exemption where the caller gave them. */
export interface BodyLine extends Line {
  /** BT-120, for the whole category */
  readonly exemption_reason?: string;
  /** BT-121, for the whole category */
  readonly exemption_code?: string;
}

/** What the caller said, read and checked, before anything is derived from law or settings. */
export interface InvoiceBody extends Omit<Invoice, 'lines' | 'totals' | 'vat_breakdown' | 'derived'> {
  readonly lines: readonly BodyLine[];
  /** BT-113 is the one total that nothing else tells. */
  readonly totals: { readonly prepaid: Decimal };
}

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
  const faults = [...wholeFaults(parsed.data, body)].slice(0, MOST_FAULTS);
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
  const { totals, lines, ...rest } = parsed;
  const ids = lineIds(lines);
  return {
    ...rest,
    lines: lines.map((line, index) => lineOf(line, ids[index] ?? '')),
    totals: { prepaid: totals?.prepaid ?? ZERO },
  };
}

type Writable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

const OPTIONAL = ['note', 'seller_item_id', 'period', 'exemption_reason', 'exemption_code'] as const;

/** Built member by member: with thousands of lines, spreading costs more than reading. */
function lineOf(line: Parsed['lines'][number], id: string): BodyLine {
  const read: Writable<BodyLine> = {
    id,
    name: line.name ?? line.description ?? '',
    quantity: line.quantity,
    unit_code: line.unit_code,
    unit_price: line.unit_price,
    tax_category: line.tax_category,
    net_amount: lineNet(line),
  };
  if (line.tax_category !== 'O') read.tax_rate = line.tax_rate ?? ZERO;
  if (line.name !== undefined && line.description !== undefined) read.description = line.description;
  for (const member of OPTIONAL) if (line[member] !== undefined) Object.assign(read, { [member]: line[member] });
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

function* wholeFaults(parsed: Parsed, body: InvoiceBody): Generator<FieldFault> {
  yield* repeatedNotes(body);
  yield* lineFaults(parsed, body);
  const { totals } = computeTotals(body.lines, body.totals.prepaid);
  yield* sizeFaults(totals);
  if (parsed.totals) yield* totalsFaults(parsed.totals, totals);
}

const ONCE: ReadonlySet<string> = new Set(['PMT', 'PMD', 'AAB', 'TXD', 'BAR']);

/** BR-FR-06, BR-FR-31. */
function* repeatedNotes(body: InvoiceBody): Generator<FieldFault> {
  const seen = new Set<string>();
  for (const [index, { subject }] of body.notes.entries()) {
    if (subject === undefined || !ONCE.has(subject)) continue;
    if (seen.has(subject)) {
      const message = `repeats ${subject}, of which an invoice holds one note at most (BR-FR-06, BR-FR-31): merge the two`;
      yield { field: `notes[${index}].subject`, code: 'DUPLICATE', message };
    }
    seen.add(subject);
  }
}

function* lineFaults(parsed: Parsed, body: InvoiceBody): Generator<FieldFault> {
  const ids = new Set<string>();
  const grounds = new Map<string, BodyLine>();
  for (const [index, line] of body.lines.entries()) {
    if (ids.has(line.id)) {
      const message = `repeats the id ${JSON.stringify(line.id)} of an earlier line: give each line its own, or leave ids out`;
      yield { field: `lines[${index}].id`, code: 'DUPLICATE', message };
    }
    ids.add(line.id);
    if (!fitsDigits(line.net_amount, AMOUNT_DIGITS)) {
      const message = `makes the line ${decimalText(line.net_amount, 2)}, longer than 19 digits (BR-FR-DEC-01)`;
      yield { field: `lines[${index}].quantity`, code: 'INVALID', message };
    }
    const given = parsed.lines[index]?.net_amount;
    if (given !== undefined && !given.equals(line.net_amount)) {
      yield mismatch(`lines[${index}].net_amount`, 'quantity × unit_price', given, line.net_amount);
    }
    if (line.exemption_reason ?? line.exemption_code) yield* groundFaults(line, index, grounds);
  }
}

/** BR-E-01 and its sisters: one VAT group per untaxed category, so one reason. */
function* groundFaults(line: BodyLine, index: number, grounds: Map<string, BodyLine>): Generator<FieldFault> {
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
