import { Module } from '@nestjs/common';
import { PaymentsModule } from '@onefacture/billing';
import { PAYMENT_CONTROLLERS } from './controllers.js';
import { SubscriptionChanges } from './subscription-commands.controller.js';

/** The routes of payments. Needs the global BillingModule. */
@Module({ imports: [PaymentsModule], providers: [SubscriptionChanges], controllers: PAYMENT_CONTROLLERS })
export class PaymentRoutesModule {}
