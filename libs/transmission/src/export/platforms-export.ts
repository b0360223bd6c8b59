import { Injectable } from '@nestjs/common';
import { ExportSource, pagedEntries, pagesOf, type ExportEntry } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { Envelope } from '@onefacture/security';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { StoredSettings } from '../connections/stored-settings.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { messagePlace } from '../messages/message-files.js';
import { RoutingOverrideRepository } from '../routing/routing-override.repository.js';

const PAGE = 100;

/**
 * What goes on with platforms: connections without their credentials, overrides of routes, attempts to send, and the
 * lifecycle messages that were sent, byte for byte.
 */
@Injectable()
export class PlatformsExport extends ExportSource {
  constructor(
    private readonly database: Database,
    private readonly envelope: Envelope,
  ) {
    super();
  }

  override async *entries(organizationId: string): AsyncIterable<ExportEntry> {
    yield* pagedEntries(
      'platform_connections',
      (limit, after) => this.#in(organizationId, (tx) => new ConnectionRepository(tx).page(limit, after)),
      ({ id, name, platform, syntax, isDefault, enabled, settings, createdAt, updatedAt }) => {
        const { base_url, directory_base_url, token_url, organization_header, rate } = StoredSettings.parse(settings);
        return {
          ...{ id, name, platform, syntax, is_default: isDefault, enabled },
          ...{ base_url, directory_base_url, token_url, organization_header },
          rate_limit: rate,
          created_at: createdAt.toISOString(),
          updated_at: updatedAt.toISOString(),
        };
      },
    );
    yield* pagedEntries(
      'routing_overrides',
      (limit, after) => this.#in(organizationId, (tx) => new RoutingOverrideRepository(tx).page(limit, after)),
      ({ id, recipientSiren, companyId, connectionId, note }) => ({
        ...{ id, recipient_siren: recipientSiren, company_id: companyId, connection_id: connectionId, note },
      }),
    );
    yield* pagedEntries(
      'submission_attempts',
      (limit, after) => this.#in(organizationId, (tx) => new AttemptRepository(tx).page(limit, after)),
      (attempt) => ({
        id: attempt.id,
        invoice_id: attempt.invoiceId,
        number: attempt.number,
        platform: attempt.platform,
        tracking_id: attempt.trackingId,
        flow_id: attempt.flowId,
        state: attempt.state,
        syntax: attempt.syntax,
        acknowledgement: attempt.acknowledgement,
        error: attempt.error,
        sent_at: attempt.sentAt?.toISOString() ?? null,
        answered_at: attempt.answeredAt?.toISOString() ?? null,
      }),
    );
    yield* this.#messages(organizationId);
  }

  async *#messages(organizationId: string): AsyncIterable<ExportEntry> {
    const pages = pagesOf(PAGE, (limit, after) =>
      this.#in(organizationId, (tx) => new OutgoingMessageRepository(tx).page(limit, after)),
    );
    for await (const page of pages) {
      for (const { id, message } of page) {
        const bytes = await this.envelope.open(message, messagePlace(organizationId, id));
        yield { path: `lifecycle-messages/${id}.xml`, bytes, counts: { lifecycle_messages: 1 } };
      }
    }
  }

  #in: Database['inOrganisation'] = (organizationId, work) => this.database.inOrganisation(organizationId, work);
}
