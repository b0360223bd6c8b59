import { ciiInvoice, type SampleInvoice } from './sample-invoice.js';

/** As much of a Factur-X PDF as a platform reads: a PDF header and the invoice as an embedded file. */
export function facturXInvoice(wanted: Partial<SampleInvoice> = {}): Buffer {
  const xml = ciiInvoice(wanted);
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Subtype /text#2Fxml '),
    Buffer.from(`/Length ${xml.length} >>\nstream\n`),
    xml,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< >>\n%%EOF\n'),
  ]);
}
