import { AppError } from '@onefacture/errors';
import type { Stripe } from 'stripe';
import { lookupKeyOf, type KnownPrice } from '../price-keys.js';
import type { PriceKey } from '../payment-provider.js';
import { asked } from './stripe-client.js';
import { asList, StripePrice } from './stripe-objects.js';

/** Finds the price to sell: the operator's setting, else the active price of that lookup key, which is remembered. */
export class StripePriceIds {
  readonly #known: Map<string, string>;

  constructor(
    private readonly stripe: Stripe,
    configured: readonly KnownPrice[],
  ) {
    this.#known = new Map(configured.map(({ id, key }) => [lookupKeyOf(key), id]));
  }

  /** @throws AppError billing.price_missing when neither names one */
  async of(key: PriceKey): Promise<string> {
    const lookupKey = lookupKeyOf(key);
    const known = this.#known.get(lookupKey);
    if (known !== undefined) return known;
    const prices = this.stripe.prices.list({ active: true, lookup_keys: [lookupKey] });
    const [price] = (await asked(asList(StripePrice), prices)).data;
    if (price === undefined) {
      throw new AppError('billing.price_missing', { detail: `Stripe has no active price with the key ${lookupKey}.` });
    }
    this.#known.set(lookupKey, price.id);
    return price.id;
  }
}
