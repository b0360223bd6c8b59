import { Module } from '@nestjs/common';
import { AccountsModule, OrganisationKeysModule } from '@onefacture/accounts';
import { InvoicingModule } from '@onefacture/invoicing';
import { RedisModule } from '@onefacture/redis';
import { KnownRecipientsModule, PlatformsModule, TransmissionModule } from '@onefacture/transmission';
import { WebhooksModule } from '@onefacture/webhooks';
import { V1_CONTROLLERS } from './controllers.js';

/** The public API. */
@Module({
  imports: [
    AccountsModule,
    RedisModule,
    InvoicingModule,
    OrganisationKeysModule,
    PlatformsModule,
    TransmissionModule,
    KnownRecipientsModule,
    WebhooksModule,
  ],
  controllers: V1_CONTROLLERS,
})
export class V1Module {}
