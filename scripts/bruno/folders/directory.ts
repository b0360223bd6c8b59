import type { Folder } from '../step.js';

/** Who can be reached. */
export const directory: Folder = {
  name: 'Directory',
  docs: `
## Directory

Whether a recipient can be reached, and through what kind of platform. The simulated directory knows every SIREN whose
check digit is right, except \`000000059\`.
`,
  steps: [
    { operation: 'lookUpRecipient', query: { siren: '552120222' }, expect: { reachable: 'eq yes' } },
    { operation: 'lookUpRecipients', expect: { 'data.length': 'eq 2' } },
  ],
};

/** The way an invoice takes. */
export const routing: Folder = {
  name: 'Routing',
  id: 'override_id',
  docs: `
## Routing

Through which connection an invoice goes: the default one, unless the directory or an override says otherwise.
`,
  steps: [
    { operation: 'previewRoute', id: 'page_invoice_id', expect: { 'alternatives.length': 'gt 0' } },
    {
      operation: 'putRoutingOverride',
      change: { connection_id: '{{default_connection_id}}' },
      expect: { recipient_siren: 'eq "732829320"' },
      keep: { override_id: 'id' },
    },
    { operation: 'listRoutingOverrides', expect: { 'data[0].id': 'eq {{override_id}}' } },
    { operation: 'deleteRoutingOverride' },
  ],
};
