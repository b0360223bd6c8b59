import { BILLING_CYCLES, type BillingCycle, type Catalogue } from '../catalogue/catalogue.js';
import type { PriceKey } from './payment-provider.js';

/** The name a price has at the provider: `<catalogue>_<plan>_<cycle>`. */
export const lookupKeyOf = ({ catalogue, plan, cycle }: PriceKey): string => `${catalogue}_${plan}_${cycle}`;

/** True for a rhythm that can be paid in. */
export const isCycle = (word: string | undefined): word is BillingCycle =>
  BILLING_CYCLES.some((cycle) => cycle === word);

/** Reads the name of a price; undefined for one that is not of this catalogue. */
export function readLookupKey(catalogue: string, lookupKey: string): PriceKey | undefined {
  const cycle = BILLING_CYCLES.find((one) => lookupKey.endsWith(`_${one}`));
  if (cycle === undefined || !lookupKey.startsWith(`${catalogue}_`)) return undefined;
  const plan = lookupKey.slice(catalogue.length + 1, -cycle.length - 1);
  return plan === '' ? undefined : { catalogue, plan, cycle };
}

/** A price with what it is for. */
export interface KnownPrice {
  readonly id: string;
  readonly key: PriceKey;
}

/** The prices whose ids the operator set. */
export const configuredPrices = ({ id: catalogue, version, plans }: Catalogue): readonly KnownPrice[] =>
  plans.flatMap(({ id: plan, priceIds }) =>
    BILLING_CYCLES.flatMap((cycle) => {
      const id = priceIds[cycle];
      return id === undefined ? [] : [{ id, key: { catalogue, version, plan, cycle } }];
    }),
  );
