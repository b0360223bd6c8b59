import type { OrganisationTransaction } from '@onefacture/database';
import type { BuyerInDirectory } from './remedy.js';

/** What is known at hand of where a buyer receives his invoices; asks nobody. */
export abstract class BuyerDirectory {
  /** @returns undefined when nothing is known that can still be believed */
  abstract find(tx: OrganisationTransaction, siren: string): Promise<BuyerInDirectory | undefined>;
}
