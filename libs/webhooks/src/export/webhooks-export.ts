import { Injectable } from '@nestjs/common';
import { ExportSource, pagedEntries, type ExportEntry } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';

/** The settings of webhook endpoints, without their secrets. */
@Injectable()
export class WebhooksExport extends ExportSource {
  constructor(private readonly database: Database) {
    super();
  }

  override async *entries(organizationId: string): AsyncIterable<ExportEntry> {
    yield* pagedEntries(
      'webhooks',
      (limit, after) =>
        this.database.inOrganisation(organizationId, (tx) => new EndpointRepository(tx).list(limit, after)),
      (endpoint) => ({
        id: endpoint.id,
        url: endpoint.url,
        description: endpoint.description,
        event_types: endpoint.eventTypes,
        payload: endpoint.payload,
        header_names: endpoint.headerNames,
        allowed_ips: endpoint.allowedIps,
        client_certificate: endpoint.clientCertificateFacts,
        public_key: endpoint.publicKey,
        retry_schedule: endpoint.retrySchedule,
        max_concurrency: endpoint.maxConcurrency,
        rate_limit: endpoint.rateLimit,
        enabled: endpoint.enabled,
        created_at: endpoint.createdAt.toISOString(),
        updated_at: endpoint.updatedAt.toISOString(),
      }),
    );
  }
}
