import { Injectable, Optional } from '@nestjs/common';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { publishWebhook } from '@onefacture/webhooks';
import { uuidv7 } from 'uuidv7';
import { planNamed, type Catalogue } from '../catalogue/catalogue.js';
import { Catalogues } from '../catalogue/catalogues.js';
import { LicenceRepository } from '../licences/licence.repository.js';
import { StockRepository } from '../usage/stock.repository.js';
import { paymentGraceEnd, signupGraceEnd } from './grace.js';
import { PastDueMails } from './past-due-mails.js';
import { changedFacts, type ChangedFacts } from './subscription-change.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { stateOf, type SubscriptionState } from './subscription-state.js';
import type { Subscription, SubscriptionChange, SubscriptionFacts } from './subscription.js';

/** The subscription of each organisation: the one place that writes plan, status and period. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly catalogues: Catalogues,
    private readonly clock: Clock,
    @Optional() private readonly pastDueMails?: PastDueMails,
  ) {}

  /**
   * The subscription of the transaction's organisation; made, with its anonymous billing customer, when it has none
   * yet: the plan without price, and the grace of the catalogue counted from the day the organisation signed up.
   */
  async ensure(tx: OrganisationTransaction): Promise<Subscription> {
    const rows = new SubscriptionRepository(tx);
    return (await rows.find()) ?? this.open(rows);
  }

  /** As `ensure`, held against other transactions until this one ends. */
  async lock(tx: OrganisationTransaction): Promise<Subscription> {
    const rows = new SubscriptionRepository(tx);
    const held = await rows.lock();
    if (held) return held;
    await this.open(rows);
    return known(await rows.lock());
  }

  /** Where an organisation stands now. */
  async state(organizationId: string): Promise<SubscriptionState> {
    return this.database.inOrganisation(organizationId, (tx) => this.stateIn(tx));
  }

  /** As `state`, within a transaction. */
  async stateIn(tx: OrganisationTransaction): Promise<SubscriptionState> {
    const subscription = await this.ensure(tx);
    const now = this.clock.now();
    const customer = await new SubscriptionRepository(tx).customer();
    return stateOf({
      subscription,
      catalogue: this.catalogueOf(subscription),
      licences: await new LicenceRepository(tx).featuresInForce(now),
      stock: await new StockRepository(tx).counts(),
      stripeCustomerId: customer?.stripeCustomerId ?? null,
      now,
    });
  }

  /**
   * Writes what became known, under the row's lock: with an audit entry and the event `billing.subscription_changed`,
   * or nothing at all when nothing differs. Whoever moves to another plan moves to the catalogue that is sold now,
   * unless the change names a version. A failed payment starts the payment grace and is told by mail, once; what follows
   * it ends the grace.
   * @returns the subscription as it stands, and the names of the members that changed
   * @throws AppError `billing.unknown_plan`, `billing.changed_meanwhile` when `ifVersion` is another
   */
  async apply(
    tx: OrganisationTransaction,
    { actor, cause, ifVersion, ...facts }: SubscriptionChange,
  ): Promise<{ readonly subscription: Subscription; readonly changed: readonly string[] }> {
    const before = await this.lock(tx);
    if (ifVersion !== undefined && ifVersion !== before.version) throw new AppError('billing.changed_meanwhile');
    const now = this.clock.now();
    const catalogue = this.catalogueAfter(before, facts);
    const change = changedFacts(before, withKnownPlans(facts, catalogue), catalogue, paymentGraceEnd(catalogue, now));
    const changed = Object.keys(change);
    if (changed.length === 0) return { subscription: before, changed };
    const after = { ...before, ...change, version: before.version + 1, updatedAt: now };
    await new SubscriptionRepository(tx).update({ ...change, version: after.version, updatedAt: now });
    await this.tell(tx, { before, after, change, actor, cause });
    if (after.status === 'past_due' && before.status !== 'past_due') {
      await this.pastDueMails?.send(tx, after, catalogue);
    }
    return { subscription: after, changed };
  }

  /** The catalogue an organisation is on. */
  catalogueOf(subscription: Subscription): Catalogue {
    return this.catalogues.of(subscription);
  }

  private catalogueAfter(before: Subscription, { plan, catalogueVersion }: Partial<Subscription>): Catalogue {
    if (catalogueVersion !== undefined) {
      return this.catalogues.of({ catalogue: this.catalogues.current.id, catalogueVersion });
    }
    return plan === undefined || plan === before.plan ? this.catalogueOf(before) : this.catalogues.current;
  }

  private async tell(tx: OrganisationTransaction, told: Told): Promise<void> {
    const { before, after, change, actor, cause } = told;
    await recordAudit(tx, {
      actor,
      action: 'subscription.change',
      subjectType: 'subscription',
      subjectId: after.id,
      details: { cause, changed: Object.keys(change).join(','), plan: after.plan, status: after.status },
    });
    await publishWebhook(tx, {
      type: 'billing.subscription_changed',
      subjectId: after.id,
      at: after.updatedAt,
      data: {
        subscription_id: after.id,
        plan: after.plan,
        previous_plan: before.plan,
        status: after.status,
        previous_status: before.status,
        cycle: after.cycle,
        current_period_end: after.currentPeriodEnd?.toISOString() ?? null,
        cancel_at: after.cancelAt?.toISOString() ?? null,
        cancel_at_period_end: after.cancelAtPeriodEnd,
        version: after.version,
      },
    });
  }

  private async open(rows: SubscriptionRepository): Promise<Subscription> {
    const { current } = this.catalogues;
    const { at } = await rows.signedUp();
    const now = this.clock.now();
    await rows.open(
      {
        id: uuidv7(),
        plan: current.defaultPlan,
        catalogue: current.id,
        catalogueVersion: current.version,
        ...NOTHING_BOUGHT,
        gracePeriodEndsAt: signupGraceEnd(current, at),
        version: 1,
        createdAt: now,
        updatedAt: now,
      },
      { anonymousId: crypto.randomUUID(), stripeCustomerId: null, createdAt: now },
    );
    return known(await rows.find());
  }
}

/** Plans by their id, whichever way they were written. @throws AppError `billing.unknown_plan` */
function withKnownPlans(facts: Partial<SubscriptionFacts>, catalogue: Catalogue): Partial<SubscriptionFacts> {
  const idOf = (word: string): string => {
    const plan = planNamed(catalogue, word);
    if (plan) return plan.id;
    throw new AppError('billing.unknown_plan', { detail: `${catalogue.name} has no plan ${word}.` });
  };
  return {
    ...facts,
    ...(facts.plan === undefined ? {} : { plan: idOf(facts.plan) }),
    ...(facts.planOverride ? { planOverride: idOf(facts.planOverride) } : {}),
  };
}

interface Told {
  readonly before: Subscription;
  readonly after: Subscription;
  readonly change: ChangedFacts;
  readonly actor: string;
  readonly cause: string;
}

const NOTHING_BOUGHT = {
  cycle: null,
  status: 'none',
  stripeStatus: null,
  stripeSubscriptionId: null,
  currentPeriodEnd: null,
  cancelAt: null,
  cancelAtPeriodEnd: false,
  trialEndsAt: null,
  trialUsed: false,
  paymentGraceEndsAt: null,
  commissionRate: null,
  planOverride: null,
} as const;

function known(row: Subscription | null): Subscription {
  if (!row) throw new AppError('service.internal', { cause: 'a subscription that was just made is gone' });
  return row;
}
