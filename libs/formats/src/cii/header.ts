import type { Note, Said } from '@onefacture/invoice';
import { bindingsFor } from '../bindings/binding.js';
import { civilDate, text, token } from '../bindings/codec.js';
import type { CiiInvoice } from './cii-invoice.js';

const invoice = bindingsFor<CiiInvoice>();
const note = bindingsFor<Said<Note>>();

/** Process control (BG-2), identity of the document and its notes (BG-1). */
export const header = [
  ...invoice.below('ExchangedDocumentContext', [
    invoice.leaf('BT-23', 'BusinessProcessSpecifiedDocumentContextParameter/ID', 'billing_frame', token),
    invoice.leaf('BT-24', 'GuidelineSpecifiedDocumentContextParameter/ID', 'specification', token),
  ]),
  ...invoice.below('ExchangedDocument', [
    invoice.leaf('BT-1', 'ID', 'number', token),
    invoice.leaf('BT-3', 'TypeCode', 'type_code', token),
    invoice.leaf('BT-2', 'IssueDateTime', 'issue_date', civilDate),
    invoice.many('BG-1', 'IncludedNote', 'notes', [
      note.leaf('BT-22', 'Content', 'content', text),
      note.leaf('BT-21', 'SubjectCode', 'subject', token),
    ]),
  ]),
];
