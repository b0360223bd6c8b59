import type { OrganisationTransaction } from '@onefacture/database';
import type { Organisation } from './organisation.js';

/**
 * What else comes into being with a live organisation, such as its subscription; in the transaction that makes it.
 * Implemented by libs that accounts do not know, and provided by a global module.
 */
export abstract class OrganisationOpening {
  abstract open(tx: OrganisationTransaction, organisation: Organisation): Promise<void>;
}
