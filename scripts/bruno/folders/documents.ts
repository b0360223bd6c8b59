import type { Folder } from '../step.js';
import { number } from './invoices.js';

const TYPE = 'res.headers["content-type"]';

/** Files: what is made of an invoice, and files of one's own. */
export const documents: Folder = {
  name: 'Documents',
  id: 'invoice_id',
  docs: `
## Documents

Every invoice as Factur-X, CII, UBL, JSON or a readable page; your own page or your own files instead of ours; any kind
converted to any other. The files that are sent here lie in \`files/\`.
`,
  steps: [
    {
      operation: 'getDocument',
      path: { kind: 'facturx' },
      expect: { [TYPE]: 'contains application/pdf', 'res.headers.etag': 'isString' },
    },
    {
      operation: 'listFormerDocuments',
      id: 'rejected_id',
      waitFor: { path: '/v1/invoices/{{rejected_id}}', holds: "body.status === 'PAID'" },
      expect: { 'data.length': 'gt 0' },
      keep: { sha256: 'data[0].sha256' },
    },
    {
      operation: 'getFormerDocument',
      id: 'rejected_id',
      path: { sha256: '{{sha256}}' },
      expect: { 'res.headers.etag': 'contains {{sha256}}' },
    },
    {
      operation: 'createInvoice',
      name: 'Create a DRAFT for your own page',
      change: { number: number('PAGE') },
      keep: { page_invoice_id: 'id' },
    },
    {
      operation: 'wrapDocument',
      name: 'Send your own page',
      id: 'page_invoice_id',
      form: { file: '@file(files/page.pdf)' },
    },
    {
      operation: 'importBatch',
      form: { files: '@file(files/invoice.xml)' },
      expect: { 'drafts[0].status': 'eq stored' },
      keep: { batch_id: 'id', import_draft_id: 'drafts[0].draft_id' },
    },
    { operation: 'getImportBatch', id: 'batch_id', expect: { id: 'eq {{batch_id}}' } },
    { operation: 'validateImportDraft', id: 'batch_id', path: { draft_id: '{{import_draft_id}}' } },
    {
      operation: 'convert',
      headers: { Accept: 'application/xml' },
      form: { file: '@file(files/invoice.xml)', to: 'ubl' },
      expect: { [TYPE]: 'contains application/xml', 'res.body': 'contains BS-2026-0001' },
    },
  ],
};
