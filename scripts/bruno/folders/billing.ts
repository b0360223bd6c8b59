import type { Folder, OperationStep } from '../step.js';

const FORM = { card_number: '4242 4242 4242 4242', card_expiry: '12/34', card_cvc: '123', country: 'FR', name: 'Acme' };
const SUBSCRIPTION = '/billing/subscription';
const ending = { path: SUBSCRIPTION, holds: 'body.cancel_at_period_end', by: 'member' } as const;
const going = { path: SUBSCRIPTION, holds: '!body.cancel_at_period_end', by: 'member' } as const;
const older = (operation: string, name: string, more: Partial<OperationStep> = {}): OperationStep => ({
  operation,
  name: `${name} (older path)`,
  ...more,
});

/** An event that nothing follows from, signed as Stripe does. */
const event = (operation: string, name: string): OperationStep => ({
  operation,
  name,
  headers: { 'Content-Type': 'application/json', 'Stripe-Signature': '{{stripe_signature}}' },
  text: '{{stripe_event}}',
  before: [
    "const { HmacSHA256 } = require('crypto-js');",
    'const at = Math.floor(Date.now() / 1000);',
    "const event = { id: bru.interpolate('evt_{{$guid}}'), object: 'event', type: 'product.created', created: at };",
    "const body = JSON.stringify({ ...event, livemode: false, data: { object: { id: 'prod_1', object: 'product' } } });",
    "bru.setVar('stripe_event', body);",
    "const signature = HmacSHA256(`${at}.${body}`, bru.interpolate('{{stripe_webhook_secret}}'));",
    "bru.setVar('stripe_signature', `t=${at},v1=${signature}`);",
  ],
  expect: { received: 'eq true' },
  note: 'The script signs with `stripe_webhook_secret`; without it the answer is 400.',
});

/** Plans and payment. */
export const billing: Folder = {
  name: 'Billing',
  docs: `
## Billing

What an organisation buys from the operator: plans through Stripe Checkout, card and end of the plan through Stripe's
customer portal, and the webhook by which Stripe says that something changed. Members with the role owner or admin buy;
test organisations never pay.

## Plans

| Plan | A month | Invoices a month | API calls a month |
|---|---|---|---|
| free | 0 € | 50 | 1 000 |
| starter | 49 € | 500 | 10 000 |
| advanced | 199 € | 5 000 | 100 000 |
| enterprise | 999 € | no limit | no limit |

These are the plans of the catalogue \`onefacture\`; \`ONEFACTURE_BILLING_CATALOGUE\` sells others, such as free, pro and
business of \`rubis\`, with a cap on active invoices and three months of grace.

## To a paid plan

1. **02 Start checkout** with \`plan\` and \`cycle\` answers the address of a page at Stripe.
2. The browser goes there and pays: 4242 4242 4242 4242, any later date, any CVC. Stripe sends it back to the success url.
3. Meanwhile Stripe sends \`checkout.session.completed\` to the webhook. Nothing in it is believed: the subscription is
   looked up at Stripe and stored.
4. **01 Get subscription**, asked again, has the new plan and \`status\` active. Coming back to the success url alone
   changes nothing.

## To the end of a plan

1. **03 Open portal** answers the address of the portal; the customer ends the plan there. **05 End the subscription**
   does the same without a page.
2. Stripe keeps the date (\`cancel_at\`, or \`cancel_at_period_end\`) and says \`customer.subscription.updated\`.
3. \`cancel_at_period_end\` of the subscription is true, and everything works until \`cancel_at\`.
4. At that date Stripe says \`customer.subscription.deleted\`: the plan is free again.

## Back again before the end

**04 Reactivate** looks which of the two dates is set, for Stripe takes only one of them, and clears that one. Nothing is
paid then; the plan goes on as it was.

## The same event twice

Stripe may send an event again, late, or after a newer one. An event is stored once and only says where to look, so
neither order nor repetition matters; an hourly comparison finds those that never came.

## On your machine

\`npm start\` plays Stripe and has its plans set up. With an account of your own: \`npm run stripe:setup\` once, then
\`stripe listen --forward-to localhost:8080/billing/stripe-webhook\`, its \`whsec_…\` as
\`ONEFACTURE_STRIPE_WEBHOOK_SECRET\`, then **02**, pay in the browser, **01**.
`,
  steps: [
    {
      operation: 'getSubscription',
      name: 'Get subscription',
      expect: {
        plan: 'eq free',
        status: 'eq none',
        'caps.invoices_limit': 'eq 50',
        in_grace_period: 'isBoolean',
        cancel_at_period_end: 'eq false',
      },
    },
    {
      operation: 'checkout',
      name: 'Start checkout',
      expect: { url: 'startsWith http' },
      keep: { checkout_url: 'url' },
    },
    {
      name: 'Pay on the page (simulator)',
      call: 'POST {{checkout_url}}',
      fields: FORM,
      status: 303,
      note: 'What the browser of a customer does. With Stripe itself, open `checkout_url` and pay by hand.',
    },
    {
      operation: 'openPortal',
      name: 'Open portal',
      waitFor: { path: SUBSCRIPTION, holds: "body.status === 'active'", by: 'member' },
      expect: { url: 'startsWith http' },
      keep: { portal_url: 'url' },
    },
    {
      name: 'End the plan in the portal (simulator)',
      call: 'POST {{portal_url}}/cancel',
      fields: { lang: 'en' },
      status: 303,
      note: 'What the browser of a customer does.',
    },
    {
      operation: 'reactivateSubscription',
      name: 'Reactivate',
      waitFor: ending,
      expect: { plan: 'eq starter', cancel_at_period_end: 'eq false', cancel_at: 'isNull' },
    },
    {
      operation: 'cancelSubscription',
      waitFor: going,
      expect: { plan: 'eq starter', cancel_at_period_end: 'eq true' },
    },
    older('reactivateSubscriptionAlias', 'Reactivate', {
      waitFor: ending,
      expect: { cancelAtPeriodEnd: 'eq false' },
    }),
    older('cancelSubscriptionAlias', 'End the subscription', {
      waitFor: going,
      expect: { cancelAtPeriodEnd: 'eq true' },
    }),
    { operation: 'listPlans', expect: { 'plans[0].plan': 'eq free', 'plans.length': 'eq 4' } },
    older('listPlansAlias', 'What is sold', { expect: { 'plans.length': 'eq 4' } }),
    { operation: 'getUsage', expect: { plan: 'eq starter', 'metrics.invoices.limit': 'eq 500' } },
    older('getBillingSubscriptionAlias', 'Get subscription', {
      expect: { plan: 'eq starter', subscriptionStatus: 'eq active' },
    }),
    older('getCurrentSubscriptionAlias', 'Current subscription', {
      expect: { plan: 'eq starter', subscriptionStatus: 'eq active' },
    }),
    { operation: 'getPortal', name: 'Open portal by GET', expect: { url: 'startsWith http' } },
    older('openPortalAlias', 'Open portal', { expect: { url: 'startsWith http' } }),
    {
      operation: 'listPaymentInvoices',
      waitFor: {
        path: '/billing/invoices',
        holds: "body.data.some(({ document }) => document === null || document.state === 'ready')",
        by: 'member',
      },
      expect: { 'data[0].status': 'eq paid' },
      keep: { payment_invoice_id: 'data[0].id' },
    },
    {
      operation: 'getPaymentInvoiceFacturX',
      name: 'Factur-X of an invoice for your subscription',
      id: 'payment_invoice_id',
      status: [200, 404],
      note: 'Made where the operator has an identity (`ONEFACTURE_OPERATOR_NAME` and its like); elsewhere 404.',
    },
    { operation: 'listPaymentMethods', expect: { 'data.length': 'eq 1' } },
    older('billingCheckoutAlias', 'Start checkout', {
      status: 409,
      expect: { code: 'eq billing.already_subscribed' },
      note: 'There is a subscription by now, and an organisation has one: 409.',
    }),
    older('createCheckoutAlias', 'Create checkout', {
      example: 'tier',
      status: 409,
      expect: { code: 'eq billing.already_subscribed' },
      note: 'There is a subscription by now, and an organisation has one: 409.',
    }),
    event('receiveStripeEvent', 'Stripe webhook'),
    event('receiveStripeEventAlias', 'Stripe webhook (second path)'),
    event('receiveStripeEventBillingAlias', 'Stripe webhook (third path)'),
    event('receiveStripeEventSubscriptionsAlias', 'Stripe webhook (fourth path)'),
  ],
};
