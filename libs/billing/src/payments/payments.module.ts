import { Module } from '@nestjs/common';
import { AccountsModule } from '@onefacture/accounts';
import { BillingSettings, DatabaseSettings, RuntimeSettings } from '@onefacture/config';
import { Database, DatabaseModule } from '@onefacture/database';
import { MetricsModule } from '@onefacture/observability';
import { Catalogues } from '../catalogue/catalogues.js';
import { BillingErasure } from '../export/billing-erasure.js';
import { CheckoutService } from './checkout.service.js';
import { CustomersService } from './customers.service.js';
import { NoPayments } from './no-payments.js';
import { PaymentEventsService } from './payment-events.service.js';
import { PaymentProvider } from './payment-provider.js';
import { PaymentReconciliationService } from './payment-reconciliation.service.js';
import { PaymentRecordsService } from './payment-records.service.js';
import { PaymentSyncService } from './payment-sync.service.js';
import { PaymentTurns } from './payment-turns.js';
import { ReturnUrls } from './return-urls.js';
import { stripePayments } from './stripe/stripe-payments.js';
import { SubscriptionCommandsService } from './subscription-commands.service.js';

/** How long a command of a member waits while the payment provider is slow. */
const PATIENCE_MS = 5_000;

const SERVICES = [
  PaymentEventsService,
  PaymentSyncService,
  PaymentReconciliationService,
  PaymentRecordsService,
  CheckoutService,
  SubscriptionCommandsService,
  BillingErasure,
];

/** Buying, changing and ending subscriptions, and following what the payment provider says. Needs BillingModule. */
@Module({
  imports: [AccountsModule, DatabaseModule, MetricsModule],
  providers: [
    ...SERVICES,
    CustomersService,
    {
      provide: PaymentTurns,
      inject: [Database, DatabaseSettings],
      useFactory: (database: Database, { maxConnections }: DatabaseSettings) =>
        new PaymentTurns(database, { places: Math.ceil(maxConnections / 4), patienceMs: PATIENCE_MS }),
    },
    {
      provide: PaymentProvider,
      inject: [BillingSettings, Catalogues],
      useFactory: (settings: BillingSettings, { current }: Catalogues) =>
        stripePayments(settings, current) ?? new NoPayments(),
    },
    {
      provide: ReturnUrls,
      inject: [RuntimeSettings, BillingSettings],
      useFactory: ({ publicBaseUrl }: RuntimeSettings, { returnUrlOrigins }: BillingSettings) =>
        new ReturnUrls(publicBaseUrl, returnUrlOrigins),
    },
  ],
  exports: [...SERVICES, PaymentProvider],
})
export class PaymentsModule {}
