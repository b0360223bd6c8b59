import { Injectable } from '@nestjs/common';
import type { JobPayload } from '@onefacture/queue';
import { ReceivingService } from '@onefacture/transmission';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class ReceiveInvoiceProcessor extends JobProcessor {
  readonly queue = 'receive-invoice';

  constructor(private readonly receiving: ReceivingService) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.receiving.receive(job);
  }
}
