import type { Folder } from '../step.js';

/** Taking everything along, and leaving. */
export const yourData: Folder = {
  name: 'Your data',
  id: 'export_id',
  docs: `
## Your data

Everything of an organisation as one ZIP, collected in the background; and its erasure, which waits for two weeks and is
taken back here. A running subscription has to be ended first, so the plan bought before ends at once.
`,
  steps: [
    { operation: 'exportData', expect: { state: 'isString' }, keep: { export_id: 'id' } },
    { operation: 'listExports', expect: { 'data[0].id': 'eq {{export_id}}' } },
    {
      operation: 'getExport',
      waitFor: { path: '/v1/data/exports/{{export_id}}', holds: "body.state === 'ready'" },
      expect: { sha256: 'isString' },
    },
    { operation: 'downloadExport', expect: { 'res.headers["content-type"]': 'eq application/zip' } },
    {
      operation: 'cancelSubscription',
      name: 'End the subscription at once',
      change: { immediately: true },
    },
    {
      operation: 'eraseData',
      waitFor: { path: '/billing/subscription', holds: "body.status === 'cancelled'", by: 'member' },
      change: { password: '{{password}}' },
      expect: { state: 'eq waiting' },
    },
    { operation: 'getErasure', expect: { state: 'eq waiting' } },
    { operation: 'cancelErasure', expect: { state: 'eq cancelled' } },
  ],
};
