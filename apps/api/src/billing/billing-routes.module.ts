import { Module } from '@nestjs/common';
import { ApiCallsModule } from '@onefacture/billing';
import { BILLING_CONTROLLERS } from './controllers.js';

/** The routes of billing. Needs the global BillingModule. */
@Module({ imports: [ApiCallsModule], controllers: BILLING_CONTROLLERS })
export class BillingRoutesModule {}
