import {
  PaymentProvider,
  type CheckoutOrder,
  type CustomerStanding,
  type NewCustomer,
  type OpenCheckout,
  type PaymentEvent,
  type ProviderSubscription,
  type PurchaseOrder,
} from '../payment-provider.js';
import { standingOf, subscribed } from './standings.js';

/** A payment provider in memory: what happens there is told as events that a test may keep, lose, repeat or turn round. */
export class PaymentWorld extends PaymentProvider {
  readonly enabled = true;
  /** All that ever happened, whether told or not. */
  readonly log: PaymentEvent[] = [];
  readonly made: NewCustomer[] = [];
  readonly orders: PurchaseOrder[] = [];
  /** What is thrown by the next look, once. */
  failure: Error | undefined;
  looks = 0;
  private readonly customers = new Map<string, CustomerStanding>();

  constructor(private readonly now: () => Date) {
    super();
  }

  /** Something happens to a customer. @returns the event that tells it */
  happen(customer: string, change: (standing: CustomerStanding) => CustomerStanding, type = 'any'): PaymentEvent {
    this.customers.set(customer, change(this.customers.get(customer) ?? standingOf()));
    const event = { id: `evt_${this.log.length}_${customer}`, type, customer, createdAt: this.now(), ours: true };
    this.log.push(event);
    return event;
  }

  /** A subscription changes, or begins. */
  subscribe(customer: string, more: Partial<ProviderSubscription>): PaymentEvent {
    return this.happen(customer, (standing) => {
      const id = more.id ?? `sub_of_${customer}`;
      const before = standing.subscriptions.find((one) => one.id === id);
      const after = subscribed({ ...before, ...more, id, customer });
      return { ...standing, subscriptions: [after, ...standing.subscriptions.filter((one) => one.id !== id)] };
    });
  }

  async createCustomer(customer: NewCustomer): Promise<string> {
    this.made.push(customer);
    return `cus_${customer.anonymousId}`;
  }

  async forgetCustomer(id: string): Promise<void> {
    this.happen(id, () => standingOf());
  }

  async checkout(order: CheckoutOrder): Promise<OpenCheckout> {
    this.orders.push(order);
    const id = `cs_${this.orders.length}`;
    const page = { id, url: `https://pay.example/${id}`, price: order.price, expiresAt: this.in(86_400_000) };
    this.happen(order.customer, (standing) => ({ ...standing, checkouts: [...standing.checkouts, page] }));
    return page;
  }

  async closeCheckout(id: string): Promise<void> {
    for (const [customer, standing] of this.customers) {
      const checkouts = standing.checkouts.filter((one) => one.id !== id);
      if (checkouts.length < standing.checkouts.length) this.happen(customer, () => ({ ...standing, checkouts }));
    }
  }

  async startByTransfer(order: PurchaseOrder): Promise<{ url: string }> {
    this.orders.push(order);
    const waiting = { byTransfer: true, firstInvoiceOpen: true, unpaidSince: this.now() };
    this.subscribe(order.customer, { id: `sub_${this.orders.length}`, price: order.price, ...waiting });
    return { url: 'https://pay.example/invoice' };
  }

  async portal(customer: string, returnUrl: string): Promise<string> {
    return `https://portal.example/${customer}?back=${encodeURIComponent(returnUrl)}`;
  }

  async getSubscription(id: string): Promise<ProviderSubscription | undefined> {
    return [...this.customers.values()].flatMap(({ subscriptions }) => subscriptions).find((one) => one.id === id);
  }

  async standing(customer: string): Promise<CustomerStanding> {
    this.looks += 1;
    const failure = this.failure;
    this.failure = undefined;
    if (failure) throw failure;
    return this.customers.get(customer) ?? standingOf();
  }

  async cancel(id: string, when: 'at_period_end' | 'immediately'): Promise<ProviderSubscription> {
    return this.change(id, when === 'immediately' ? { status: 'canceled' } : { cancelAtPeriodEnd: true });
  }

  async reactivate(id: string): Promise<ProviderSubscription> {
    return this.change(id, { cancelAtPeriodEnd: false, cancelAt: null });
  }

  readEvent(body: Buffer): PaymentEvent | undefined {
    return this.log.find(({ id }) => id === body.toString());
  }

  async *eventsSince(moment: Date): AsyncIterable<PaymentEvent> {
    yield* this.log.filter(({ createdAt }) => createdAt >= moment).toReversed();
  }

  async *undeliveredEvents(): AsyncIterable<PaymentEvent> {
    // A test loses events without anybody noticing.
  }

  private async change(id: string, more: Partial<ProviderSubscription>): Promise<ProviderSubscription> {
    const before = await this.getSubscription(id);
    if (!before) throw new Error(`no subscription ${id}`);
    this.subscribe(before.customer, { ...more, id });
    return { ...before, ...more };
  }

  private in(ms: number): Date {
    return new Date(this.now().getTime() + ms);
  }
}
