import type { InvoiceDocument } from '@onefacture/invoice';

/** What is known at hand of whether a buyer can be reached; asks nobody. Provided by whoever knows a directory. */
export abstract class BuyerReachability {
  /** @returns undefined when nothing is known that can still be believed. Never throws. */
  abstract known(organizationId: string, buyer: NonNullable<InvoiceDocument['buyer']>): Promise<boolean | undefined>;
}
