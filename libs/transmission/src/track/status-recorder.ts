import { Injectable, Logger } from '@nestjs/common';
import type { PlatformFlow } from '@onefacture/adapters';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { readCdar, type LifecycleMessage, type MessageReference } from '@onefacture/formats';
import { InvoiceRepository } from '@onefacture/invoicing';
import { z } from 'zod';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { ReceivedStatuses } from '../receive/received-statuses.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { factOf } from './lifecycle-facts.js';

/** The reader of the message does not ask the calendar; the database does. */
const CivilDate = z.iso.date();

/** A lifecycle message as it was fetched. */
export interface FetchedStatus {
  readonly flow: PlatformFlow;
  readonly bytes: Uint8Array;
}

interface ToldStatus extends FetchedStatus {
  readonly message: LifecycleMessage;
  readonly reference: MessageReference;
}

/** Records what lifecycle messages say of our invoices, and of those we received. */
@Injectable()
export class StatusRecorder {
  private readonly logger = new Logger(StatusRecorder.name);

  constructor(
    private readonly database: Database,
    private readonly recorder: LifecycleRecorder,
    private readonly received: ReceivedStatuses,
  ) {}

  /** Records each invoice a message speaks of; a message that cannot be read, or is about others, is logged. */
  async record(organizationId: string, { flow, bytes }: FetchedStatus): Promise<void> {
    const message = this.read(flow, bytes);
    for (const reference of message?.references ?? []) {
      await this.database.inOrganisation(organizationId, async (tx) => {
        if (message) await this.recordOne(tx, { message, reference, flow, bytes });
      });
    }
  }

  private read(flow: PlatformFlow, bytes: Uint8Array): LifecycleMessage | undefined {
    try {
      const message = readCdar(bytes);
      for (const { issue_date: date } of message.references) CivilDate.optional().parse(date);
      return message;
    } catch (error) {
      if (!(error instanceof AppError || error instanceof z.ZodError)) throw error;
      this.logger.error(`flow ${flow.flow_id} is no readable lifecycle message`, error.message);
      return undefined;
    }
  }

  private async recordOne(tx: OrganisationTransaction, told: ToldStatus): Promise<void> {
    const { message, reference, flow, bytes } = told;
    const invoices = new InvoiceRepository(tx);
    const known = await invoices.findByNumber({
      number: reference.number,
      sellerSiren: reference.seller_siren,
      issueDate: reference.issue_date,
    });
    const isReceived = await this.received.record(tx, message, reference, { flow_id: flow.flow_id, bytes });
    if (!known) {
      if (isReceived) return;
      this.logger.log(`status ${reference.lifecycle_code} is about an invoice that is not ours (flow ${flow.flow_id})`);
      return;
    }
    const invoice = await invoices.lock(known.id);
    const fact = factOf(message, reference, flow, bytes);
    const attempt = await new AttemptRepository(tx).latest(invoice.id);
    const recorded = await this.recorder.record(tx, invoice, {
      ...fact,
      ...(attempt ? { attempt: attempt.number } : {}),
    });
    if (recorded && (fact.code === '221' || fact.code === '501')) {
      await invoices.update(invoice.id, { submissionState: 'failed', submissionDueAt: null });
      // What the platform could not use is not looked for: a retry is a new attempt.
      if (attempt) await new AttemptRepository(tx).update(attempt.id, { state: 'REJECTED' });
    }
  }
}
