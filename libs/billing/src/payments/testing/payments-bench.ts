import { Companies, Organisations } from '@onefacture/accounts';
import { BillingSettings } from '@onefacture/config';
import { PeopleFunctions, SystemFunctions } from '@onefacture/database';
import { startTenants, type TenantBench } from '../../../../database/src/testing/tenants.js';
import { HeldClock } from '../../../../../test/services/held-clock.js';
import { Catalogues } from '../../catalogue/catalogues.js';
import { OpensSubscription } from '../../subscriptions/opens-subscription.js';
import { SubscriptionRepository } from '../../subscriptions/subscription.repository.js';
import type { Subscription } from '../../subscriptions/subscription.js';
import { SubscriptionsService } from '../../subscriptions/subscriptions.service.js';
import { CheckoutService } from '../checkout.service.js';
import { CustomersService } from '../customers.service.js';
import { PaymentEventsService } from '../payment-events.service.js';
import { PaymentReconciliationService } from '../payment-reconciliation.service.js';
import { PaymentSyncRepository, type PaymentSyncRow } from '../payment-sync.repository.js';
import { PaymentSyncService } from '../payment-sync.service.js';
import { PaymentTurns } from '../payment-turns.js';
import { ReturnUrls } from '../return-urls.js';
import { SubscriptionCommandsService } from '../subscription-commands.service.js';
import { PaymentWorld } from './payment-world.js';

/** The services of payments on a database of their own and a provider in memory. */
export interface PaymentsBench extends TenantBench {
  readonly world: PaymentWorld;
  readonly clock: HeldClock;
  readonly events: PaymentEventsService;
  readonly sync: PaymentSyncService;
  readonly reconciliation: PaymentReconciliationService;
  readonly checkout: CheckoutService;
  readonly commands: SubscriptionCommandsService;
  /** An organisation the provider knows. */
  customer(): Promise<{ readonly organization: string; readonly customer: string }>;
  subscription(organization: string): Promise<Subscription>;
  row(organization: string): Promise<PaymentSyncRow | undefined>;
  /** Does every look that is due, as the worker would. */
  settle(organization: string): Promise<void>;
}

export async function startPayments(environment: Record<string, string> = {}): Promise<PaymentsBench> {
  const tenants = await startTenants();
  const { database } = tenants;
  const settings = BillingSettings.from({ ONEFACTURE_BILLING_CATALOGUE: 'rubis', ...environment });
  const clock = new HeldClock();
  const world = new PaymentWorld(() => clock.now());
  const catalogues = Catalogues.load(settings);
  const subscriptions = new SubscriptionsService(database, catalogues, clock);
  const system = new SystemFunctions(database);
  const sync = new PaymentSyncService(database, world, subscriptions, catalogues, clock);
  const events = new PaymentEventsService(world, system, database, clock);
  const turns = new PaymentTurns(database, { places: 5, patienceMs: 5_000 });
  const urls = new ReturnUrls('http://localhost:8080', []);
  const organisations = new Organisations(database, system, clock, new OpensSubscription(subscriptions));
  const people = new PeopleFunctions(database);
  const customers = new CustomersService(world, organisations, new Companies(database), people, settings);
  const row = (organization: string) =>
    database.inOrganisation(organization, (tx) => new PaymentSyncRepository(tx).find());
  return {
    ...tenants,
    world,
    clock,
    events,
    sync,
    reconciliation: new PaymentReconciliationService(world, events, clock),
    checkout: new CheckoutService(turns, world, customers, subscriptions, catalogues, sync, urls, clock),
    commands: new SubscriptionCommandsService(database, turns, world, sync, urls),
    async customer() {
      const organization = await tenants.organisation();
      const customer = `cus_${organization}`;
      await database.inOrganisation(organization, async (tx) => {
        await subscriptions.ensure(tx);
        await new SubscriptionRepository(tx).nameCustomer(customer);
      });
      return { organization, customer };
    },
    subscription: (organization) => database.inOrganisation(organization, (tx) => subscriptions.ensure(tx)),
    row,
    async settle(organization) {
      for (let rounds = 0; rounds < 10; rounds += 1) {
        const dueAt = (await row(organization))?.dueAt;
        if (!dueAt || dueAt > clock.now()) return;
        await sync.applyDue(organization);
      }
      throw new Error('looks never come to an end');
    },
  };
}
