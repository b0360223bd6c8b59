import type { Type } from '@nestjs/common';
import { ApiKeysController } from './api-keys.controller.js';
import { KeyRotationController } from './key-rotation.controller.js';

/** An organisation's own keys. */
export const API_KEY_CONTROLLERS: Type[] = [ApiKeysController, KeyRotationController];
