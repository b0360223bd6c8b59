import { buffer } from 'node:stream/consumers';
import { conversionSource, convertInvoice, type ConversionTarget } from '@onefacture/formats';
import type { Profile } from '@onefacture/invoice';
import PdfKit from 'pdfkit';
import { invoiceBody } from './invoices.js';

const CREATED_AT = new Date('2026-06-01T08:00:00Z');

/** An invoice as a caller’s own program would write it: the JSON body, completed, in another kind. */
export async function ownDocument(
  to: ConversionTarget,
  change: Readonly<Record<string, unknown>> = {},
  profile?: Profile,
): Promise<Buffer> {
  const source = conversionSource(Buffer.from(JSON.stringify(invoiceBody(change))));
  const { bytes } = await convertInvoice(source, { to, profile, createdAt: CREATED_AT, generator: 'caller 1.0' });
  return to === 'facturx' || to === 'readable' ? Buffer.from(bytes) : stamped(bytes);
}

/** With a comment and an odd line end, which only the untouched bytes have. */
const stamped = (bytes: Uint8Array): Buffer =>
  Buffer.from(Buffer.from(bytes).toString('utf8').replace('?>', '?>\r\n<!-- written by the caller -->'), 'utf8');

/** A page whose font the reader must have, which PDF/A forbids. */
export async function pageWithoutFonts(): Promise<Buffer> {
  const pdf = new PdfKit();
  pdf.font('Helvetica').text('Facture');
  pdf.end();
  return buffer(pdf);
}
