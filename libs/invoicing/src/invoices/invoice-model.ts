import { Injectable } from '@nestjs/common';
import { invoiceFromStored, invoiceToStored, type Invoice } from '@onefacture/invoice';
import { Envelope } from '@onefacture/security';
import type { InvoiceEntity } from './invoice.entity.js';

const place = (organizationId: string, invoiceId: string) => ({
  organization_id: organizationId,
  row: invoiceId,
  column: 'invoices.model',
});

/** Seals and opens the semantic model of a stored invoice. */
@Injectable()
export class InvoiceModel {
  constructor(private readonly envelope: Envelope) {}

  async seal(organizationId: string, invoiceId: string, invoice: Invoice): Promise<Buffer> {
    return Buffer.from(await this.envelope.sealText(invoiceToStored(invoice), place(organizationId, invoiceId)));
  }

  async open(entity: Pick<InvoiceEntity, 'organizationId' | 'id' | 'model'>): Promise<Invoice> {
    return invoiceFromStored(await this.openText(entity));
  }

  /** The model as `invoiceToStored` wrote it, for another process to read. */
  async openText(entity: Pick<InvoiceEntity, 'organizationId' | 'id' | 'model'>): Promise<string> {
    return this.envelope.openText(entity.model, place(entity.organizationId, entity.id));
  }
}
