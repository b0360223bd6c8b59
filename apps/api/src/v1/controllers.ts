import type { Type } from '@nestjs/common';
import { ADMIN_CONTROLLERS } from './admin/controllers.js';
import { API_KEY_CONTROLLERS } from './api-keys/controllers.js';
import { CHECK_IN_CONTROLLERS } from './check-ins/controllers.js';
import { CompaniesController } from './companies/companies.controller.js';
import { DATA_CONTROLLERS } from './data/controllers.js';
import { DOCUMENT_CONTROLLERS } from './documents/controllers.js';
import { IMPORT_CONTROLLERS } from './imports/controllers.js';
import { INBOX_CONTROLLERS } from './inbox/controllers.js';
import { INVOICE_CONTROLLERS } from './invoices/controllers.js';
import { PLATFORM_CONTROLLERS } from './platforms/controllers.js';
import { ROUTING_CONTROLLERS } from './routing/controllers.js';
import { SANDBOX_CONTROLLERS } from './sandbox/controllers.js';
import { DeadLettersController } from './submissions/dead-letters.controller.js';
import { VALIDATION_CONTROLLERS } from './validation/controllers.js';
import { WEBHOOK_CONTROLLERS } from './webhooks/controllers.js';

/** Every controller of the public API, in the order of the documentation. OpenAPI and routing read this one list. */
export const V1_CONTROLLERS: Type[] = [
  ...SANDBOX_CONTROLLERS,
  ...INVOICE_CONTROLLERS,
  ...CHECK_IN_CONTROLLERS,
  DeadLettersController,
  ...DOCUMENT_CONTROLLERS,
  ...INBOX_CONTROLLERS,
  ...IMPORT_CONTROLLERS,
  ...VALIDATION_CONTROLLERS,
  ...WEBHOOK_CONTROLLERS,
  ...PLATFORM_CONTROLLERS,
  ...ROUTING_CONTROLLERS,
  CompaniesController,
  ...API_KEY_CONTROLLERS,
  ...DATA_CONTROLLERS,
  ...ADMIN_CONTROLLERS,
];
