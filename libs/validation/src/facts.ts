import type { CivilDate } from '@onefacture/invoice';

/** What the business layer has to be told, since a document does not say it and a pure library cannot find out. */
export interface Facts {
  /** In Europe/Paris. */
  readonly today: CivilDate;
  /** Our own document: business faults are errors. Somebody else's: they are warnings. */
  readonly purpose: 'sent' | 'received';
  /** Another invoice of the organisation with the same seller, number and year. Undefined: not looked up. */
  readonly duplicate?: boolean;
  /** Whether the directory knows how to reach the buyer. Undefined: not looked up. */
  readonly buyerReachable?: boolean;
}
