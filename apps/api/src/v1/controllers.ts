import type { Type } from '@nestjs/common';
import { AdminController } from './admin/admin.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { CompaniesController } from './companies/companies.controller.js';
import { SandboxController } from './sandbox/sandbox.controller.js';

/** Every controller of the public API, in the order of the documentation. OpenAPI and routing read this one list. */
export const V1_CONTROLLERS: Type[] = [SandboxController, CompaniesController, ApiKeysController, AdminController];
