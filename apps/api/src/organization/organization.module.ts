import { Module } from '@nestjs/common';
import { TeamModule } from '@onefacture/accounts';
import { InvoicingModule } from '@onefacture/invoicing';
import { RedisModule } from '@onefacture/redis';
import { ORGANIZATION_CONTROLLERS } from './controllers.js';

/** The organisation as its members run it. Needs the global BillingModule, which knows its seats. */
@Module({ imports: [TeamModule, RedisModule, InvoicingModule], controllers: ORGANIZATION_CONTROLLERS })
export class OrganizationModule {}
