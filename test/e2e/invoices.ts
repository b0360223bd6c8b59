import { randomBytes } from 'node:crypto';

/** The quick-start body of the project's description, word for word. */
export const QUICK_START_TEXT = `{
  "profile": "EN16931",
  "type_code": "380",
  "number": "INV-2026-0001",
  "currency": "EUR",
  "issue_date": "2026-06-01T00:00:00Z",
  "due_date": "2026-07-01T00:00:00Z",
  "seller": {
    "name": "Acme SAS",
    "siren": "732829320",
    "address": { "line1": "1 rue Cler", "postal_code": "75007", "city": "Paris", "country_code": "FR" }
  },
  "buyer": {
    "name": "Globex SAS",
    "siren": "552120222",
    "address": { "line1": "2 avenue Foch", "postal_code": "75116", "city": "Paris", "country_code": "FR" }
  },
  "lines": [
    { "description": "Consulting services", "quantity": 10, "unit_code": "HUR", "unit_price": 150, "tax_rate": 20, "tax_category": "S" }
  ]
}`;

/** An address in Paris. */
export const ADDRESS = { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' };

/** A line of ten hours at 150 € and 20 %. */
export const LINE = {
  description: 'Consulting services',
  quantity: 10,
  unit_code: 'HUR',
  unit_price: 150,
  tax_rate: 20,
  tax_category: 'S',
};

/** A number no other invoice of the run has. */
export const freshNumber = (prefix = 'E2E'): string => `${prefix}-${randomBytes(6).toString('hex')}`;

/** The quick-start invoice with a number of its own and what a spec wants otherwise; undefined removes a member. */
export function invoiceBody(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    profile: 'EN16931',
    type_code: '380',
    number: freshNumber(),
    currency: 'EUR',
    issue_date: '2026-06-01',
    due_date: '2026-07-01',
    seller: { name: 'Acme SAS', siren: '732829320', address: ADDRESS },
    buyer: buyer('552120222'),
    lines: [LINE],
    ...change,
  };
}

/** A buyer; its SIREN chooses the outcome at the simulated platform. */
export const buyer = (siren: string): Record<string, unknown> => ({ name: 'Globex SAS', siren, address: ADDRESS });
