import type { Type } from '@nestjs/common';
import { OrganisationExportsController } from '../data/organisation-exports.controller.js';
import { AdminController } from './admin.controller.js';
import { OrganisationBillingController } from './organisation-billing.controller.js';
import { OrganisationKeysController } from './organisation-keys.controller.js';

/** The operator's routes. */
export const ADMIN_CONTROLLERS: Type[] = [
  AdminController,
  OrganisationKeysController,
  OrganisationBillingController,
  OrganisationExportsController,
];
