import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { enqueue } from '@onefacture/queue';
import { uuidv7 } from 'uuidv7';
import type { MailData, MailLanguage, MailTemplate } from '../templates/mail-data.js';
import { MailContent } from './mail-content.js';
import { MailRepository } from './mail.repository.js';

/** A mail to be sent. */
export interface MailRequest<T extends MailTemplate> {
  /** One address, without a name. */
  readonly to: string;
  readonly template: T;
  readonly language: MailLanguage;
  readonly data: MailData[T];
}

/** Asks for mails. */
@Injectable()
export class Mails {
  constructor(
    private readonly content: MailContent,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for a mail in the caller's transaction: no commit, no mail. It belongs to the transaction's organisation; one
   * to a user goes with the organisation he lives in. The worker sends it.
   * @returns the mail's id, which is in its Message-ID
   */
  async send<T extends MailTemplate>(tx: OrganisationTransaction, mail: MailRequest<T>): Promise<string> {
    const id = uuidv7();
    const { to, template, language, data } = mail;
    const createdAt = this.clock.now();
    await new MailRepository(tx).insert({
      id,
      template,
      language,
      content: await this.content.seal({ organizationId: tx.organizationId, id }, { to, data }),
      state: 'waiting',
      attempts: 0,
      tries: 1,
      dueAt: createdAt,
      lastAttemptAt: null,
      error: null,
      createdAt,
    });
    await enqueue(tx, { queue: 'send-mail', id, attempt: 1 });
    return id;
  }
}
