import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import {
  PaymentRecordRepository,
  type ListedPaymentInvoice,
  type PaymentInvoiceRow,
  type PaymentMethodRow,
} from './payment-records.repository.js';

/** Reads the copies of what the payment provider keeps; it is not asked. */
@Injectable()
export class PaymentRecordsService {
  constructor(private readonly database: Database) {}

  /** Invoices that are final, newest first. */
  async invoices(organizationId: string, limit: number, before?: string): Promise<ListedPaymentInvoice[]> {
    return this.database.inOrganisation(organizationId, (tx) =>
      new PaymentRecordRepository(tx).invoices(limit, before),
    );
  }

  /** The invoice that has waited longest for its payment; undefined when all are paid. */
  async unpaid(organizationId: string): Promise<PaymentInvoiceRow | undefined> {
    return this.database.inOrganisation(organizationId, (tx) => new PaymentRecordRepository(tx).unpaid());
  }

  /** Means of payment, the default one first. */
  async methods(organizationId: string): Promise<PaymentMethodRow[]> {
    return this.database.inOrganisation(organizationId, (tx) => new PaymentRecordRepository(tx).methods());
  }
}
