import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { InspectionModule } from '@onefacture/inspection';
import { SecurityModule } from '@onefacture/security';
import { BillingExport } from '../export/billing-export.js';
import { OwnInvoiceMaker } from './own-invoice-maker.service.js';
import { OwnInvoices } from './own-invoices.service.js';

/** The operator's own invoices. Needs SettingsModule and MetricsModule. */
@Module({
  imports: [DatabaseModule, SecurityModule, InspectionModule],
  providers: [OwnInvoices, OwnInvoiceMaker, BillingExport],
  exports: [OwnInvoices, OwnInvoiceMaker, BillingExport],
})
export class OwnInvoicesModule {}
