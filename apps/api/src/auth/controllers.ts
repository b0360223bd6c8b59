import type { Type } from '@nestjs/common';
import { SessionsController } from './sessions.controller.js';

/** What people do with their own account. */
export const AUTH_CONTROLLERS: Type[] = [SessionsController];
