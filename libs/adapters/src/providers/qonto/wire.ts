import { z } from 'zod';
import { optionalWireInstant, optionalWireText, wireInstant, wireText } from '../../http/wire-text.js';

/** Tolerant readers of the answers of Qonto's Business API v2: extras are kept, unknown words stay. */

/** Answer to an import: the id of each file's invoice, in their order. */
export const importedSchema = z.looseObject({
  client_invoices: z.array(z.looseObject({ invoice_id: wireText })).min(1),
});

/** One step in the official life of an invoice. */
export const lifecycleEventSchema = z.looseObject({
  status_code: wireText,
  reason: optionalWireText,
  reason_message: optionalWireText,
  timestamp: wireInstant,
});

const events = z
  .array(z.unknown())
  .nullish()
  .catch(undefined)
  .transform((list) => list ?? []);

/** An invoice we sent. */
export const clientInvoiceSchema = z.looseObject({
  id: wireText,
  number: optionalWireText,
  attachment_id: optionalWireText,
  einvoicing_status: optionalWireText,
  einvoicing_lifecycle_events: events,
  created_at: optionalWireInstant,
  updated_at: optionalWireInstant,
});

/** An invoice we sent, as it is read. */
export type ClientInvoice = z.output<typeof clientInvoiceSchema>;

/** An invoice we received. */
export const supplierInvoiceSchema = z.looseObject({
  id: wireText,
  is_einvoice: z.boolean().nullish().catch(undefined),
  file_name: optionalWireText,
  attachment_id: optionalWireText,
  display_attachment_id: optionalWireText,
  einvoicing_lifecycle_events: events,
  created_at: optionalWireInstant,
  updated_at: wireInstant,
});

/** An invoice we received, as it is read. */
export type SupplierInvoice = z.output<typeof supplierInvoiceSchema>;

const meta = z
  .looseObject({ next_page: z.number().nullish().catch(undefined) })
  .nullish()
  .catch(undefined);

/** Pages. Entries are read one by one so that a single odd one does not hide the others. */
export const clientPageSchema = z.looseObject({ client_invoices: z.array(z.unknown()), meta });
export const supplierPageSchema = z.looseObject({ supplier_invoices: z.array(z.unknown()), meta });

/** One thing, in its envelope. */
export const clientAnswerSchema = z.looseObject({ client_invoice: clientInvoiceSchema });
export const supplierAnswerSchema = z.looseObject({ supplier_invoice: supplierInvoiceSchema });

/** Where a file can be fetched, for 30 minutes. */
export const attachmentSchema = z.looseObject({
  attachment: z.looseObject({ url: wireText, file_name: optionalWireText, file_content_type: optionalWireText }),
});

const settings = z.looseObject({ sending_status: optionalWireText, receiving_status: optionalWireText });

/** Whether the organisation may send and receive e-invoices; the envelope is not always there. */
export const settingsSchema = z.union([
  z.looseObject({ einvoicing_settings: settings }).transform((answer) => answer.einvoicing_settings),
  settings,
]);

const about = z.looseObject({ id: optionalWireText }).nullish().catch(undefined);

/** A webhook. Where it names its object is told in examples only, so every place seen is read. */
export const eventSchema = z.looseObject({
  type: optionalWireText,
  event: optionalWireText,
  client_invoice: about,
  supplier_invoice: about,
  data: z
    .looseObject({
      id: optionalWireText,
      client_invoice_id: optionalWireText,
      supplier_invoice_id: optionalWireText,
      client_invoice: about,
      supplier_invoice: about,
    })
    .nullish()
    .catch(undefined),
});
