/** Names of the lifecycle codes as the French reform gives them, with an English gloss. */
const CODES: Record<string, [string, string]> = {
  '200': ['Déposée', 'deposited at the platform'],
  '201': ['Émise par la plateforme', 'sent on by the platform'],
  '202': ['Reçue par la plateforme', 'received by the buyer’s platform'],
  '203': ['Mise à disposition', 'made available to the buyer'],
  '204': ['Prise en charge', 'taken in hand by the buyer'],
  '205': ['Approuvée', 'approved'],
  '206': ['Approuvée partiellement', 'partly approved'],
  '207': ['En litige', 'disputed'],
  '208': ['Suspendue', 'suspended'],
  '209': ['Complétée', 'completed'],
  '210': ['Refusée', 'refused by the buyer'],
  '211': ['Paiement transmis', 'payment sent'],
  '212': ['Encaissée', 'payment received'],
  '213': ['Rejetée', 'rejected by a platform'],
  '214': ['Visée', 'endorsed'],
  '220': ['Annulée', 'cancelled'],
};

const EVENTS: Record<string, [string, string]> = {
  'invoice.created': ['Créée', 'created'],
  'invoice.submitted': ['Soumise', 'submitted'],
  'invoice.received': ['Reçue', 'received'],
  'invoice.approved': ['Approuvée', 'approved'],
  'invoice.rejected': ['Rejetée', 'rejected'],
  'invoice.paid': ['Payée', 'paid'],
  'invoice.cancelled': ['Annulée', 'cancelled'],
};

/** One line for one event of a timeline: its code, the official French name and English. */
export function describeEvent(event: { event: string; lifecycle_code?: string | number | null }): string {
  const code = event.lifecycle_code === null || event.lifecycle_code === undefined ? '' : String(event.lifecycle_code);
  const [french, english] = CODES[code] ?? EVENTS[event.event] ?? [event.event, event.event];
  return `${code === '' ? '' : `${code} `}${french} (${english})`;
}
