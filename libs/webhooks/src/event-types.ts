/** One kind of event a customer can subscribe to. */
export interface WebhookEventType {
  readonly type: string;
  readonly description: string;
  readonly description_fr: string;
}

/** The catalogue, in the order of an invoice's life; the OpenAPI document lists it under `webhooks`. */
export const WEBHOOK_EVENT_TYPES = [
  {
    type: 'invoice.submitted',
    description: 'The platform has taken the invoice: its number is spent (200, 201).',
    description_fr: 'La plateforme a accepté la facture : son numéro est consommé (200, 201).',
  },
  {
    type: 'invoice.received',
    description: "The invoice has reached the buyer's platform (first of 202, 203, 204, 207, 208, 209, 214).",
    description_fr: "La facture est parvenue à la plateforme de l'acheteur (premier statut 202 à 209 ou 214).",
  },
  {
    type: 'invoice.approved',
    description: 'The buyer approved the invoice, whole or in part, or announced its payment (205, 206, 211).',
    description_fr: "L'acheteur a approuvé la facture, en tout ou partie, ou annoncé son paiement (205, 206, 211).",
  },
  {
    type: 'invoice.rejected',
    description: 'The buyer refused the invoice (210) or a platform rejected it (213); the reason is in the timeline.',
    description_fr: "L'acheteur a refusé la facture (210) ou une plateforme l'a rejetée (213) ; voir l'historique.",
  },
  {
    type: 'invoice.paid',
    description: 'The amounts collected cover the amount due (212).',
    description_fr: 'Les encaissements couvrent le montant dû (212).',
  },
  {
    type: 'invoice.cancelled',
    description: 'The invoice was cancelled, by command or by 220.',
    description_fr: 'La facture a été annulée, par commande ou par le statut 220.',
  },
  {
    type: 'invoice.status_changed',
    description: 'Any other lifecycle status, or a submission that failed; `lifecycle_code` says which.',
    description_fr: 'Tout autre statut, ou un dépôt en échec ; `lifecycle_code` précise lequel.',
  },
] as const satisfies readonly WebhookEventType[];

/** A type of the catalogue. */
export type WebhookEventName = (typeof WEBHOOK_EVENT_TYPES)[number]['type'];

const NAMES: ReadonlySet<string> = new Set(WEBHOOK_EVENT_TYPES.map(({ type }) => type));

/** True for `*`, a type of the catalogue, or a prefix such as `invoice.*`. */
export function isSubscription(wanted: string): boolean {
  if (wanted === '*' || NAMES.has(wanted)) return true;
  return wanted.endsWith('.*') && [...NAMES].some((name) => name.startsWith(wanted.slice(0, -1)));
}

/** Whether an endpoint that subscribed to `wanted` gets events of `type`. */
export function isSubscribed(wanted: readonly string[], type: string): boolean {
  return wanted.some((one) => one === '*' || one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))));
}
