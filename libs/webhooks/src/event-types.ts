import type { EventDataKind } from './event-data.js';

/** One kind of event a customer can subscribe to. */
export interface WebhookEventType {
  readonly type: string;
  /** Shape of its `data`. */
  readonly data: EventDataKind;
  readonly description: string;
  readonly description_fr: string;
}

/** The catalogue, invoices in the order of their life; the OpenAPI document lists it under `webhooks`. */
export const WEBHOOK_EVENT_TYPES = [
  {
    type: 'invoice.submitted',
    data: 'invoice',
    description: 'The platform has taken the invoice: its number is spent (200, 201).',
    description_fr: 'La plateforme a accepté la facture : son numéro est consommé (200, 201).',
  },
  {
    type: 'invoice.received',
    data: 'invoice',
    description: "The invoice has reached the buyer's platform (first of 202, 203, 204, 207, 208, 209, 214).",
    description_fr: "La facture est parvenue à la plateforme de l'acheteur (premier statut 202 à 209 ou 214).",
  },
  {
    type: 'invoice.approved',
    data: 'invoice',
    description: 'The buyer approved the invoice, whole or in part, or announced its payment (205, 206, 211).',
    description_fr: "L'acheteur a approuvé la facture, en tout ou partie, ou annoncé son paiement (205, 206, 211).",
  },
  {
    type: 'invoice.rejected',
    data: 'invoice',
    description: 'The buyer refused the invoice (210) or a platform rejected it (213); the reason is in the timeline.',
    description_fr: "L'acheteur a refusé la facture (210) ou une plateforme l'a rejetée (213) ; voir l'historique.",
  },
  {
    type: 'invoice.paid',
    data: 'invoice',
    description: 'The amounts collected cover the amount due (212).',
    description_fr: 'Les encaissements couvrent le montant dû (212).',
  },
  {
    type: 'invoice.cancelled',
    data: 'invoice',
    description: 'The invoice was cancelled, by command or by 220.',
    description_fr: 'La facture a été annulée, par commande ou par le statut 220.',
  },
  {
    type: 'invoice.status_changed',
    data: 'invoice',
    description: 'Any other lifecycle status, or a submission that failed; `lifecycle_code` says which.',
    description_fr: 'Tout autre statut, ou un dépôt en échec ; `lifecycle_code` précise lequel.',
  },
  {
    type: 'inbox.received',
    data: 'inbox',
    description: 'A platform handed over an invoice addressed to the organisation.',
    description_fr: "Une plateforme a remis une facture adressée à l'organisation.",
  },
  {
    type: 'inbox.status_changed',
    data: 'inbox',
    description: 'A received invoice moved, or an answer to it was refused by the platform.',
    description_fr: "Une facture reçue a changé d'état, ou la plateforme a refusé une réponse.",
  },
  {
    type: 'platform.degraded',
    data: 'platform',
    description: 'A platform stopped answering, or answers again; `state` says which.',
    description_fr: 'Une plateforme ne répond plus, ou répond de nouveau ; `state` précise lequel.',
  },
  {
    type: 'billing.subscription_changed',
    data: 'subscription',
    description: 'The plan, the state or the end of the subscription to this service changed.',
    description_fr: "L'offre, l'état ou la fin de l'abonnement à ce service a changé.",
  },
  {
    type: 'webhook.endpoint.failing',
    data: 'failing',
    description: 'Every attempt at another endpoint fails; it will be disabled unless one succeeds.',
    description_fr: 'Toutes les tentatives vers un autre point de terminaison échouent ; il sera désactivé sinon.',
  },
  {
    type: 'webhook.endpoint.disabled',
    data: 'disabled',
    description: 'Another endpoint was disabled: it answered 410, or nothing succeeded for days.',
    description_fr: 'Un autre point de terminaison a été désactivé : réponse 410, ou échecs pendant des jours.',
  },
  {
    type: 'webhook.delivery.exhausted',
    data: 'exhausted',
    description: 'A delivery to another endpoint failed for good; it can be replayed.',
    description_fr: 'Une livraison vers un autre point de terminaison a échoué ; elle peut être rejouée.',
  },
] as const satisfies readonly WebhookEventType[];

/** A type of the catalogue. */
export type WebhookEventName = (typeof WEBHOOK_EVENT_TYPES)[number]['type'];

const NAMES: ReadonlySet<string> = new Set(WEBHOOK_EVENT_TYPES.map(({ type }) => type));

/** True for a type of the catalogue. */
export const isEventType = (name: string): name is WebhookEventName => NAMES.has(name);

/** The entry of a type. */
export function eventTypeNamed(type: WebhookEventName): WebhookEventType {
  const found = WEBHOOK_EVENT_TYPES.find((one) => one.type === type);
  if (!found) throw new TypeError(`no event is named ${type}`);
  return found;
}

/** True for `*`, a type of the catalogue, or a prefix such as `invoice.*`. */
export function isSubscription(wanted: string): boolean {
  if (wanted === '*' || NAMES.has(wanted)) return true;
  return wanted.endsWith('.*') && [...NAMES].some((name) => name.startsWith(wanted.slice(0, -1)));
}

/** Whether an endpoint that subscribed to `wanted` gets events of `type`. */
export function isSubscribed(wanted: readonly string[], type: string): boolean {
  return wanted.some((one) => one === '*' || one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))));
}
