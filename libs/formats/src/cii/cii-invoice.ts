import type { Invoice } from '@onefacture/invoice';

/** The model as the CII bindings see it: with the terms that follow from others. */
export interface CiiInvoice extends Invoice {
  /** BT-24 */
  readonly guideline: string;
  /**
   * BT-80. BR-IC-12 wants it for intra-community supplies; while the model has no delivery address of its own,
   * the goods go to the buyer's country.
   */
  readonly deliver_to_country?: string;
}
