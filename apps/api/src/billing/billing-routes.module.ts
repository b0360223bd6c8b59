import { Module } from '@nestjs/common';
import { ApiCallsModule, OwnInvoicesModule, PaymentsModule } from '@onefacture/billing';
import { BILLING_CONTROLLERS } from './controllers.js';
import { SubscriptionChanges } from './payments/subscription-commands.controller.js';

/** The routes of billing. Needs the global BillingModule. */
@Module({
  imports: [ApiCallsModule, PaymentsModule, OwnInvoicesModule],
  providers: [SubscriptionChanges],
  controllers: BILLING_CONTROLLERS,
})
export class BillingRoutesModule {}
