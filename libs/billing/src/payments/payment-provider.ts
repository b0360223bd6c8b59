import type { BillingCycle } from '../catalogue/catalogue.js';

/** What is sold: one plan of one catalogue, paid in one rhythm. */
export interface PriceKey {
  readonly catalogue: string;
  /** The version it was made for; undefined where the provider does not say. */
  readonly version?: number;
  readonly plan: string;
  readonly cycle: BillingCycle;
}

/** A subscription as the provider tells it, at the moment it was asked. */
export interface ProviderSubscription {
  readonly id: string;
  readonly customer: string;
  /** Undefined when it is for nothing of our catalogue. */
  readonly price: PriceKey | undefined;
  /** The provider's own word, such as Stripe's `canceled`. */
  readonly status: string;
  readonly createdAt: Date;
  /** Until when it is paid: the latest end of its items. */
  readonly currentPeriodEnd: Date | null;
  /** Set when the end is fixed to a moment. */
  readonly cancelAt: Date | null;
  /** Set when it ends with the period. Either this or `cancelAt` is set by whoever ends it, sometimes both. */
  readonly cancelAtPeriodEnd: boolean;
  readonly trialEndsAt: Date | null;
  /** Whether the customer transfers the money himself, against an invoice. */
  readonly byTransfer: boolean;
  /** Whether its very first invoice still waits for its money. */
  readonly firstInvoiceOpen: boolean;
  /** Since when the latest invoice waits for its money; null when it does not. */
  readonly unpaidSince: Date | null;
}

/** A page where somebody may still pay. */
export interface OpenCheckout {
  readonly id: string;
  readonly url: string;
  readonly price: PriceKey | undefined;
  readonly expiresAt: Date;
}

/**
 * How the provider's tax engine judged a line: `exempt` for a ground of the customer's or the product's, `not_taxed`
 * where the seller collects nothing there.
 */
export type TaxKind = 'taxed' | 'reverse_charge' | 'zero_rated' | 'exempt' | 'not_taxed';

/** One tax on a line; amounts in the smallest unit of the currency. */
export interface ProviderTax {
  readonly kind: TaxKind;
  readonly amount: number;
  /** Whether the amount of the line contains it. */
  readonly inclusive: boolean;
}

/** One line of an invoice; amounts in the smallest unit of the currency. */
export interface ProviderInvoiceLine {
  readonly description: string | null;
  readonly quantity: number;
  /** Decimal text, for it may be a fraction; null where the line has no price of its own. */
  readonly unit_amount: string | null;
  /** Before discounts. */
  readonly amount: number;
  /** What coupons take off. */
  readonly discount: number;
  readonly taxes: readonly ProviderTax[];
  /** What it is for, as ISO 8601 moments; the end is the first moment after it. */
  readonly period: { readonly start: string; readonly end: string } | null;
}

/** An invoice of the provider; amounts in the smallest unit of the currency. */
export interface ProviderInvoice {
  readonly id: string;
  /** The legal number; null while it is a draft. */
  readonly number: string | null;
  readonly status: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
  readonly net: number;
  readonly tax: number;
  readonly total: number;
  readonly paid: number;
  readonly due: number;
  readonly createdAt: Date;
  /** When it became final, with its number; null before. */
  readonly issuedAt: Date | null;
  readonly dueAt: Date | null;
  readonly paidAt: Date | null;
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly page: string | null;
  readonly pdf: string | null;
  readonly lines: readonly ProviderInvoiceLine[];
}

/** A means of payment, as far as it may be shown. */
export interface ProviderPaymentMethod {
  readonly id: string;
  /** The provider's word: `card`, `sepa_debit`, … */
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly isDefault: boolean;
  readonly createdAt: Date;
}

/** Everything the provider knows of one customer, asked at one moment. */
export interface CustomerStanding {
  readonly subscriptions: readonly ProviderSubscription[];
  readonly checkouts: readonly OpenCheckout[];
  readonly invoices: readonly ProviderInvoice[];
  readonly paymentMethods: readonly ProviderPaymentMethod[];
}

/** News of the provider. Nothing in it is believed but that something of this customer changed. */
export interface PaymentEvent {
  readonly id: string;
  readonly type: string;
  readonly createdAt: Date;
  /** Null when it is about no customer. */
  readonly customer: string | null;
  /** Whether it is of the account and of the mode (test or live) of our key. */
  readonly ours: boolean;
}

/** Who a customer is. Without `business` the provider learns the anonymous id only. */
export interface NewCustomer {
  readonly anonymousId: string;
  readonly business?: {
    readonly name: string;
    readonly email?: string;
    readonly siren?: string;
    readonly vatNumber?: string;
  };
}

/** A purchase to be paid. */
export interface PurchaseOrder {
  readonly organizationId: string;
  readonly customer: string;
  readonly price: PriceKey;
  /** Days that cost nothing; 0 for none. */
  readonly trialDays: number;
  /** Ids of the pages and subscriptions that were closed for it: the order after them is another one. */
  readonly replaces: readonly string[];
  readonly at: Date;
}

/** A purchase on a page of the provider's, and where that page leads back to. */
export interface CheckoutOrder extends PurchaseOrder {
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/**
 * Whoever takes the money. It is asked inside our own transactions only where said, and every method throws AppError:
 * `billing.payments_disabled` where there is no provider, `billing.provider_unavailable` when it does not answer.
 */
export abstract class PaymentProvider {
  /** False where nothing can be bought. */
  abstract readonly enabled: boolean;

  /** Makes a customer, or gives the one made for this anonymous id before. @returns the provider's id */
  abstract createCustomer(customer: NewCustomer): Promise<string>;

  /** Forgets a customer with means of payment and subscriptions; one that is gone already stays so. */
  abstract forgetCustomer(id: string): Promise<void>;

  /** Opens a page where the order can be paid. @throws AppError `billing.price_missing` */
  abstract checkout(order: CheckoutOrder): Promise<OpenCheckout>;

  /** Closes a page, so that nobody can pay there any more; one that is closed already stays so. */
  abstract closeCheckout(id: string): Promise<void>;

  /**
   * Starts a subscription that is paid by bank transfer against an invoice.
   * @returns the page of that first invoice, with the account to pay to; null while there is none
   * @throws AppError `billing.price_missing`
   */
  abstract startByTransfer(order: PurchaseOrder): Promise<{ readonly url: string | null }>;

  /** Opens the page where a customer manages means of payment, invoices, plan and end. @returns its url */
  abstract portal(customer: string, returnUrl: string): Promise<string>;

  /** One subscription as it is now; undefined when there is none of that id. */
  abstract getSubscription(id: string): Promise<ProviderSubscription | undefined>;

  /** Everything of one customer as it is now; one that was deleted has nothing. */
  abstract standing(customer: string): Promise<CustomerStanding>;

  /** Ends a subscription with its paid period, or now. */
  abstract cancel(id: string, when: 'at_period_end' | 'immediately'): Promise<ProviderSubscription>;

  /** Takes back an end that lies ahead, whichever way it was set. */
  abstract reactivate(id: string): Promise<ProviderSubscription>;

  /**
   * Reads what the provider posted, and believes its signature only.
   * @returns undefined for news of a kind we have no use for
   * @throws AppError `billing.event_not_signed`, `request.unreadable`
   */
  abstract readEvent(body: Buffer, signature: string | undefined, now: Date): PaymentEvent | undefined;

  /** What happened since, of the kinds we have a use for: told to us already or not. */
  abstract eventsSince(moment: Date): AsyncIterable<PaymentEvent>;

  /** What the provider wanted to tell us since and could not. */
  abstract undeliveredEvents(moment: Date): AsyncIterable<PaymentEvent>;
}
