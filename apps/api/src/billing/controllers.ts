import type { Type } from '@nestjs/common';
import { PAYMENT_CONTROLLERS } from './payments/controllers.js';
import { PlansAliasController, PlansController } from './plans.controller.js';
import { SubscriptionAliasController, SubscriptionController } from './subscription.controller.js';

/** What organisations buy and use. */
export const BILLING_CONTROLLERS: Type[] = [
  PlansController,
  PlansAliasController,
  SubscriptionController,
  SubscriptionAliasController,
  ...PAYMENT_CONTROLLERS,
];
