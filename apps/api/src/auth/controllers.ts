import type { Type } from '@nestjs/common';
import { MeController, UsersMeController } from './me.controller.js';
import { PasswordsController } from './passwords.controller.js';
import { SessionsController } from './sessions.controller.js';
import { VerificationController } from './verification.controller.js';

/** What people do with their own account. */
export const AUTH_CONTROLLERS: Type[] = [
  SessionsController,
  MeController,
  UsersMeController,
  VerificationController,
  PasswordsController,
];
