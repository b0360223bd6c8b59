import { z } from 'zod';
import { optionalWireInstant, optionalWireText, wireInstant, wireText } from '../../http/wire-text.js';

/** Tolerant readers of the answers of Pennylane's Company API v2: extras are kept, unknown words stay. */

/** Answer to an imported e-invoice. */
export const importedSchema = z.looseObject({ id: wireText });

const eInvoicing = z.looseObject({
  status: optionalWireText,
  reason: optionalWireText,
  source_file_url: optionalWireText,
});

/** A customer or supplier invoice; both carry these members. */
export const invoiceSchema = z.looseObject({
  id: wireText,
  invoice_number: optionalWireText,
  external_reference: optionalWireText,
  filename: optionalWireText,
  public_file_url: optionalWireText,
  /** With VAT, in the invoice's currency. */
  currency_amount: optionalWireText,
  factur_x: z.boolean().nullish().catch(undefined),
  schematron_validation_status: optionalWireText,
  /** Null: not an e-invoice, or not sent yet. Missing: this answer does not show it. */
  e_invoicing: eInvoicing.nullish(),
  created_at: optionalWireInstant,
  updated_at: optionalWireInstant,
});

/** A Pennylane invoice and the object it was read from. */
export type PennylaneInvoice = z.output<typeof invoiceSchema>;

/** One entry of a change log: it names what changed, never its state. */
export const changeSchema = z.looseObject({
  id: wireText,
  operation: optionalWireText,
  processed_at: wireInstant,
});

/** One change. */
export type PennylaneChange = z.output<typeof changeSchema>;

/** A page of a list. Entries are read one by one so that a single odd one does not hide the others. */
export const pageSchema = z.looseObject({
  items: z.array(z.unknown()),
  has_more: z.boolean().nullish().catch(undefined),
  next_cursor: optionalWireText,
});

/** A webhook: what happened to which object. */
export const eventSchema = z.looseObject({
  id: wireText,
  event: z.string(),
  data: z.looseObject({ object: z.looseObject({ id: wireText }).nullish() }).nullish(),
});
