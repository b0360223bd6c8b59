import type { Type } from '@nestjs/common';
import { AdminController } from './admin/admin.controller.js';
import { OrganisationKeysController } from './admin/organisation-keys.controller.js';
import { OrganisationBillingController } from './admin/organisation-billing.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { KeyRotationController } from './api-keys/key-rotation.controller.js';
import { CHECK_IN_CONTROLLERS } from './check-ins/controllers.js';
import { CompaniesController } from './companies/companies.controller.js';
import { ConversionController } from './conversion/conversion.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { FormerDocumentsController } from './documents/former-documents.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { INBOX_CONTROLLERS } from './inbox/controllers.js';
import { INVOICE_CONTROLLERS } from './invoices/controllers.js';
import { PLATFORM_CONTROLLERS } from './platforms/controllers.js';
import { ROUTING_CONTROLLERS } from './routing/controllers.js';
import { SandboxController } from './sandbox/sandbox.controller.js';
import { SandboxInboxController } from './sandbox/sandbox-inbox.controller.js';
import { DeadLettersController } from './submissions/dead-letters.controller.js';
import { VALIDATION_CONTROLLERS } from './validation/controllers.js';
import { WEBHOOK_CONTROLLERS } from './webhooks/controllers.js';

/** Every controller of the public API, in the order of the documentation. OpenAPI and routing read this one list. */
export const V1_CONTROLLERS: Type[] = [
  SandboxController,
  SandboxInboxController,
  ...INVOICE_CONTROLLERS,
  ...CHECK_IN_CONTROLLERS,
  DeadLettersController,
  DocumentsController,
  FormerDocumentsController,
  ...INBOX_CONTROLLERS,
  ImportsController,
  ConversionController,
  ...VALIDATION_CONTROLLERS,
  ...WEBHOOK_CONTROLLERS,
  ...PLATFORM_CONTROLLERS,
  ...ROUTING_CONTROLLERS,
  CompaniesController,
  ApiKeysController,
  KeyRotationController,
  AdminController,
  OrganisationKeysController,
  OrganisationBillingController,
];
