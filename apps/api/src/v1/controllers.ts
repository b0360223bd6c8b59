import type { Type } from '@nestjs/common';
import { AdminController } from './admin/admin.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { CompaniesController } from './companies/companies.controller.js';
import { ConversionController } from './conversion/conversion.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { InvoiceCommandsController } from './invoices/invoice-commands.controller.js';
import { InvoiceRecordsController } from './invoices/invoice-records.controller.js';
import { InvoiceReadsController } from './invoices/invoice-reads.controller.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { PlatformsController } from './platforms/platforms.controller.js';
import { SandboxController } from './sandbox/sandbox.controller.js';
import { VALIDATION_CONTROLLERS } from './validation/controllers.js';
import { DeliveriesController } from './webhooks/deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** Every controller of the public API, in the order of the documentation. OpenAPI and routing read this one list. */
export const V1_CONTROLLERS: Type[] = [
  SandboxController,
  InvoicesController,
  InvoiceReadsController,
  InvoiceCommandsController,
  InvoiceRecordsController,
  DocumentsController,
  ImportsController,
  ConversionController,
  ...VALIDATION_CONTROLLERS,
  DeliveriesController,
  WebhooksController,
  PlatformsController,
  CompaniesController,
  ApiKeysController,
  AdminController,
];
