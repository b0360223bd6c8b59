import type { Type } from '@nestjs/common';
import { CheckInLinkController } from './check-in-link.controller.js';
import { CheckInsController } from './check-ins.controller.js';

/** Overdue invoices: was it paid? */
export const CHECK_IN_CONTROLLERS: Type[] = [CheckInsController, CheckInLinkController];
