import type { Type } from '@nestjs/common';
import { ConversionController } from '../conversion/conversion.controller.js';
import { ImportsController } from './imports.controller.js';

/** Controllers of files that become drafts, or other files. */
export const IMPORT_CONTROLLERS: Type[] = [ImportsController, ConversionController];
