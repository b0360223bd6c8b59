import { z } from 'zod';
import { later } from '../../changes/listed-marks.js';
import type { Acknowledgement, PlatformFlow, ReportedStatus } from '../../ports/flow.js';
import { flowIdOf, type QontoThing } from './flow-ids.js';
import { officialReason } from './reason-map.js';
import { officialStatus, QONTO_ACKNOWLEDGEMENTS } from './status-map.js';
import { lifecycleEventSchema, type ClientInvoice, type SupplierInvoice } from './wire.js';

const objectSchema = z.record(z.string(), z.unknown());
const UNDATED = '1970-01-01T00:00:00.000Z';

/** True when the e-invoicing network was asked to carry the invoice: an imported one may still wait for that. */
export function wasSent({ einvoicing_status, einvoicing_lifecycle_events }: ClientInvoice): boolean {
  return einvoicing_status !== undefined || einvoicing_lifecycle_events.length > 0;
}

/** A client invoice as a flow of ours. Qonto keeps no tracking id. */
export function outgoingFlow(invoice: ClientInvoice, raw: unknown): PlatformFlow {
  const updated = later(invoice.updated_at, invoice.created_at) ?? UNDATED;
  return {
    flow_id: flowIdOf({ kind: 'client_invoice', id: invoice.id }),
    direction: 'Out',
    type: 'CustomerInvoice',
    syntax: 'Factur-X',
    acknowledgement: acknowledgementOf(invoice),
    submitted_at: invoice.created_at ?? updated,
    updated_at: updated,
    raw: objectOf(raw),
  };
}

/** A supplier invoice that came as an e-invoice. */
export function incomingFlow(invoice: SupplierInvoice, raw: unknown): PlatformFlow {
  const name = invoice.file_name;
  return {
    flow_id: flowIdOf({ kind: 'supplier_invoice', id: invoice.id }),
    ...(name === undefined ? {} : { name }),
    direction: 'In',
    type: 'SupplierInvoice',
    syntax: /\.pdf$/i.test(name ?? '') ? 'Factur-X' : 'Undefined',
    acknowledgement: { status: 'Ok', details: [] },
    submitted_at: invoice.created_at ?? invoice.updated_at,
    updated_at: invoice.updated_at,
    raw: objectOf(raw),
  };
}

/** The way of the invoice to the network, in Qonto's word where no other fits. */
export function acknowledgementOf({ einvoicing_status: word }: ClientInvoice): Acknowledgement {
  if (word === undefined) return { status: 'Pending', details: [] };
  const known = Object.hasOwn(QONTO_ACKNOWLEDGEMENTS, word) ? QONTO_ACKNOWLEDGEMENTS[word] : undefined;
  if (known !== 'Error') return { status: known ?? word, details: [] };
  const message = 'Qonto could not hand the invoice to the e-invoicing network.';
  return { status: 'Error', details: [{ level: 'Error', code: word.toUpperCase(), message }] };
}

/**
 * Every lifecycle event of an invoice, sent or received, oldest first. One without code or date says nothing that can
 * be kept.
 */
export function reportedStatuses(
  kind: QontoThing['kind'],
  invoice: Pick<ClientInvoice, 'id' | 'einvoicing_lifecycle_events'>,
): ReportedStatus[] {
  const flow_id = flowIdOf({ kind, id: invoice.id });
  return invoice.einvoicing_lifecycle_events
    .flatMap((raw) => {
      const event = lifecycleEventSchema.safeParse(raw);
      return event.success ? [reported(flow_id, event.data, raw)] : [];
    })
    .toSorted((one, other) => one.at.localeCompare(other.at));
}

function reported(flow_id: string, event: z.output<typeof lifecycleEventSchema>, raw: unknown): ReportedStatus {
  const { status_code: word, reason, reason_message: message, timestamp: at } = event;
  const code = officialStatus(word);
  const reasonCode = reason === undefined ? undefined : officialReason(reason);
  const said = message ?? reason;
  return {
    flow_id,
    ...(code === undefined ? {} : { code }),
    at,
    word,
    ...(reasonCode === undefined ? {} : { reason_code: reasonCode }),
    ...(said === undefined ? {} : { reason: said }),
    raw: objectOf(raw),
  };
}

function objectOf(raw: unknown): Record<string, unknown> {
  const object = objectSchema.safeParse(raw);
  return object.success ? object.data : {};
}
