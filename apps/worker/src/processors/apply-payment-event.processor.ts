import { Injectable, Logger } from '@nestjs/common';
import { OwnInvoiceMaker, PaymentSyncService } from '@onefacture/billing';
import type { JobPayload } from '@onefacture/queue';
import { JobProcessor } from '../jobs/job-processor.js';

/** The payment provider limits how often it is asked. */
const AT_A_TIME = 4;

@Injectable()
export class ApplyPaymentEventProcessor extends JobProcessor {
  readonly queue = 'apply-payment-event';
  override readonly concurrency = AT_A_TIME;

  private readonly logger = new Logger(ApplyPaymentEventProcessor.name);

  constructor(
    private readonly payments: PaymentSyncService,
    private readonly ownInvoices: OwnInvoiceMaker,
  ) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.payments.applyDue(job.organization_id);
    await this.makeDocuments(job.organization_id);
  }

  /** What cannot be made now is made by the hourly round. */
  private async makeDocuments(organizationId: string): Promise<void> {
    try {
      await this.ownInvoices.makeFor(organizationId);
    } catch (error) {
      this.logger.warn(
        `no documents for ${organizationId} yet: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
