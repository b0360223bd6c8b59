import { DataWorkModule } from '@onefacture/accounts';
import { BillingErasure, BillingExport, OwnInvoicesModule, PaymentsModule } from '@onefacture/billing';
import { InvoicesExport, InvoicingModule, ReceivedExport } from '@onefacture/invoicing';
import { PlatformsExport, TransmissionModule } from '@onefacture/transmission';
import { WebhooksExport, WebhooksModule } from '@onefacture/webhooks';
import { EraseDataProcessor } from './processors/erase-data.processor.js';
import { ExportDataProcessor } from './processors/export-data.processor.js';

/** Makes exports out of what each library holds, and erases. */
export const DATA_WORK = DataWorkModule.forRoot({
  imports: [InvoicingModule, PaymentsModule, OwnInvoicesModule, TransmissionModule, WebhooksModule],
  hooks: [BillingErasure],
  sources: [InvoicesExport, ReceivedExport, PlatformsExport, WebhooksExport, BillingExport],
});

/** The processors that need it. */
export const DATA_PROCESSORS = [ExportDataProcessor, EraseDataProcessor];
