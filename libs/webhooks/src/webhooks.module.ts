import { Module } from '@nestjs/common';
import { SecurityModule } from '@onefacture/security';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryCall } from './deliveries/delivery-call.js';
import { EndpointsService } from './endpoints/endpoints.service.js';

/** Endpoints and deliveries. Needs SettingsModule, DatabaseModule and MetricsModule. */
@Module({
  imports: [SecurityModule],
  providers: [EndpointsService, DeliveryCall, DeliveriesService],
  exports: [EndpointsService, DeliveriesService],
})
export class WebhooksModule {}
