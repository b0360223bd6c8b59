import { Injectable, Logger } from '@nestjs/common';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { Catalogues } from '../catalogue/catalogues.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { changeFrom, isOngoing } from './payment-change.js';
import { PaymentProvider, type CustomerStanding } from './payment-provider.js';
import { PaymentRecordRepository } from './payment-records.repository.js';
import { PaymentSyncRepository, type PaymentSyncRow } from './payment-sync.repository.js';

const DAY_MS = 86_400_000;
const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 3_600_000;
/** A job may come a little before its time. */
const CLOCK_SKEW_MS = 250;
/** A page is closed a little later than it says. */
const AFTER_EXPIRY_MS = 60_000;

/** Who and what has a customer looked up. */
export interface SyncReason {
  readonly actor: string;
  /** A code, such as `payment.event`. */
  readonly cause: string;
}

const NOTHING: CustomerStanding = { subscriptions: [], checkouts: [], invoices: [], paymentMethods: [] };
const BY_EVENT: SyncReason = { actor: 'worker', cause: 'payment.event' };

/**
 * Makes what we store what the payment provider says: under the organisation's lock the customer is looked up whole,
 * and the answer written. Nothing an event says is used, so order, repetition and loss of events do not matter.
 */
@Injectable()
export class PaymentSyncService {
  private readonly logger = new Logger(PaymentSyncService.name);

  constructor(
    private readonly database: Database,
    private readonly provider: PaymentProvider,
    private readonly subscriptions: SubscriptionsService,
    private readonly catalogues: Catalogues,
    private readonly clock: Clock,
  ) {}

  /** Does the look that is due, or none when another did it meanwhile. A provider that does not answer is asked later. */
  async applyDue(organizationId: string): Promise<void> {
    if (!this.provider.enabled) return;
    try {
      await this.database.inOrganisation(organizationId, async (tx) => {
        const rows = new PaymentSyncRepository(tx);
        await rows.lock();
        const row = await rows.find();
        const soon = this.clock.now().getTime() + CLOCK_SKEW_MS;
        if (row?.dueAt && row.dueAt.getTime() <= soon) await this.look(tx, row, BY_EVENT);
      });
    } catch (error) {
      await this.askLater(organizationId, error);
    }
  }

  /**
   * Looks now and writes what is found, in the caller's transaction, which holds the lock of PaymentSyncRepository.
   * @param known what the caller just heard and did, where that spares asking again
   * @throws AppError billing.provider_unavailable
   */
  async inTransaction(tx: OrganisationTransaction, reason: SyncReason, known?: CustomerStanding): Promise<void> {
    const row = await new PaymentSyncRepository(tx).find();
    if (row) await this.look(tx, row, reason, known);
  }

  private async look(
    tx: OrganisationTransaction,
    row: PaymentSyncRow,
    reason: SyncReason,
    known?: CustomerStanding,
  ): Promise<void> {
    const rows = new PaymentSyncRepository(tx);
    const now = this.clock.now();
    const standing = row.customer === null ? NOTHING : (known ?? (await this.provider.standing(row.customer)));
    if (row.customer !== null) await this.write(tx, standing, reason, now);
    await rows.done(row, now);
    const next = nextLook(standing, now);
    const wanted = (await rows.find())?.dueAt;
    if (next && !wanted) await rows.want(next);
  }

  private async write(tx: OrganisationTransaction, standing: CustomerStanding, reason: SyncReason, now: Date) {
    const before = await this.subscriptions.ensure(tx);
    const catalogue = this.subscriptions.catalogueOf(before);
    const change = changeFrom(standing, { before, catalogue, current: this.catalogues.current, now });
    if (change) await this.subscriptions.apply(tx, { ...change, ...reason });
    else if (standing.subscriptions.length > 0) {
      this.logger.warn(`nothing of what the provider says of ${tx.organizationId} can be taken over`);
    }
    const records = new PaymentRecordRepository(tx);
    await records.keepInvoices(standing.invoices);
    await records.replaceMethods(standing.paymentMethods);
  }

  private async askLater(organizationId: string, error: unknown): Promise<void> {
    this.logger.warn(
      `the payments of ${organizationId} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    await this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new PaymentSyncRepository(tx);
      await rows.failed();
      const failures = (await rows.find())?.failures ?? 1;
      const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS);
      await rows.want(new Date(this.clock.now().getTime() + pauseMs));
    });
  }
}

/**
 * When to look again though nothing was told: once a day while a subscription lasts, so that no drift lasts longer,
 * and when an open page closes.
 */
export function nextLook({ subscriptions, checkouts }: CustomerStanding, now: Date): Date | undefined {
  const daily = subscriptions.some((one) => one.price !== undefined && isOngoing(one)) ? [now.getTime() + DAY_MS] : [];
  const closings = checkouts.map(({ expiresAt }) => expiresAt.getTime() + AFTER_EXPIRY_MS);
  const ahead = [...daily, ...closings].filter((moment) => moment > now.getTime());
  return ahead.length === 0 ? undefined : new Date(Math.min(...ahead));
}
