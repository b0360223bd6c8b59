import { Module } from '@nestjs/common';
import { RedisModule } from '@onefacture/redis';
import { TeamMailsModule } from '@onefacture/accounts';
import { SecurityModule } from '@onefacture/security';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryCall } from './deliveries/delivery-call.js';
import { DeliverySettlement } from './deliveries/delivery-settlement.js';
import { EndpointRates } from './deliveries/endpoint-rates.js';
import { ExamplesService } from './deliveries/examples.service.js';
import { RecoveryService } from './deliveries/recovery.service.js';
import { EndpointVault } from './endpoints/endpoint-vault.js';
import { EndpointMails } from './endpoints/endpoint-mails.js';
import { EndpointWatch } from './endpoints/endpoint-watch.js';
import { EndpointsService } from './endpoints/endpoints.service.js';
import { WebhooksExport } from './export/webhooks-export.js';

/** Endpoints and deliveries. Needs SettingsModule, DatabaseModule and MetricsModule. */
@Module({
  imports: [RedisModule, SecurityModule, TeamMailsModule],
  providers: [
    EndpointVault,
    EndpointMails,
    EndpointWatch,
    EndpointsService,
    DeliveryCall,
    DeliverySettlement,
    EndpointRates,
    DeliveriesService,
    ExamplesService,
    RecoveryService,
    WebhooksExport,
  ],
  exports: [EndpointsService, DeliveriesService, ExamplesService, RecoveryService, WebhooksExport],
})
export class WebhooksModule {}
