import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { RedisModule } from '@onefacture/redis';
import { ApiCallMeter } from './api-call-meter.js';

/** Counts API calls. Needs SettingsModule, MetricsModule and BillingModule; for the process that answers calls. */
@Module({ imports: [DatabaseModule, RedisModule], providers: [ApiCallMeter], exports: [ApiCallMeter] })
export class ApiCallsModule {}
