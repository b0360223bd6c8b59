/** The quick-start invoice of the README, as plain JSON. Specs spread it and change what they are about. */
export const quickStart = {
  profile: 'EN16931',
  type_code: '380',
  number: 'INV-2026-0001',
  currency: 'EUR',
  issue_date: '2026-06-01T00:00:00Z',
  due_date: '2026-07-01T00:00:00Z',
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

/** Its one line. */
export const hours = quickStart.lines[0] ?? {};

/** The credit note of the README. */
export const creditNote = {
  ...quickStart,
  type_code: '381',
  number: 'AV-2026-0001',
  issue_date: '2026-05-22T00:00:00Z',
  due_date: undefined,
  lines: [
    { description: 'Credit note', quantity: 1, unit_code: 'C62', unit_price: 250, tax_rate: 20, tax_category: 'S' },
  ],
  notes: [{ subject: 'credit_note', content: 'Credit for INV-2026-0007' }],
};
