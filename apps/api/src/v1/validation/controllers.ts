import type { Type } from '@nestjs/common';
import { BulkValidationController } from './bulk-validation.controller.js';
import { RulesController } from './rules.controller.js';
import { ValidationController } from './validation.controller.js';

/** Validation and its rules. */
export const VALIDATION_CONTROLLERS: Type[] = [ValidationController, BulkValidationController, RulesController];
