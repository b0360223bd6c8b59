import { Module } from '@nestjs/common';
import { AccountsModule, OrganisationKeysModule } from '@onefacture/accounts';
import { InvoicingModule } from '@onefacture/invoicing';
import { RedisModule } from '@onefacture/redis';
import { KnownRecipientsModule, PlatformsModule, TransmissionModule } from '@onefacture/transmission';
import { SecurityModule } from '@onefacture/security';
import { WebhooksModule } from '@onefacture/webhooks';
import { KeyTargets } from './api-keys/key-target.js';
import { V1_CONTROLLERS } from './controllers.js';
import { DATA_ROUTES } from './data/data-routes.js';

/** The public API. */
@Module({
  imports: [
    AccountsModule,
    RedisModule,
    SecurityModule,
    InvoicingModule,
    OrganisationKeysModule,
    PlatformsModule,
    TransmissionModule,
    KnownRecipientsModule,
    WebhooksModule,
    DATA_ROUTES,
  ],
  controllers: V1_CONTROLLERS,
  providers: [KeyTargets],
})
export class V1Module {}
