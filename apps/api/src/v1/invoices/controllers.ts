import type { Type } from '@nestjs/common';
import { InvoiceCommandsController } from './invoice-commands.controller.js';
import { InvoiceCorrectionsController } from './invoice-corrections.controller.js';
import { InvoiceRecordsController } from './invoice-records.controller.js';
import { InvoiceReadsController } from './invoice-reads.controller.js';
import { InvoicesController } from './invoices.controller.js';

/** The routes of invoices we issue. */
export const INVOICE_CONTROLLERS: Type[] = [
  InvoicesController,
  InvoiceReadsController,
  InvoiceCommandsController,
  InvoiceRecordsController,
  InvoiceCorrectionsController,
];
