import { Injectable } from '@nestjs/common';
import { ExportWriter } from '@onefacture/accounts';
import type { JobPayload } from '@onefacture/queue';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class ExportDataProcessor extends JobProcessor {
  readonly queue = 'export-data';
  /** Each reads and opens all that an organisation has. */
  override readonly concurrency = 1;

  constructor(private readonly exports: ExportWriter) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.exports.run(job);
  }
}
