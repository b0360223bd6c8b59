import type { Folder } from '../step.js';

/** Sellers. */
export const companies: Folder = {
  name: 'Companies',
  id: 'company_id',
  docs: `
## Companies

Who the organisation invoices as. In a test organisation a company comes into being with its first invoice as well.
`,
  steps: [
    { operation: 'createCompany', expect: { siren: 'eq "732829320"' }, keep: { company_id: 'id' } },
    { operation: 'listCompanies', expect: { 'data[0].id': 'eq {{company_id}}' } },
    { operation: 'getCompany', expect: { id: 'eq {{company_id}}' } },
    { operation: 'replaceCompany', expect: { vat_number: 'eq FR44732829320' } },
  ],
};
