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
/** How many looks in a row others may overtake before one is taken that holds them up. */
const FREE_LOOKS = 3;
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

/** What was seen at the provider, and when the look began. */
interface Sight {
  readonly standing: CustomerStanding;
  readonly at: Date;
}

/**
 * Makes what we store what the payment provider says: the customer is looked up whole, and the answer written under the
 * organisation's lock unless another one was written since the look began. So no two looks that are written overlap,
 * and the later one is the truer one. Nothing an event says is used: order, repetition and loss of events do not matter.
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
      for (let look = 0; look < FREE_LOOKS; look += 1) if (await this.lookFreely(organizationId)) return;
      await this.lookAlone(organizationId);
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
    if (!row) return;
    const at = this.clock.now();
    await this.keep(tx, row, { standing: known ?? (await this.standingOf(row)), at }, reason);
  }

  /** Asks the provider while no transaction is open. @returns false when what was seen is too old to be written */
  private async lookFreely(organizationId: string): Promise<boolean> {
    const row = await this.database.inOrganisation(organizationId, (tx) => new PaymentSyncRepository(tx).find());
    if (!this.isDue(row)) return true;
    const at = this.clock.now();
    const standing = await this.standingOf(row);
    return this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new PaymentSyncRepository(tx);
      await rows.lock();
      const now = await rows.find();
      if (now?.looks !== row.looks || now.customer !== row.customer) return false;
      await this.keep(tx, row, { standing, at }, BY_EVENT);
      return true;
    });
  }

  /** Asks the provider under the lock, so that nobody overtakes. */
  private async lookAlone(organizationId: string): Promise<void> {
    await this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new PaymentSyncRepository(tx);
      await rows.lock();
      if (this.isDue(await rows.find())) await this.inTransaction(tx, BY_EVENT);
    });
  }

  private isDue(row: PaymentSyncRow | undefined): row is PaymentSyncRow {
    return Number(row?.dueAt ?? Infinity) <= this.clock.now().getTime() + CLOCK_SKEW_MS;
  }

  private async standingOf({ customer }: PaymentSyncRow): Promise<CustomerStanding> {
    return customer === null ? NOTHING : this.provider.standing(customer);
  }

  private async keep(
    tx: OrganisationTransaction,
    row: PaymentSyncRow,
    { standing, at }: Sight,
    reason: SyncReason,
  ): Promise<void> {
    const rows = new PaymentSyncRepository(tx);
    if (row.customer !== null) await this.write(tx, standing, reason, at);
    await rows.done(row, at);
    const next = nextLook(standing, at);
    const wanted = (await rows.find())?.dueAt;
    if (next && !wanted) await rows.want(next);
  }

  private async write(tx: OrganisationTransaction, standing: CustomerStanding, reason: SyncReason, now: Date) {
    // First, for the mail about a failed payment names the invoice.
    const records = new PaymentRecordRepository(tx);
    await records.keepInvoices(standing.invoices);
    await records.replaceMethods(standing.paymentMethods);
    const before = await this.subscriptions.ensure(tx);
    const catalogue = this.subscriptions.catalogueOf(before);
    const change = changeFrom(standing, { before, catalogue, current: this.catalogues.current, now });
    if (change) await this.subscriptions.apply(tx, { ...change, ...reason });
    else if (standing.subscriptions.length > 0) {
      this.logger.warn(`nothing of what the provider says of ${tx.organizationId} can be taken over`);
    }
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
