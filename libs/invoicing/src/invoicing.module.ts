import { Module } from '@nestjs/common';
import { AccountsModule } from '@onefacture/accounts';
import { InspectionModule } from '@onefacture/inspection';
import { SecurityModule } from '@onefacture/security';
import { CreditNotesService } from './corrections/credit-notes.service.js';
import { DocumentVault } from './documents/document-vault.js';
import { DocumentsService } from './documents/documents.service.js';
import { OwnFilesService } from './files/own-files.service.js';
import { InvoicesExport } from './export/invoices-export.js';
import { ReceivedExport } from './export/received-export.js';
import { ConversionsService } from './files/conversions.service.js';
import { ImportsService } from './imports/imports.service.js';
import { InvoiceModel } from './invoices/invoice-model.js';
import { InvoicesService } from './invoices/invoices.service.js';
import { LogosService } from './logos/logos.service.js';
import { ReceivedDocumentsService } from './received/received-documents.service.js';
import { ReceivedReading } from './received/received-reading.service.js';
import { ReceivedTimelineService } from './received/received-timeline.service.js';
import { ReceivedVault } from './received/received-vault.js';
import { ValidationsService } from './validations/validations.service.js';
import { TimelineService } from './timeline/timeline.service.js';

const EXPORTS = [InvoicesExport, ReceivedExport];
const RECEIVED = [ReceivedVault, ReceivedReading, ReceivedDocumentsService, ReceivedTimelineService];

/** Stored invoices, their timelines, documents and imports. Needs SettingsModule, DatabaseModule and MetricsModule. */
@Module({
  imports: [AccountsModule, SecurityModule, InspectionModule],
  providers: [
    InvoiceModel,
    DocumentVault,
    InvoicesService,
    CreditNotesService,
    TimelineService,
    DocumentsService,
    OwnFilesService,
    ConversionsService,
    ImportsService,
    ValidationsService,
    LogosService,
    ...RECEIVED,
    ...EXPORTS,
  ],
  exports: [
    InvoicesService,
    CreditNotesService,
    TimelineService,
    DocumentsService,
    OwnFilesService,
    ConversionsService,
    ImportsService,
    ValidationsService,
    LogosService,
    ...RECEIVED,
    ...EXPORTS,
  ],
})
export class InvoicingModule {}
