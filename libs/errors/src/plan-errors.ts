import { entry, type ErrorEntry } from './entry.js';

/** What a plan does not allow, or does not know. */
export const PLAN_ERRORS = {
  'billing.quota_exceeded': entry(
    'rate_limited',
    'quota-exceeded',
    'Quota Exceeded',
    [
      "The month's quota of the plan is used up.",
      'Wait for the next month (Retry-After), or buy a larger plan with POST /billing/checkout.',
    ],
    [
      "Le quota mensuel de l'offre est épuisé.",
      'Attendez le mois prochain (Retry-After) ou changez d’offre par POST /billing/checkout.',
    ],
  ),
  'billing.plan_limit_reached': entry(
    'payment_required',
    'plan-limit-reached',
    'Plan Limit Reached',
    [
      'The plan allows no more of this at one time.',
      'Buy a larger plan with POST /billing/checkout, or finish what is open: limit and current say how many.',
    ],
    [
      "L'offre n'en permet pas davantage à la fois.",
      'Changez d’offre par POST /billing/checkout, ou terminez ce qui est ouvert : voir limit et current.',
    ],
  ),
  'billing.payment_overdue': entry(
    'payment_required',
    'payment-overdue',
    'Payment Overdue',
    [
      'The subscription is not paid, and the time given for it is over.',
      'Pay the open invoice in the customer portal: POST /billing/portal.',
    ],
    [
      "L'abonnement n'est pas payé et le délai accordé est passé.",
      'Réglez la facture ouverte dans le portail client : POST /billing/portal.',
    ],
  ),
  'billing.changed_meanwhile': entry(
    'conflict',
    'subscription-changed-meanwhile',
    'Subscription Changed Meanwhile',
    ['The subscription was changed by another request.', 'Read it again with GET /billing/subscription and repeat.'],
    ["L'abonnement a été modifié entre-temps.", 'Relisez-le par GET /billing/subscription et recommencez.'],
  ),
  'billing.unknown_plan': entry(
    'invalid',
    'unknown-plan',
    'Unknown Plan',
    ['There is no such plan, or it is not sold for this cycle.', 'Choose one of GET /billing/plans.'],
    ["Cette offre n'existe pas ou n'est pas vendue pour ce cycle.", 'Choisissez-en une dans GET /billing/plans.'],
  ),
} as const satisfies Record<string, ErrorEntry>;
