import { isCycle, readLookupKey, type KnownPrice } from '../price-keys.js';
import type { PriceKey } from '../payment-provider.js';
import type { StripePrice } from './stripe-objects.js';

/** What we write on every price and purchase, so that they tell what they are for even when keys move on. */
export const metadataOf = ({ catalogue, version, plan, cycle }: PriceKey) => ({
  onefacture_catalogue: catalogue,
  ...(version === undefined ? {} : { onefacture_version: String(version) }),
  onefacture_plan: plan,
  onefacture_cycle: cycle,
});

/** Reads what `metadataOf` wrote; undefined when it is not ours. */
export function readMetadata(metadata: Readonly<Record<string, string>> | null | undefined): PriceKey | undefined {
  const {
    onefacture_catalogue: catalogue,
    onefacture_version: version = '',
    onefacture_plan: plan,
    onefacture_cycle: cycle,
  } = metadata ?? {};
  if (catalogue === undefined || plan === undefined || !isCycle(cycle)) return undefined;
  return { catalogue, plan, cycle, ...(/^\d{1,6}$/.test(version) ? { version: Number(version) } : {}) };
}

/** Tells what a price of Stripe's is for. */
export class StripePriceReader {
  readonly #configured: ReadonlyMap<string, PriceKey>;

  constructor(
    private readonly catalogue: string,
    configured: readonly KnownPrice[],
  ) {
    this.#configured = new Map(configured.map(({ id, key }) => [id, key]));
  }

  /**
   * The operator's setting decides, then what stands on the price itself, then the lookup key: a price that was
   * replaced has lost that key, and those who bought it keep it.
   */
  read({ id, lookup_key: lookupKey, metadata }: StripePrice): PriceKey | undefined {
    const named = typeof lookupKey === 'string' ? readLookupKey(this.catalogue, lookupKey) : undefined;
    return this.#configured.get(id) ?? readMetadata(metadata) ?? named;
  }
}
