import type { Folder, OperationStep } from '../step.js';

const WHO = {
  address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
  name: 'Globex SAS',
};
/** A buyer whose SIREN chooses what the simulated platform does. */
export const buyer = (siren: string) => ({ ...WHO, siren });
/** Numbers that a second run does not use again. */
export const number = (prefix: string) => `${prefix}-{{$timestamp}}`;

/** An invoice that is sent at once. */
export const sent = (name: string, prefix: string, siren: string, keep: string): OperationStep => ({
  operation: 'createInvoice',
  name,
  query: { submit: 'true' },
  change: { number: number(prefix), buyer: buyer(siren) },
  status: 202,
  expect: { status: 'eq DRAFT', 'submission.state': 'eq queued' },
  keep: { [keep]: 'id' },
});

/** The life of an invoice, a rejection, a payment. */
export const invoices: Folder = {
  name: 'Invoices',
  id: 'invoice_id',
  docs: `
## Invoices

1. **Create an invoice** makes a DRAFT, which can be changed and deleted; **Submit** queues it for its platform.
2. The statuses that come back move it: DRAFT, SUBMITTED, RECEIVED, APPROVED, PAID. **What happened** waits for the end.
3. An invoice that a platform rejects says why, proposes a correction, and is sent again.
4. Where the platform does not collect, you say what came in; a credit note takes an invoice back.

In the sandbox the buyer's SIREN chooses the outcome: \`000000026\` is rejected, \`000000125\` approved and left unpaid, any
other is paid.
`,
  steps: [
    {
      operation: 'createInvoice',
      headers: { 'Idempotency-Key': '{{$guid}}' },
      change: { number: number('INV') },
      expect: { status: 'eq DRAFT', 'totals.net': 'eq 1500', 'totals.due': 'eq 1800' },
      keep: { invoice_id: 'id' },
    },
    { operation: 'listInvoices', query: { limit: '10' }, expect: { 'data[0].id': 'eq {{invoice_id}}' } },
    {
      operation: 'getInvoice',
      expect: { id: 'eq {{invoice_id}}', 'res.headers.etag': 'isString' },
      keep: { etag: 'res.headers.etag' },
    },
    { operation: 'patchInvoice', headers: { 'If-Match': '{{etag}}' }, expect: { due_date: 'eq 2026-07-15' } },
    { operation: 'submitInvoice', expect: { 'submission.state': 'eq queued' } },
    {
      operation: 'getTimeline',
      waitFor: { path: '/v1/invoices/{{invoice_id}}', holds: "body.status === 'PAID'" },
      expect: { 'data.length': 'gt 5', 'attempts[0].state': 'eq ACKED' },
    },
    {
      operation: 'createInvoice',
      name: 'Create a DRAFT to delete',
      example: 'discount',
      change: { number: number('DEL') },
      keep: { draft_id: 'id' },
    },
    { operation: 'deleteInvoice', id: 'draft_id', headers: { 'If-Match': '*' } },
    sent('Send one that will be rejected', 'REJ', '000000026', 'rejected_id'),
    {
      operation: 'getRejectionPatch',
      id: 'rejected_id',
      waitFor: { path: '/v1/invoices/{{rejected_id}}', holds: "body.status === 'REJECTED'" },
      expect: { 'reasons[0].code': 'eq DEST_INC' },
    },
    { operation: 'retryInvoice', id: 'rejected_id', example: 'patch', expect: { id: 'eq {{rejected_id}}' } },
    sent('Send one that is approved and left unpaid', 'PAY', '000000125', 'approved_id'),
    {
      operation: 'stateStatus',
      id: 'approved_id',
      waitFor: { path: '/v1/invoices/{{approved_id}}', holds: "body.status === 'APPROVED'" },
    },
    { operation: 'reportPayments', id: 'approved_id', expect: { status: 'eq PAID', lifecycle_code: 'eq "212"' } },
    {
      operation: 'draftCreditNote',
      id: 'approved_id',
      change: { number: number('AV') },
      expect: { type_code: 'eq "381"', status: 'eq DRAFT' },
      keep: { credit_note_id: 'id' },
    },
    { operation: 'cancelInvoice', id: 'credit_note_id', expect: { status: 'eq CANCELLED' } },
  ],
};
