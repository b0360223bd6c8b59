import { AppError } from '@onefacture/errors';
import { PaymentProvider } from './payment-provider.js';

const refused = (): AppError => new AppError('billing.payments_disabled');
const refusing = (): Promise<never> => Promise.reject(refused());

/** Free-only mode: no provider is configured, and every question says so. */
export class NoPayments extends PaymentProvider {
  readonly enabled = false;
  readonly createCustomer = refusing;
  readonly forgetCustomer = refusing;
  readonly checkout = refusing;
  readonly closeCheckout = refusing;
  readonly startByTransfer = refusing;
  readonly portal = refusing;
  readonly getSubscription = refusing;
  readonly standing = refusing;
  readonly cancel = refusing;
  readonly reactivate = refusing;

  readEvent(): never {
    throw refused();
  }

  async *eventsSince(): AsyncIterable<never> {
    // There is nobody to ask.
  }

  async *undeliveredEvents(): AsyncIterable<never> {
    // There is nobody to ask.
  }
}
