import { Module } from '@nestjs/common';
import { AccountsModule } from '@onefacture/accounts';
import { SecurityModule } from '@onefacture/security';
import { DocumentsService } from './documents/documents.service.js';
import { InvoiceModel } from './invoices/invoice-model.js';
import { InvoicesService } from './invoices/invoices.service.js';
import { TimelineService } from './timeline/timeline.service.js';

/** Stored invoices, their timelines and documents. Needs SettingsModule and DatabaseModule. */
@Module({
  imports: [AccountsModule, SecurityModule],
  providers: [InvoiceModel, InvoicesService, TimelineService, DocumentsService],
  exports: [InvoicesService, TimelineService, DocumentsService],
})
export class InvoicingModule {}
