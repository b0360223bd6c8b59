import { Injectable } from '@nestjs/common';
import type { JobPayload } from '@onefacture/queue';
import { DeliveriesService } from '@onefacture/webhooks';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class DeliverWebhookProcessor extends JobProcessor {
  readonly queue = 'deliver-webhook';

  constructor(private readonly deliveries: DeliveriesService) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.deliveries.deliver(job);
  }
}
