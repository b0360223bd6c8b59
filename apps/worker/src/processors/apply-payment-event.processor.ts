import { Injectable } from '@nestjs/common';
import { PaymentSyncService } from '@onefacture/billing';
import type { JobPayload } from '@onefacture/queue';
import { JobProcessor } from '../jobs/job-processor.js';

/** The payment provider limits how often it is asked. */
const AT_A_TIME = 4;

@Injectable()
export class ApplyPaymentEventProcessor extends JobProcessor {
  readonly queue = 'apply-payment-event';
  override readonly concurrency = AT_A_TIME;

  constructor(private readonly payments: PaymentSyncService) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.payments.applyDue(job.organization_id);
  }
}
