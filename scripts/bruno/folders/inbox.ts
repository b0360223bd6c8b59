import type { Folder, OperationStep } from '../step.js';

const answer = (operation: string, expect: Readonly<Record<string, string>>): OperationStep => ({ operation, expect });
const stored = (flow: string) => ({
  path: '/v1/inbox?state=stored',
  holds: `body.data.some(({ flow_id }) => flow_id === bru.getVar('${flow}'))`,
});

/** Invoices that came in. */
export const inbox: Folder = {
  name: 'Inbox',
  id: 'received_id',
  docs: `
## Inbox

What suppliers sent: kept as it came, read, checked, shown, and answered. Each answer is a lifecycle message to the seller
and moves the invoice at once; what the state forbids is a 409.
`,
  steps: [
    {
      operation: 'listReceivedInvoices',
      query: { state: 'stored' },
      waitFor: stored('flow_id'),
      expect: { 'data[0].flow_id': 'eq {{flow_id}}' },
      keep: { received_id: 'data[0].id' },
    },
    {
      operation: 'getReceivedInvoice',
      expect: { status: 'eq RECEIVED', 'seller.name': 'eq "Papeterie du Nord"', 'attachments.length': 'eq 1' },
    },
    { operation: 'getReceivedTimeline', expect: { 'data.length': 'gte 2' } },
    {
      operation: 'getReceivedDocument',
      path: { kind: 'original' },
      expect: { 'res.headers["content-type"]': 'contains application/xml' },
    },
    {
      operation: 'getReceivedAttachment',
      path: { position: '1' },
      expect: { 'res.body': 'contains "Bon de livraison"' },
    },
    {
      operation: 'refetchReceivedInvoice',
      status: 409,
      expect: { code: 'eq invoice.wrong_state' },
      note: 'The file of this one is here: 409.',
    },
    answer('takeChargeOfInvoice', { lifecycle_code: 'eq "204"', status: 'eq RECEIVED' }),
    answer('suspendInvoice', { lifecycle_code: 'eq "208"', status: 'eq RECEIVED' }),
    answer('disputeInvoice', { lifecycle_code: 'eq "207"', status: 'eq RECEIVED' }),
    answer('partiallyApproveInvoice', { lifecycle_code: 'eq "206"', status: 'eq APPROVED' }),
    answer('approveInvoice', { lifecycle_code: 'eq "205"', status: 'eq APPROVED' }),
    answer('reportPaymentSent', { lifecycle_code: 'eq "211"', status: 'eq APPROVED' }),
    {
      operation: 'deliverSandboxInvoice',
      name: 'Have another invoice arrive',
      keep: { flow_id: 'flow_id' },
      note: 'Without a body it is a sample.',
    },
    {
      operation: 'listReceivedInvoices',
      name: 'Find it',
      query: { state: 'stored', limit: '1' },
      waitFor: stored('flow_id'),
      expect: { 'data[0].flow_id': 'eq {{flow_id}}' },
      keep: { received_id: 'data[0].id' },
    },
    answer('rejectInvoice', { lifecycle_code: 'eq "210"', status: 'eq REJECTED' }),
  ],
};

/** What only a test installation has. */
export const sandbox: Folder = {
  name: 'Sandbox',
  docs: `
## Sandbox

A key without an account, to try things with, and an invoice that arrives when asked for. This one is a file of our own,
with a delivery note inside; the next folder receives it.
`,
  steps: [
    { operation: 'createSandboxCredentials', expect: { api_key: 'startsWith ofx_test_' } },
    {
      operation: 'deliverSandboxInvoice',
      file: { path: 'files/supplier-invoice.xml', type: 'application/xml' },
      keep: { flow_id: 'flow_id' },
    },
  ],
};
