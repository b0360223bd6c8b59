import type { OrganisationTransaction } from '@onefacture/database';
import type { OrganisationMode } from '../organisations/organisation.js';

/**
 * What an organisation's plan still allows, asked for in the transaction that uses it, as late as can be: until it
 * ends, others of the organisation wait. Implemented by a lib that accounts do not know, and provided by a global
 * module; test organisations are never metered.
 */
export abstract class InvoiceAllowance {
  /**
   * Takes the right to create `count` invoices; called before they are stored.
   * @throws AppError `billing.quota_exceeded` (the month's quota), `billing.plan_limit_reached` (invoices open at one
   * time), `billing.payment_overdue`
   */
  abstract take(tx: OrganisationTransaction, mode: OrganisationMode, count: number): Promise<void>;
}

/** As InvoiceAllowance, for members. */
export abstract class SeatAllowance {
  /**
   * Takes the right to add `count` members beside those there are and `promised` seats (open invitations).
   * @throws AppError `billing.plan_limit_reached`
   */
  abstract take(tx: OrganisationTransaction, count: number, promised?: number): Promise<void>;
}
