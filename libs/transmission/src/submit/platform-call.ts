import { Injectable, Logger } from '@nestjs/common';
import { PlatformGateway } from '@onefacture/adapters';
import { InvoicesService, type FrozenDocument } from '@onefacture/invoicing';
import { ConnectionsService } from '../connections/connections.service.js';
import { askPlatform } from './platform-answer.js';
import { submissionFault } from './submission-fault.js';
import { publicReferences, submissionOf, type PublicReferences } from './submission-file.js';
import type { Answer, Question } from './submission-work.js';

/** Sends the file of an attempt, or asks for its tracking id. */
@Injectable()
export class PlatformCall {
  private readonly logger = new Logger(PlatformCall.name);

  constructor(
    private readonly gateway: PlatformGateway,
    private readonly connections: ConnectionsService,
    private readonly invoices: InvoicesService,
  ) {}

  /** Never throws: whatever went wrong is the answer, so that it is counted. */
  async ask(
    { attempt, invoice, connection: stored, asked }: Question,
    frozen: readonly FrozenDocument[],
  ): Promise<Answer> {
    let sent: 'no' | 'maybe' = 'no';
    try {
      const connection = await this.connections.open(stored);
      const submission = submissionOf(attempt, invoice, frozen, await this.references(stored.platform, invoice));
      sent = 'maybe';
      const question = { asked, connection, submission, requestId: attempt.id };
      const { failure, ...answer } = await askPlatform(this.gateway, question);
      return failure ? { ...answer, fault: { ...failure, origin: 'platform' } } : answer;
    } catch (error) {
      this.logger.error(`attempt ${attempt.id} broke off`, error instanceof Error ? error.stack : String(error));
      return { outcome: { kind: 'failed', sent }, fault: submissionFault(error, 'call') };
    }
  }

  /** The sealed model is opened only for a platform that asks for more than its plain members. */
  private async references(platform: string, invoice: Question['invoice']): Promise<PublicReferences | undefined> {
    if (this.gateway.capabilities(platform).public_bodies !== true) return undefined;
    return publicReferences(await this.invoices.open(invoice));
  }
}
