import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { RedisModule } from '@onefacture/redis';
import { ApiCallMeter } from './api-call-meter.js';
import { UsageReports } from './usage-report.service.js';

/** Counts API calls, and tells what is used. Needs SettingsModule, MetricsModule and BillingModule; for the process that answers calls. */
@Module({
  imports: [DatabaseModule, RedisModule],
  providers: [ApiCallMeter, UsageReports],
  exports: [ApiCallMeter, UsageReports],
})
export class ApiCallsModule {}
