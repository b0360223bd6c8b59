import { z } from 'zod';
import type { Account } from '../state/account.js';
import { invalidRequest } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import type { Plan, Price, Product } from '../wire/objects.js';
import { mergedMetadata, text, whole } from '../wire/params.js';

export const interval = z.enum(['day', 'week', 'month', 'year']);
export const recurringShape = z.object({
  interval,
  interval_count: whole.optional(),
  usage_type: z.enum(['licensed', 'metered']).optional(),
  trial_period_days: whole.optional(),
  meter: text.optional(),
});

export interface PriceTerms {
  readonly currency: string;
  readonly unit_amount: number;
  readonly recurring?: z.output<typeof recurringShape> | undefined;
  readonly tax_behavior?: string | undefined;
  readonly metadata?: Record<string, string> | null | undefined;
  readonly lookup_key?: string | undefined;
  readonly nickname?: string | undefined;
  readonly active?: boolean | undefined;
}

export function addPrice(account: Account, product: Product, terms: PriceTerms): Price {
  const { recurring } = terms;
  const price: Price = {
    id: newId('price', 24),
    object: 'price',
    active: terms.active ?? true,
    billing_scheme: 'per_unit',
    created: account.now,
    currency: terms.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: terms.lookup_key || null,
    metadata: mergedMetadata(null, terms.metadata),
    nickname: terms.nickname || null,
    product: product.id,
    recurring:
      recurring === undefined
        ? null
        : {
            interval: recurring.interval,
            interval_count: recurring.interval_count ?? 1,
            meter: null,
            trial_period_days: recurring.trial_period_days ?? null,
            usage_type: recurring.usage_type ?? 'licensed',
          },
    tax_behavior: terms.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring === undefined ? 'one_time' : 'recurring',
    unit_amount: terms.unit_amount,
    unit_amount_decimal: String(terms.unit_amount),
  };
  account.books.prices.set(price.id, price);
  account.record('price.created', price);
  return price;
}

/** The same price in the words of the older Plan. */
export function planOf(price: Price): Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type ?? 'licensed',
  };
}

/** Makes a lookup key free for a price, or says which one holds it. */
export function takeLookupKey(account: Account, key: string | undefined, transfer: boolean): void {
  if (key === undefined || key === '') return;
  const holder = [...account.books.prices.values()].find((each) => each.lookup_key === key);
  if (holder === undefined) return;
  if (!transfer) {
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, undefined, 'lookup_key');
  }
  account.change('price.updated', holder, () => {
    holder.lookup_key = null;
  });
}
