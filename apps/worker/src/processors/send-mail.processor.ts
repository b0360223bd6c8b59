import { Injectable } from '@nestjs/common';
import { Postman } from '@onefacture/mail';
import type { JobPayload } from '@onefacture/queue';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class SendMailProcessor extends JobProcessor {
  readonly queue = 'send-mail';

  constructor(private readonly postman: Postman) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.postman.deliver(job);
  }
}
