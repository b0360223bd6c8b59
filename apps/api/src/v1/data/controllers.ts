import type { Type } from '@nestjs/common';
import { ErasureController } from './erasure.controller.js';
import { ExportsController } from './exports.controller.js';

/** What organisations may ask about their own data. */
export const DATA_CONTROLLERS: Type[] = [ExportsController, ErasureController];
