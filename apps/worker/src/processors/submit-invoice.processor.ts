import { Injectable } from '@nestjs/common';
import type { JobPayload } from '@onefacture/queue';
import { SubmissionService } from '@onefacture/transmission';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class SubmitInvoiceProcessor extends JobProcessor {
  readonly queue = 'submit-invoice';

  constructor(private readonly submissions: SubmissionService) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.submissions.submit(job);
  }
}
