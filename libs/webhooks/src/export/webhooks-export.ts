import { Injectable } from '@nestjs/common';
import { ExportSource, pagedEntries, type ExportEntry } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { EndpointRepository } from '../endpoints/endpoint.repository.js';
import { presentEndpoint } from '../endpoints/present-endpoint.js';

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
      presentEndpoint,
    );
  }
}
