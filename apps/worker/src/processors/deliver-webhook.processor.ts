import { Injectable } from '@nestjs/common';
import { WebhookSettings } from '@onefacture/config';
import type { JobPayload } from '@onefacture/queue';
import { DeliveriesService } from '@onefacture/webhooks';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class DeliverWebhookProcessor extends JobProcessor {
  readonly queue = 'deliver-webhook';
  override readonly concurrency: number;

  constructor(
    private readonly deliveries: DeliveriesService,
    { concurrency }: WebhookSettings,
  ) {
    super();
    this.concurrency = concurrency;
  }

  async process(job: JobPayload): Promise<number> {
    return this.deliveries.deliver(job);
  }
}
