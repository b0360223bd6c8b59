import { CallbacksController } from './callbacks.controller.js';
import { ConnectionsController } from './connections.controller.js';
import { PlatformsController } from './platforms.controller.js';

/** Platforms, the accounts at them, and what they call us about. */
export const PLATFORM_CONTROLLERS = [PlatformsController, ConnectionsController, CallbacksController];
