const DAY_MS = 86_400_000;

/** The quick-start invoice of the README, issued on `today` and due thirty days later. */
export function sampleInvoice(number: string, today: Date): Record<string, unknown> {
  return {
    profile: 'EN16931',
    type_code: '380',
    number,
    currency: 'EUR',
    issue_date: civilDate(today),
    due_date: civilDate(new Date(today.getTime() + 30 * DAY_MS)),
    seller: {
      name: 'Acme SAS',
      siren: '732829320',
      address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
    },
    buyer: {
      name: 'Globex SAS',
      siren: '552120222',
      address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
    },
    lines: [
      {
        description: 'Consulting services',
        quantity: 10,
        unit_code: 'HUR',
        unit_price: 150,
        tax_rate: 20,
        tax_category: 'S',
      },
    ],
  };
}

/** A number that no earlier demo used: <prefix>-YYYYMMDD-HHMMSS, in Paris time. */
export function demoNumber(now: Date, prefix = 'DEMO'): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Paris',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(now);
  return `${prefix}-${parts.replaceAll(/[-:]/g, '').replace(' ', '-')}`;
}

/** The civil date in Paris, YYYY-MM-DD. */
export function civilDate(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(moment);
}
