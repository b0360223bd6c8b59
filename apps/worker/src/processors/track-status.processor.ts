import { Injectable } from '@nestjs/common';
import type { JobPayload } from '@onefacture/queue';
import { TrackingService } from '@onefacture/transmission';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class TrackStatusProcessor extends JobProcessor {
  readonly queue = 'track-status';

  constructor(private readonly tracking: TrackingService) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.tracking.track(job);
  }
}
