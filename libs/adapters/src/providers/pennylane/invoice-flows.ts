import { z } from 'zod';
import { later } from '../../changes/listed-marks.js';
import type { Acknowledgement, PlatformFlow, ReportedStatus } from '../../ports/flow.js';
import { flowIdOf, type PennylaneCollection } from './flow-ids.js';
import { officialReason } from './reason-map.js';
import { officialStatus, receivedStatus, SCHEMATRON_WORDS } from './status-map.js';
import { invoiceSchema, type PennylaneInvoice } from './wire.js';

const objectSchema = z.record(z.string(), z.unknown());
const UNDATED = '1970-01-01T00:00:00.000Z';

/** An invoice as Pennylane shows it. */
export interface ShownInvoice {
  readonly invoice: PennylaneInvoice;
  /** The object as received. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Reads one invoice, null when it has no id. */
export function readInvoice(value: unknown): ShownInvoice | null {
  const raw = objectSchema.safeParse(value);
  const invoice = invoiceSchema.safeParse(value);
  return raw.success && invoice.success ? { invoice: invoice.data, raw: raw.data } : null;
}

/**
 * A customer invoice as a flow of ours.
 * @param changedAt date of the change that led here, where it is newer than the invoice's own
 */
export function outgoingFlow({ invoice, raw }: ShownInvoice, changedAt?: string): PlatformFlow {
  const reference = invoice.external_reference;
  return {
    flow_id: flowIdOf({ collection: 'customer_invoices', id: invoice.id }),
    ...(reference === undefined ? {} : { tracking_id: reference }),
    direction: 'Out',
    type: 'CustomerInvoice',
    syntax: invoice.factur_x === true ? 'Factur-X' : 'Undefined',
    acknowledgement: acknowledgementOf(invoice),
    ...common(invoice, raw, changedAt),
  };
}

/** A supplier invoice as a flow that came in; null for one that did not come as an e-invoice. */
export function incomingFlow({ invoice, raw }: ShownInvoice, changedAt?: string): PlatformFlow | null {
  if (!invoice.e_invoicing) return null;
  return {
    flow_id: flowIdOf({ collection: 'supplier_invoices', id: invoice.id }),
    direction: 'In',
    type: 'SupplierInvoice',
    syntax: /\.pdf$/i.test(invoice.filename ?? '') ? 'Factur-X' : 'Undefined',
    acknowledgement: { status: 'Ok', details: [] },
    ...common(invoice, raw, changedAt),
  };
}

/**
 * The state of an e-invoice, sent or received, in official terms; null while it has none. Pennylane shows the present
 * state only and no date of its own for it, so it is dated by the invoice's last change.
 */
export function reportedStatus(
  collection: PennylaneCollection,
  { invoice, raw }: ShownInvoice,
  changedAt?: string,
): ReportedStatus | null {
  const word = invoice.e_invoicing?.status;
  if (word === undefined) return null;
  const reason = invoice.e_invoicing?.reason;
  const code = collection === 'supplier_invoices' ? receivedStatus(word) : officialStatus(word);
  const reasonCode = reason === undefined ? undefined : officialReason(reason);
  const e_invoicing = objectSchema.safeParse(raw['e_invoicing']);
  return {
    flow_id: flowIdOf({ collection, id: invoice.id }),
    ...(code === undefined ? {} : { code }),
    at: later(invoice.updated_at, changedAt) ?? invoice.created_at ?? UNDATED,
    // Dated by the invoice's last change, so the same status comes again with another date.
    key: `${word}:${invoice.e_invoicing?.reason ?? ''}`,
    word,
    ...(reasonCode === undefined ? {} : { reason_code: reasonCode }),
    ...(reason === undefined ? {} : { reason }),
    ...collected(invoice, word),
    raw: e_invoicing.success ? e_invoicing.data : {},
  };
}

/** Fully collected: the whole amount. Of a part of it Pennylane tells no amount. */
function collected({ currency_amount: amount }: PennylaneInvoice, word: string): Pick<ReportedStatus, 'amounts'> {
  if (word !== 'collected' || amount === undefined || !/^-?\d+(\.\d+)?$/.test(amount)) return {};
  return { amounts: [{ type: 'MEN', amount }] };
}

/**
 * The Schematron check, as long as the buyer's side has said nothing: an invoice is sent before it is checked, and one
 * that is `rejected` for what the check found says so by its status.
 */
export function acknowledgementOf(invoice: PennylaneInvoice): Acknowledgement {
  const word = invoice.schematron_validation_status ?? 'pending';
  const known = Object.hasOwn(SCHEMATRON_WORDS, word) ? SCHEMATRON_WORDS[word] : undefined;
  if (known === undefined) return { status: word, details: [] };
  if (invoice.e_invoicing?.status !== undefined) return { status: 'Ok', details: [] };
  if (known !== 'Error') return { status: known, details: [] };
  const message = 'Pennylane found that the invoice breaks rules of its format.';
  return { status: 'Error', details: [{ level: 'Error', code: 'SCHEMATRON_INVALID', message }] };
}

function common(invoice: PennylaneInvoice, raw: ShownInvoice['raw'], changedAt: string | undefined) {
  const updated = later(invoice.updated_at, changedAt) ?? invoice.created_at ?? UNDATED;
  return {
    ...(invoice.filename === undefined ? {} : { name: invoice.filename }),
    submitted_at: invoice.created_at ?? updated,
    updated_at: updated,
    raw,
  };
}
