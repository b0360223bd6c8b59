import { Module, type DynamicModule } from '@nestjs/common';
import { BillingModule } from '@onefacture/billing';
import { SettingsModule, type Settings } from '@onefacture/config';
import { DatabaseModule } from '@onefacture/database';
import { LogModule, MetricsModule } from '@onefacture/observability';
import { AuthModule } from './auth/auth.module.js';
import { BillingRoutesModule } from './billing/billing-routes.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { OrganizationModule } from './organization/organization.module.js';
import { PagesModule } from './pages/pages.module.js';
import { V1Module } from './v1/v1.module.js';

@Module({
  imports: [
    LogModule.forRoot('api'),
    MetricsModule,
    DatabaseModule,
    BillingModule,
    HttpModule,
    HealthModule,
    PagesModule,
    V1Module,
    AuthModule,
    OrganizationModule,
    BillingRoutesModule,
  ],
})
export class ApiModule {
  static with(settings: Settings): DynamicModule {
    return { module: ApiModule, imports: [SettingsModule.forRoot(settings)] };
  }
}
