import type { Type } from '@nestjs/common';
import { CheckoutAliasController, CheckoutController } from './checkout.controller.js';
import { OwnInvoicesController } from './own-invoices.controller.js';
import { PaymentRecordsController } from './payment-records.controller.js';
import { PaymentWebhooksAliasController, PaymentWebhooksController } from './payment-webhooks.controller.js';
import { PortalAliasController, PortalController } from './portal.controller.js';
import {
  SubscriptionCommandsAliasController,
  SubscriptionCommandsController,
} from './subscription-commands.controller.js';

/** Buying, changing and ending subscriptions, and what the payment provider posts to us. */
export const PAYMENT_CONTROLLERS: Type[] = [
  CheckoutController,
  CheckoutAliasController,
  PortalController,
  PortalAliasController,
  SubscriptionCommandsController,
  SubscriptionCommandsAliasController,
  PaymentRecordsController,
  OwnInvoicesController,
  PaymentWebhooksController,
  PaymentWebhooksAliasController,
];
