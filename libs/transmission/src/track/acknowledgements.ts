import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { InvoiceRepository } from '@onefacture/invoicing';
import { z } from 'zod';
import type { AttemptEntity } from '../attempts/attempt.entity.js';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { MessageSettlement } from '../messages/message-settlement.js';
import { acknowledgementFailure } from '../submit/platform-answer.js';
import type { AcknowledgedFlow } from './acknowledged-flow.js';

/** Technical acknowledgements of what we sent: invoices and lifecycle messages. Only `Error` says something of them. */
@Injectable()
export class Acknowledgements {
  constructor(
    private readonly messages: MessageSettlement,
    private readonly recorder: LifecycleRecorder,
  ) {}

  /** Records the acknowledgement of a flow of ours; nothing when its tracking id is not one of ours. */
  async record(tx: OrganisationTransaction, flow: AcknowledgedFlow): Promise<void> {
    const trackingId = z.uuid().safeParse(flow.tracking_id).data;
    if (trackingId === undefined) return;
    const attempt = await new AttemptRepository(tx).findByTrackingId(trackingId);
    await (attempt ? this.recordOfInvoice(tx, attempt, flow) : this.messages.acknowledge(tx, trackingId, flow));
  }

  private async recordOfInvoice(
    tx: OrganisationTransaction,
    attempt: AttemptEntity,
    flow: AcknowledgedFlow,
  ): Promise<void> {
    const { acknowledgement } = flow;
    if (attempt.acknowledgement === acknowledgement.status) return;
    const attempts = new AttemptRepository(tx);
    const invoices = new InvoiceRepository(tx);
    const invoice = await invoices.lock(attempt.invoiceId);
    await attempts.update(attempt.id, { acknowledgement: acknowledgement.status, flowId: flow.flow_id });
    if (acknowledgement.status !== 'Error') return;
    const { error, word } = acknowledgementFailure(acknowledgement);
    await attempts.update(attempt.id, { state: 'REJECTED' });
    await invoices.update(invoice.id, { submissionState: 'failed', submissionDueAt: null });
    await invoices.setSubmissionError(invoice.id, error);
    await this.recorder.record(tx, invoice, {
      sourceKey: `acknowledgement:${flow.flow_id}`,
      kind: 'acknowledgement_error',
      at: new Date(flow.updated_at),
      origin: 'platform',
      attempt: attempt.number,
      reason: { ...error },
      rawWord: word,
      rawPayload: Buffer.from(JSON.stringify(flow.raw)),
    });
  }
}
