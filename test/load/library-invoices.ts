import { completeInvoice, type Invoice, readInvoiceBody } from '@onefacture/invoice';
import { freshInvoice } from './invoices.js';

/** The quick-start invoice with a number that was never used, as the library completes it. */
export function invoiceOf(lines: number): Invoice {
  const reading = readInvoiceBody(JSON.parse(freshInvoice(lines)), { maxLines: 10_000 });
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  const { siren = '', name } = reading.body.seller;
  return completeInvoice(reading.body, { seller: { siren, name } });
}
