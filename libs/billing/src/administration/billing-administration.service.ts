import { Injectable } from '@nestjs/common';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { planNamed } from '../catalogue/catalogue.js';
import { Catalogues } from '../catalogue/catalogues.js';
import type { LicenceEntity } from '../licences/licence.entity.js';
import { LicenceRepository } from '../licences/licence.repository.js';
import { setLicences } from '../licences/licences.js';
import type { SubscriptionState } from '../subscriptions/subscription-state.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import type { BillingOrder } from './billing-order.js';

const ACTOR = 'admin';

/** An organisation's billing as the operator sees it. */
export interface BillingFile {
  readonly state: SubscriptionState;
  /** Not taken back; one whose time is over gives nothing. */
  readonly licences: readonly LicenceEntity[];
}

/** What the operator decides apart from what is bought: licences, commission, plan, transfers (E14). */
@Injectable()
export class BillingAdministration {
  constructor(
    private readonly database: Database,
    private readonly catalogues: Catalogues,
    private readonly subscriptions: SubscriptionsService,
    private readonly clock: Clock,
  ) {}

  /** Where a live organisation stands. */
  async read(organizationId: string): Promise<BillingFile> {
    return this.database.inOrganisation(organizationId, (tx) => this.fileOf(tx));
  }

  /**
   * Carries out an order, all of it or nothing. Repeating it changes nothing.
   * @throws AppError `billing.unknown_plan`; `request.invalid` for an end that is not ahead; `billing.wrong_state` for
   * a transfer while the payment provider keeps the subscription, since it would be overwritten from there
   */
  async order(organizationId: string, order: BillingOrder): Promise<BillingFile> {
    return this.database.inOrganisation(organizationId, async (tx) => {
      const now = this.clock.now();
      await this.subscriptions.ensure(tx);
      if (order.licences) await setLicences(tx, wantedLicences(order.licences, now), { actor: ACTOR, now });
      if (order.bank_transfer) await this.settle(tx, order.bank_transfer, now);
      await this.subscriptions.apply(tx, {
        actor: ACTOR,
        cause: 'admin.order',
        ...(order.commission_rate === undefined ? {} : { commissionRate: order.commission_rate }),
        ...(order.plan_override === undefined ? {} : { planOverride: order.plan_override }),
      });
      return this.fileOf(tx);
    });
  }

  private async settle(
    tx: OrganisationTransaction,
    { plan: name, cycle, paid_until }: NonNullable<BillingOrder['bank_transfer']>,
    now: Date,
  ): Promise<void> {
    const plan = planNamed(this.catalogues.current, name);
    if (plan?.prices[cycle] === undefined) {
      throw new AppError('billing.unknown_plan', { detail: `Nothing named ${name} is sold for the cycle ${cycle}.` });
    }
    const held = await this.subscriptions.lock(tx);
    if (held.stripeSubscriptionId !== null && held.status !== 'cancelled') {
      throw new AppError('billing.wrong_state', {
        detail: 'The payment provider keeps this subscription: mark its invoice as paid there, and it follows here.',
      });
    }
    await this.subscriptions.apply(tx, {
      actor: ACTOR,
      cause: 'admin.bank_transfer',
      plan: plan.id,
      cycle,
      status: 'active',
      stripeStatus: null,
      stripeSubscriptionId: null,
      currentPeriodEnd: ahead(new Date(paid_until), 'bank_transfer.paid_until', now),
      cancelAt: null,
      cancelAtPeriodEnd: false,
    });
  }

  private async fileOf(tx: OrganisationTransaction): Promise<BillingFile> {
    return { state: await this.subscriptions.stateIn(tx), licences: await new LicenceRepository(tx).given() };
  }
}

const wantedLicences = (licences: NonNullable<BillingOrder['licences']>, now: Date) =>
  licences.map(({ feature, expires_at }, index) => ({
    feature,
    expiresAt: expires_at === undefined ? null : ahead(new Date(expires_at), `licences[${index}].expires_at`, now),
  }));

function ahead(moment: Date, field: string, now: Date): Date {
  if (moment > now) return moment;
  throw new AppError('request.invalid', {
    detail: `${field} must be in the future.`,
    errors: [{ field, code: 'INVALID', message: 'must be in the future' }],
  });
}
