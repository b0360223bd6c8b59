import type { Type } from '@nestjs/common';
import { DirectoryController } from '../directory/directory.controller.js';
import { RoutePreviewController } from './route-preview.controller.js';
import { RoutingOverridesController } from './routing-overrides.controller.js';

/** Who can be reached and how, and which way our invoices go. */
export const ROUTING_CONTROLLERS: Type[] = [DirectoryController, RoutePreviewController, RoutingOverridesController];
