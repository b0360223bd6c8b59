import { Injectable } from '@nestjs/common';
import type { JobPayload } from '@onefacture/queue';
import { MessagesService } from '@onefacture/transmission';
import { JobProcessor } from '../jobs/job-processor.js';

@Injectable()
export class SendMessageProcessor extends JobProcessor {
  readonly queue = 'send-message';

  constructor(private readonly messages: MessagesService) {
    super();
  }

  async process(job: JobPayload): Promise<void> {
    await this.messages.send(job);
  }
}
