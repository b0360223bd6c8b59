import type { Endpoint } from '../endpoint.js';
import { checkoutEndpoints } from './checkout-sessions.js';
import { customerEndpoints } from './customers.js';
import { eventEndpoints } from './events.js';
import { invoiceEndpoints, paymentEndpoints } from './invoices.js';
import { paymentMethodEndpoints } from './payment-methods.js';
import { portalEndpoints } from './portal.js';
import { priceEndpoints } from './prices.js';
import { productEndpoints } from './products.js';
import { subscriptionEndpoints } from './subscriptions.js';
import { taxIdEndpoints } from './tax-ids.js';
import { webhookEndpointEndpoints } from './webhook-endpoints.js';

/** Every operation of the API that is simulated. */
export const endpoints: readonly Endpoint[] = [
  ...customerEndpoints,
  ...taxIdEndpoints,
  ...productEndpoints,
  ...priceEndpoints,
  ...checkoutEndpoints,
  ...subscriptionEndpoints,
  ...invoiceEndpoints,
  ...paymentEndpoints,
  ...paymentMethodEndpoints,
  ...portalEndpoints,
  ...eventEndpoints,
  ...webhookEndpointEndpoints,
];
