import type { Type } from '@nestjs/common';
import { SandboxController } from './sandbox.controller.js';
import { SandboxInboxController } from './sandbox-inbox.controller.js';

/** The way in for newcomers. */
export const SANDBOX_CONTROLLERS: Type[] = [SandboxController, SandboxInboxController];
