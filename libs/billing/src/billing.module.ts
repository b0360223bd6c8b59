import { Global, Module } from '@nestjs/common';
import { OrganisationOpening } from '@onefacture/accounts';
import { BillingSettings } from '@onefacture/config';
import { DatabaseModule } from '@onefacture/database';
import { Catalogues } from './catalogue/catalogues.js';
import { OpensSubscription } from './subscriptions/opens-subscription.js';
import { SubscriptionsService } from './subscriptions/subscriptions.service.js';

/** What is sold and who bought it. Needs SettingsModule and MetricsModule; other libs reach it through their ports. */
@Global()
@Module({
  imports: [DatabaseModule],
  providers: [
    {
      provide: Catalogues,
      useFactory: (settings: BillingSettings) => Catalogues.load(settings),
      inject: [BillingSettings],
    },
    SubscriptionsService,
    { provide: OrganisationOpening, useClass: OpensSubscription },
  ],
  exports: [Catalogues, SubscriptionsService, OrganisationOpening],
})
export class BillingModule {}
