import { Injectable } from '@nestjs/common';
import { Eraser } from '@onefacture/accounts';
import type { JobPayload } from '@onefacture/queue';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class EraseDataProcessor extends JobProcessor {
  readonly queue = 'erase-data';
  override readonly concurrency = 1;

  constructor(private readonly eraser: Eraser) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.eraser.run(job);
  }
}
