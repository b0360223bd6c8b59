import { Injectable, Logger } from '@nestjs/common';
import { PlatformFault, PlatformGateway, type Connection, type FlowStatus } from '@onefacture/adapters';
import { QueueSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { InvoiceRepository } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import type { AttemptEntity } from '../attempts/attempt.entity.js';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { Acknowledgements } from './acknowledgements.js';
import { isFinal } from './polling.js';
import { nextPoll } from './polling-plan.js';
import { ReportedStatuses } from './reported-statuses.js';

/** Invoices asked about side by side. */
const ASKED_TOGETHER = 5;
/** Invoices read from the database at a time. */
const BATCH = 25;
/** Faults about one invoice; any other is about the platform, and ends the poll. */
const OF_ONE_INVOICE: ReadonlySet<string> = new Set(['rejected', 'malformed']);

/** Asks platforms that tell statuses one by one, each invoice at its own pace: often while it is young, then less. */
@Injectable()
export class StatusInquiry {
  private readonly logger = new Logger(StatusInquiry.name);

  constructor(
    private readonly database: Database,
    private readonly gateway: PlatformGateway,
    private readonly acknowledgements: Acknowledgements,
    private readonly statuses: ReportedStatuses,
    private readonly queues: QueueSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks about every invoice of the connection that is due.
   * @param goOn asked between two groups; false ends the work, what is left stays due
   */
  async ask(connection: Connection, goOn: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const due = await this.inOrganisation(connection, (tx) =>
        new AttemptRepository(tx).dueForStatus(connection.connection_id, this.clock.now(), BATCH),
      );
      if (due.length === 0) return;
      for (let next = 0; next < due.length; next += ASKED_TOGETHER) {
        await Promise.all(due.slice(next, next + ASKED_TOGETHER).map((attempt) => this.askOne(connection, attempt)));
        if (!(await goOn())) return;
      }
    }
  }

  private async askOne(connection: Connection, attempt: AttemptEntity): Promise<void> {
    const status = await this.statusOf(connection, attempt);
    if (status) {
      await this.statuses.record(connection.organization_id, connection.connection_id, status.statuses);
      const { flow_id, acknowledgement } = status;
      const at = this.clock.now().toISOString();
      await this.inOrganisation(connection, (tx) =>
        this.acknowledgements.record(tx, {
          flow_id,
          tracking_id: attempt.trackingId,
          acknowledgement,
          updated_at: at,
          raw: { acknowledgement },
        }),
      );
    }
    await this.inOrganisation(connection, (tx) => this.planNext(tx, attempt));
  }

  private async statusOf(connection: Connection, attempt: AttemptEntity): Promise<FlowStatus | null> {
    const { flowId, trackingId, invoiceId } = attempt;
    if (flowId === null) return null;
    const invoice = await this.inOrganisation(connection, (tx) => new InvoiceRepository(tx).get(invoiceId));
    const reference = {
      flow_id: flowId,
      tracking_id: trackingId,
      invoice: { number: invoice.number, seller_siren: invoice.sellerSiren },
    };
    try {
      const status = await this.gateway.getStatus(connection, reference);
      if (!status) this.logger.error(`${connection.platform} no longer knows flow ${flowId} of invoice ${invoiceId}`);
      return status;
    } catch (error) {
      if (!(error instanceof PlatformFault) || !OF_ONE_INVOICE.has(error.fault)) throw error;
      this.logger.error(`the status of invoice ${invoiceId} cannot be read: ${error.message}`);
      return null;
    }
  }

  private async planNext(tx: OrganisationTransaction, { id, invoiceId }: AttemptEntity): Promise<void> {
    const { status, updatedAt } = await new InvoiceRepository(tx).get(invoiceId);
    const times = { fastMs: this.queues.pollFastMs, slowMs: this.queues.pollSlowMs };
    const statusDueAt = nextPoll(isFinal(status) ? null : updatedAt, times, this.clock.now());
    await new AttemptRepository(tx).update(id, { statusDueAt });
  }

  private async inOrganisation<T>(
    { organization_id }: Connection,
    work: (tx: OrganisationTransaction) => Promise<T>,
  ): Promise<T> {
    return this.database.inOrganisation(organization_id, work);
  }
}
