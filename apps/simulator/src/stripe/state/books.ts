import type {
  CheckoutSession,
  Customer,
  Invoice,
  InvoiceLine,
  InvoicePayment,
  LineItem,
  PaymentIntent,
  PaymentMethod,
  PortalConfiguration,
  PortalSession,
  Price,
  Product,
  Subscription,
  TaxId,
  TaxRate,
  WebhookEndpoint,
} from '../wire/objects.js';

/** What Checkout will do once it is paid, beside what the session shows. */
export interface CheckoutPlan {
  readonly items: readonly LineItem[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly description: string | null;
  readonly trialEnd: number | null;
  readonly missingPaymentMethod: string;
  readonly billingMode: 'classic' | 'flexible';
  /** whether what the customer says of himself goes into his record */
  readonly updatesCustomer: boolean;
}

/** How the bank answers for a card. */
export interface CardConduct {
  /** what a charge is refused with, null when it pays */
  refusal: { readonly code: string; readonly decline_code: string | null; readonly message: string } | null;
  /** whether it can be attached all the same, and pays while its owner enters it */
  readonly attaches: boolean;
}

/** Everything the account holds, by kind and id, in the order of making. */
export class Books {
  readonly customers = new Map<string, Customer>();
  readonly taxIds = new Map<string, TaxId>();
  readonly products = new Map<string, Product>();
  readonly prices = new Map<string, Price>();
  readonly sessions = new Map<string, CheckoutSession>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly invoices = new Map<string, Invoice>();
  readonly invoicePayments = new Map<string, InvoicePayment>();
  readonly paymentMethods = new Map<string, PaymentMethod>();
  readonly paymentIntents = new Map<string, PaymentIntent>();
  readonly endpoints = new Map<string, WebhookEndpoint>();
  readonly portalConfigurations = new Map<string, PortalConfiguration>();
  readonly portalSessions = new Map<string, PortalSession>();
  readonly taxRates = new Map<string, TaxRate>();

  readonly deletedCustomers = new Set<string>();
  readonly checkoutPlans = new Map<string, CheckoutPlan>();
  readonly cards = new Map<string, CardConduct>();
  /** prorations that wait for the next invoice, by subscription */
  readonly pendingLines = new Map<string, InvoiceLine[]>();
  /** subscriptions whose trial's end was announced, and invoices that became overdue */
  readonly trialNotices = new Set<string>();
  readonly overdue = new Set<string>();

  /** The object of an id, of whatever kind. */
  any(id: string): object | undefined {
    for (const [, map] of this.kinds()) {
      const found = map.get(id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  subscriptionsOf(customer: string): Subscription[] {
    return [...this.subscriptions.values()].filter((each) => each.customer === customer);
  }

  invoicesOf(subscription: string): Invoice[] {
    return [...this.invoices.values()].filter(
      ({ parent }) => parent?.subscription_details?.subscription === subscription,
    );
  }

  methodsOf(customer: string): PaymentMethod[] {
    return [...this.paymentMethods.values()].filter((each) => each.customer === customer);
  }

  clear(): void {
    for (const [, map] of [...this.kinds(), ...this.asides()]) map.clear();
    for (const [, set] of this.marks()) set.clear();
  }

  /** The kinds of objects that have an id of their own, by name. */
  kinds(): [string, Map<string, object>][] {
    return [
      ['customers', this.customers],
      ['taxIds', this.taxIds],
      ['products', this.products],
      ['prices', this.prices],
      ['sessions', this.sessions],
      ['subscriptions', this.subscriptions],
      ['invoices', this.invoices],
      ['invoicePayments', this.invoicePayments],
      ['paymentMethods', this.paymentMethods],
      ['paymentIntents', this.paymentIntents],
      ['endpoints', this.endpoints],
      ['portalConfigurations', this.portalConfigurations],
      ['portalSessions', this.portalSessions],
      ['taxRates', this.taxRates],
    ];
  }

  /** What is known about such objects beside what they show. */
  asides(): [string, Map<string, object>][] {
    return [
      ['checkoutPlans', this.checkoutPlans],
      ['cards', this.cards],
      ['pendingLines', this.pendingLines],
    ];
  }

  marks(): [string, Set<string>][] {
    return [
      ['deletedCustomers', this.deletedCustomers],
      ['trialNotices', this.trialNotices],
      ['overdue', this.overdue],
    ];
  }
}
