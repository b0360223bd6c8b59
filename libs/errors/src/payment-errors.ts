import { entry, untilOperatorActs, type ErrorEntry } from './entry.js';

/** What can be wrong with buying, changing and ending a subscription, and with what the payment provider tells. */
export const PAYMENT_ERRORS = {
  'billing.payments_disabled': untilOperatorActs(
    entry(
      'unavailable',
      'payments-disabled',
      'Payments Disabled',
      [
        'No payment provider is configured here: the free plan is all there is.',
        'Repeating it does not help. Ask the operator, who sets ONEFACTURE_STRIPE_SECRET_KEY.',
      ],
      [
        "Aucun prestataire de paiement n'est configuré : seule l'offre gratuite existe.",
        "Répéter la requête ne sert à rien. Adressez-vous à l'exploitant, qui définit ONEFACTURE_STRIPE_SECRET_KEY.",
      ],
    ),
  ),
  'billing.provider_unavailable': entry(
    'unavailable',
    'payment-provider-unavailable',
    'Payment Provider Unavailable',
    ['The payment provider did not answer, or refused for a reason of its own.', 'Repeat the request in a minute.'],
    ["Le prestataire de paiement n'a pas répondu ou a refusé.", 'Répétez la requête dans une minute.'],
  ),
  'billing.price_missing': untilOperatorActs(
    entry(
      'unavailable',
      'price-missing',
      'Price Missing',
      ['The payment provider does not know a price of this plan.', 'The operator runs `npm run stripe:setup`.'],
      ['Le prestataire de paiement ne connaît pas ce prix.', "L'exploitant lance `npm run stripe:setup`."],
    ),
  ),
  'billing.already_subscribed': entry(
    'conflict',
    'already-subscribed',
    'Already Subscribed',
    [
      'The organisation has a subscription that is not over.',
      'Change the plan in the customer portal: POST /billing/portal.',
    ],
    ["L'organisation a un abonnement en cours.", "Changez d'offre dans le portail client : POST /billing/portal."],
  ),
  'billing.no_customer': entry(
    'conflict',
    'no-customer',
    'No Customer Yet',
    ['The organisation never bought anything, so there is no portal yet.', 'Buy a plan with POST /billing/checkout.'],
    ["L'organisation n'a encore rien acheté : elle n'a pas de portail.", 'Souscrivez par POST /billing/checkout.'],
  ),
  'billing.wrong_state': entry(
    'conflict',
    'subscription-wrong-state',
    'Wrong State Of The Subscription',
    ['The subscription is not in a state that allows this.', 'Read it with GET /billing/subscription.'],
    ["L'état de l'abonnement ne le permet pas.", 'Lisez-le par GET /billing/subscription.'],
  ),
  'billing.event_not_signed': entry(
    'unreadable',
    'payment-event-not-signed',
    'Payment Event Not Signed',
    [
      'The event is not signed with a secret of this installation, or the signature is too old.',
      'Send the body as it is, with the Stripe-Signature header made for it.',
    ],
    [
      "L'événement n'est pas signé avec un secret de cette installation, ou la signature est trop ancienne.",
      "Envoyez le corps tel quel, avec l'en-tête Stripe-Signature qui lui correspond.",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
