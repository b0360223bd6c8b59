import { Injectable } from '@nestjs/common';
import { ExportSource, jsonEntry, pagedEntries, pagesOf, type ExportEntry } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { LicenceRepository } from '../licences/licence.repository.js';
import { OwnInvoices } from '../own-invoices/own-invoices.service.js';
import { PaymentRecordRepository } from '../payments/payment-records.repository.js';
import { SubscriptionRepository } from '../subscriptions/subscription.repository.js';
import { UsageRepository } from '../usage/usage.repository.js';

const PAGE = 100;

/**
 * What the organisation bought and used: subscription, licences, usage, means of payment as they are shown, and the
 * invoices for it with their documents.
 */
@Injectable()
export class BillingExport extends ExportSource {
  constructor(
    private readonly database: Database,
    private readonly documents: OwnInvoices,
  ) {
    super();
  }

  override async *entries(organizationId: string): AsyncIterable<ExportEntry> {
    yield await this.#standing(organizationId);
    yield* pagedEntries(
      'subscription_invoices',
      (limit, after) => this.#in(organizationId, (tx) => new PaymentRecordRepository(tx).invoices(limit, after)),
      (invoice) => invoice,
    );
    yield* this.#documents(organizationId);
  }

  async *#documents(organizationId: string): AsyncIterable<ExportEntry> {
    const pages = pagesOf(PAGE, (limit, before) =>
      this.#in(organizationId, (tx) => new PaymentRecordRepository(tx).invoices(limit, before)),
    );
    for await (const page of pages) {
      for (const { id } of page.filter(({ document }) => document?.state === 'ready')) {
        const { filename, bytes } = await this.documents.file(organizationId, id);
        yield { path: `subscription-invoices/${id}/${filename}`, bytes, counts: { documents: 1 } };
      }
    }
  }

  async #standing(organizationId: string): Promise<ExportEntry> {
    return this.#in(organizationId, async (tx) => {
      const found = await new SubscriptionRepository(tx).find();
      const { organizationId: _, ...subscription } = found ?? { organizationId };
      const licences = await new LicenceRepository(tx).given();
      const methods = await new PaymentRecordRepository(tx).methods();
      return jsonEntry('billing.json', {
        subscription: found ? snakeCased(subscription) : null,
        licences: licences.map(({ feature, grantedAt, expiresAt }) => ({
          feature,
          granted_at: grantedAt,
          expires_at: expiresAt,
        })),
        payment_methods: methods,
        usage: await new UsageRepository(tx).all(),
      });
    });
  }

  #in: Database['inOrganisation'] = (organizationId, work) => this.database.inOrganisation(organizationId, work);
}

const snakeCased = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), member]),
  );
