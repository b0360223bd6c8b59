import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import {
  PaymentRecordRepository,
  type PaymentInvoiceRow,
  type PaymentMethodRow,
} from './payment-records.repository.js';

/** Reads the copies of what the payment provider keeps; it is not asked. */
@Injectable()
export class PaymentRecordsService {
  constructor(private readonly database: Database) {}

  /** Invoices that are final, newest first. */
  async invoices(organizationId: string, limit: number, before?: string): Promise<PaymentInvoiceRow[]> {
    return this.database.inOrganisation(organizationId, (tx) =>
      new PaymentRecordRepository(tx).invoices(limit, before),
    );
  }

  /** Means of payment, the default one first. */
  async methods(organizationId: string): Promise<PaymentMethodRow[]> {
    return this.database.inOrganisation(organizationId, (tx) => new PaymentRecordRepository(tx).methods());
  }
}
