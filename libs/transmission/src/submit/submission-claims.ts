import { Injectable } from '@nestjs/common';
import { CallSettings } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { InvoiceRepository, type InvoiceEntity } from '@onefacture/invoicing';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { OPEN_ATTEMPT_STATES } from '../attempts/attempt.entity.js';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { RoutingService, type ChosenRoute } from '../routing/routing.service.js';
import { syntaxOf } from './submission-file.js';
import type { Claim, Question } from './submission-work.js';

/** A job may arrive this much before its row is due: clocks of two machines differ. */
const CLOCK_SKEW_MS = 250;

/** What is committed before a platform is asked: who works on the invoice, and what may be under way. */
@Injectable()
export class SubmissionClaims {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly routing: RoutingService,
    private readonly calls: CallSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a due invoice for the time one step may need; a worker that dies costs that time, nothing else.
   * @returns nothing when it is not due or already over
   */
  async claim(tx: OrganisationTransaction, id: string): Promise<Claim | undefined> {
    const invoices = new InvoiceRepository(tx);
    const invoice = await invoices.lock(id);
    const now = this.clock.now().getTime();
    if (!invoice.submissionDueAt || invoice.submissionDueAt.getTime() > now + CLOCK_SKEW_MS) return undefined;
    const leaseUntil = new Date(now + this.routing.deadlineMs + 2 * this.calls.deadlineMs + 5_000);
    const submissionState = invoice.submissionState === 'unknown' ? 'unknown' : 'sending';
    const claims = invoice.submissionClaims + 1;
    await invoices.update(id, { submissionState, submissionDueAt: leaseUntil, submissionClaims: claims });
    const last = await new AttemptRepository(tx).latest(invoice.id);
    if (last && OPEN_ATTEMPT_STATES.has(last.state)) return { invoice, leaseUntil, claims, openSyntax: last.syntax };
    return { invoice, leaseUntil, claims, ground: await this.routing.ground(tx, invoice) };
  }

  /**
   * The attempt in hand: the last one while its outcome is open, else a new one; committed as SENT before the call.
   * @param chosen where a new one goes; the default connection when left out
   * @throws AppError platform.misconfigured when there is no connection, or the chosen one went away meanwhile
   */
  async prepare(tx: OrganisationTransaction, invoice: InvoiceEntity, chosen?: ChosenRoute): Promise<Question> {
    const attempts = new AttemptRepository(tx);
    const last = await attempts.latest(invoice.id);
    const now = this.clock.now();
    if (last && last.state !== 'ACKED' && last.state !== 'REJECTED') {
      const connection = await this.connections.findOrChoose(tx, last.connectionId);
      if (last.state !== 'PREPARED') return { attempt: last, invoice, connection, asked: 'look' };
      await attempts.update(last.id, { state: 'SENT', sentAt: now });
      return { attempt: { ...last, state: 'SENT', sentAt: now }, invoice, connection, asked: 'send' };
    }
    const connection = chosen ? await this.stillThere(tx, chosen) : await this.connections.choose(tx);
    const attempt = newAttempt(invoice, connection, (last?.number ?? 0) + 1, now);
    const route = chosen?.route ?? null;
    await attempts.insert(attempt, route);
    return {
      attempt: { ...attempt, organizationId: tx.organizationId, error: null, route },
      invoice,
      connection,
      asked: 'send',
    };
  }

  /** As it was chosen: the file is frozen in its syntax. */
  private async stillThere(tx: OrganisationTransaction, { connection }: ChosenRoute): Promise<ConnectionEntity> {
    const found = await new ConnectionRepository(tx).find(connection.id);
    if (found?.enabled === true && found.syntax === connection.syntax) return found;
    throw new AppError('platform.misconfigured', {
      detail: 'The platform connection was changed while the invoice was on its way to it; the next attempt sees that.',
    });
  }
}

function newAttempt(invoice: InvoiceEntity, connection: ConnectionEntity, number: number, now: Date) {
  return {
    id: uuidv7(),
    invoiceId: invoice.id,
    connectionId: connection.id,
    number,
    platform: connection.platform,
    trackingId: uuidv7(),
    state: 'SENT' as const,
    syntax: syntaxOf(invoice, connection.syntax),
    flowId: null,
    acknowledgement: null,
    notFoundLooks: 0,
    preparedAt: now,
    sentAt: now,
    answeredAt: null,
    calls: 0,
    statusDueAt: null,
  };
}
