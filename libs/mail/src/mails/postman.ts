import { Injectable, Logger } from '@nestjs/common';
import { MailSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { enqueue, type JobPayload } from '@onefacture/queue';
import { MailServer, type MailAnswer } from '../smtp/mail-server.js';
import { writeMail } from '../templates/write-mail.js';
import { MailContent, type OpenMail } from './mail-content.js';
import type { MailEntity, MailState } from './mail.entity.js';
import { MailRepository } from './mail.repository.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;
/** How long after its deadline an attempt counts as lost. */
const LEASE_MARGIN_MS = 15_000;

interface Work {
  readonly mail: MailEntity;
  readonly open: OpenMail;
}

/**
 * Sends mails, each at most once as far as SMTP tells: only a clear “not now” is followed by another attempt. What
 * was handed over without an answer stays `unknown`; its Message-ID is the row's id, so that it can be looked for.
 */
@Injectable()
export class Postman {
  private readonly logger = new Logger(Postman.name);

  constructor(
    private readonly database: Database,
    private readonly content: MailContent,
    private readonly server: MailServer,
    private readonly settings: MailSettings,
    private readonly clock: Clock,
  ) {}

  /** One attempt at one mail; nothing when it is not due or over. */
  async deliver({ organization_id: organization, id }: JobPayload): Promise<void> {
    const work = await this.database.inOrganisation(organization, (tx) => this.claim(tx, id));
    if (!work) return;
    const { mail, open } = work;
    const letter = writeMail(mail.template, mail.language, open.data);
    const answer = await this.server.send({ id, to: open.to, ...letter });
    await this.database.inOrganisation(organization, (tx) => this.settle(tx, mail, answer));
  }

  private async claim(tx: OrganisationTransaction, id: string): Promise<Work | undefined> {
    const mails = new MailRepository(tx);
    const mail = await mails.lock(id);
    const now = this.clock.now();
    if (!mail?.dueAt || !mail.content || mail.dueAt.getTime() > now.getTime() + CLOCK_SKEW_MS) return undefined;
    if (mail.state === 'sending') {
      await this.end(tx, mail, 'unknown', 'The worker ended while the mail was being sent.');
      return undefined;
    }
    const open = await this.content.open(mail, mail.content);
    const claimed = {
      state: 'sending' as const,
      attempts: mail.attempts + 1,
      lastAttemptAt: now,
      dueAt: new Date(now.getTime() + this.settings.timeoutMs + LEASE_MARGIN_MS),
    };
    await mails.update(id, claimed);
    return { mail: { ...mail, ...claimed }, open };
  }

  private async settle(tx: OrganisationTransaction, mail: MailEntity, answer: MailAnswer): Promise<void> {
    const current = await new MailRepository(tx).lock(mail.id);
    if (current?.state !== 'sending' || current.attempts !== mail.attempts) return;
    if (answer.kind === 'accepted') return this.end(tx, mail, 'sent', null);
    if (answer.kind === 'unknown') return this.end(tx, mail, 'unknown', answer.error);
    const wait = answer.kind === 'later' ? this.settings.retryScheduleMs[mail.attempts - 1] : undefined;
    if (wait === undefined) return this.end(tx, mail, 'failed', answer.error);
    const dueAt = new Date(this.clock.now().getTime() + wait);
    const tries = mail.tries + 1;
    await new MailRepository(tx).update(mail.id, { state: 'waiting', dueAt, tries, error: answer.error });
    await enqueue(tx, { queue: 'send-mail', id: mail.id, attempt: tries, dueAt });
  }

  private async end(
    tx: OrganisationTransaction,
    mail: MailEntity,
    state: Extract<MailState, 'sent' | 'failed' | 'unknown'>,
    error: string | null,
  ): Promise<void> {
    if (error !== null) this.logger.warn(`mail ${mail.id} (${mail.template}): ${state}: ${error}`);
    await new MailRepository(tx).update(mail.id, { state, error, dueAt: null, content: null });
  }
}
