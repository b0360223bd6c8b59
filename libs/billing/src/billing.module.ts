import { Global, Module } from '@nestjs/common';
import { InvoiceAllowance, OrganisationOpening, SeatAllowance, TeamMailsModule } from '@onefacture/accounts';
import { BillingSettings } from '@onefacture/config';
import { DatabaseModule } from '@onefacture/database';
import { BillingAdministration } from './administration/billing-administration.service.js';
import { Transfers } from './administration/transfers.service.js';
import { PlanInvoiceAllowance } from './allowance/invoice-allowance.service.js';
import { PlanSeatAllowance } from './allowance/seat-allowance.service.js';
import { Catalogues } from './catalogue/catalogues.js';
import { OpensSubscription } from './subscriptions/opens-subscription.js';
import { PastDueMails } from './subscriptions/past-due-mails.js';
import { SubscriptionsService } from './subscriptions/subscriptions.service.js';

/** What is sold and who bought it. Needs SettingsModule and MetricsModule; other libs reach it through their ports. */
@Global()
@Module({
  imports: [DatabaseModule, TeamMailsModule],
  providers: [
    {
      provide: Catalogues,
      useFactory: (settings: BillingSettings) => Catalogues.load(settings),
      inject: [BillingSettings],
    },
    PastDueMails,
    SubscriptionsService,
    BillingAdministration,
    Transfers,
    { provide: OrganisationOpening, useClass: OpensSubscription },
    { provide: InvoiceAllowance, useClass: PlanInvoiceAllowance },
    { provide: SeatAllowance, useClass: PlanSeatAllowance },
  ],
  exports: [
    Catalogues,
    SubscriptionsService,
    BillingAdministration,
    Transfers,
    OrganisationOpening,
    InvoiceAllowance,
    SeatAllowance,
  ],
})
export class BillingModule {}
