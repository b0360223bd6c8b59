import type { Change, Invoice } from './account.js';

/** An invoice as Pennylane's API shows it; the members that have to do with e-invoicing, and some others. */
export function shownInvoice(invoice: Invoice, base: string): object {
  const { eInvoicing, collection } = invoice;
  const link = `${base}/files/${invoice.fileToken}`;
  const shared = {
    id: invoice.id,
    label: `${collection === 'customer_invoices' ? 'Facture' : 'Facture fournisseur'} ${invoice.number ?? invoice.id}`,
    invoice_number: invoice.number,
    currency: 'EUR',
    amount: invoice.amount,
    currency_amount: invoice.amount,
    filename: invoice.filename,
    public_file_url: link,
    external_reference: invoice.reference,
    archived_at: null,
    created_at: invoice.createdAt,
    updated_at: invoice.updatedAt,
  };
  const state = eInvoicing && { status: eInvoicing.status, reason: eInvoicing.reason, flow: { id: eInvoicing.flowId } };
  if (collection === 'supplier_invoices') {
    return { ...shared, e_invoicing: state && { ...state, source_file_url: link } };
  }
  return {
    ...shared,
    draft: false,
    factur_x: invoice.pdf,
    schematron_validation_status: invoice.schematron,
    e_invoicing: state,
  };
}

export function shownChange({ id, operation, at }: Change, createdAt: string): object {
  return { id, operation, processed_at: at, created_at: createdAt, updated_at: at };
}
