import type { Derivation, Invoice, Line, Note, Party } from '../invoice.js';
import { isNumberLiteral } from '../money.js';
import { plain } from '../stored.js';
import { lineAmount, type InvoiceBody } from './body-amounts.js';
import { readInvoiceBody, type BodyLimits, type BodyReading } from './invoice-body.js';
import { describe } from './faults.js';
import { DEFAULT_MAX_LINES } from './line-schema.js';

/** A body is never nested deeper; what a patch nests deeper is left for the reader to refuse. */
const DEEPEST = 8;

/**
 * Applies a JSON merge patch (RFC 7396) to a body and reads the outcome like a new one: null removes a member, an array
 * replaces the whole array. Totals are computed anew; lines that are not patched keep their ids.
 */
export function patchInvoiceBody(
  current: InvoiceBody,
  patch: unknown,
  limits: BodyLimits = { maxLines: DEFAULT_MAX_LINES },
): BodyReading {
  if (!isObject(patch)) {
    const message = `must be an object with the members to change; got ${describe(patch)}`;
    return { faults: [{ field: '', code: 'INVALID', message }] };
  }
  return readInvoiceBody(merge(bodyJson(current), patch, DEEPEST), limits);
}

/** The body as the JSON that reads back to it: decimals as strings. */
export function bodyJson(body: InvoiceBody): unknown {
  const { lines, ...rest } = body;
  return plain({ ...rest, lines: lines.map(lineJson) });
}

/** A line without its amount, where that is computed; an INFORMATION line may have one of its own. */
function lineJson(line: Line): Partial<Line> {
  if (line.kind === 'INFORMATION' && lineAmount(line) === undefined) return line;
  const { net_amount: _computed, ...rest } = line;
  return rest;
}

function merge(target: unknown, patch: unknown, depth: number): unknown {
  if (!isObject(patch) || depth === 0) return patch;
  const merged = new Map<string, unknown>(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, merge(merged.get(name), value, depth - 1));
  }
  return Object.fromEntries(merged);
}

/** A JSON object; number literals of lossless-json and arrays are values, not objects to merge. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberLiteral(value);
}

/**
 * What the caller said, out of a completed invoice: everything that `derived` lists is taken out again, so that a change
 * of the body is completed anew. Completing the result with the same settings gives the same invoice.
 */
export function bodyOfInvoice(invoice: Invoice): InvoiceBody {
  const { vat_breakdown: _computed, totals, derived, lines, ...rest } = invoice;
  const ours = new Set(derived.map(({ field }: Derivation) => field));
  const keep = <Value>(field: string, value: Value): Value | undefined => (ours.has(field) ? undefined : value);
  return {
    ...rest,
    billing_frame: keep('billing_frame', invoice.billing_frame),
    notes: invoice.notes.filter((_note: Note, index) => !ours.has(`notes[${index}]`)),
    seller: partySaid('seller', invoice.seller, keep),
    buyer: partySaid('buyer', invoice.buyer, keep),
    payment_terms: keep('payment_terms', invoice.payment_terms),
    payment_means: keep('payment_means', invoice.payment_means),
    delivery: deliverySaid(invoice, ours),
    lines: lines.map((line, index) => lineSaid(line, index, invoice, ours)),
    totals: {
      prepaid: totals.prepaid,
      rounding: totals.rounding,
      tax_accounting: keep('totals.tax_accounting', totals.tax_accounting),
    },
  };
}

function lineSaid(line: Line, index: number, { vat_breakdown, profile }: Invoice, ours: ReadonlySet<string>): Line {
  const price = `lines[${index}].unit_price`;
  const said = ours.has(price) ? { ...line, unit_price: undefined } : line;
  if (profile === 'EXTENDED_CTC_FR') return said;
  const group = vat_breakdown.findIndex(({ tax_category: category }) => category === line.tax_category);
  const { exemption_reason: reason, exemption_code: code } = vat_breakdown[group] ?? {};
  return {
    ...said,
    exemption_reason: ours.has(`vat_breakdown[${group}].exemption_reason`) ? undefined : reason,
    exemption_code: ours.has(`vat_breakdown[${group}].exemption_code`) ? undefined : code,
  };
}

/** The country of delivery, which completion may have taken from the buyer, stands alone in its address then. */
function deliverySaid({ delivery }: Invoice, ours: ReadonlySet<string>): Invoice['delivery'] {
  if (!ours.has('delivery.address.country_code') || delivery === undefined) return delivery;
  const { address: _derived, ...rest } = delivery;
  return Object.keys(rest).length > 0 ? rest : undefined;
}

function partySaid(
  name: 'seller' | 'buyer',
  party: Party,
  keep: <Value>(field: string, value: Value) => Value | undefined,
): Party {
  return {
    ...party,
    siren: keep(`${name}.siren`, party.siren),
    vat_number: keep(`${name}.vat_number`, party.vat_number),
    tax_registration: keep(`${name}.tax_registration`, party.tax_registration),
    legal_information: keep(`${name}.legal_information`, party.legal_information),
    electronic_address: keep(`${name}.electronic_address`, party.electronic_address),
    contact: contactSaid(party),
  };
}

/** `email` is the short form of contact.email, which completion filled with it. */
function contactSaid({ contact, email }: Party): Party['contact'] {
  if (contact === undefined || email === undefined || contact.email !== email) return contact;
  const { email: _filled, ...rest } = contact;
  return Object.values(rest).some((value) => value !== undefined) ? rest : undefined;
}
