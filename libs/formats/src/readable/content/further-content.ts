import { SPECIFICATIONS, type InvoiceDocument, type Note, type Said } from '@onefacture/invoice';
import type { Section } from '../readable-view.js';
import { titleWord } from '../words/wording.js';
import { attachmentFacts, deliveryTermsText, noteEntries } from './common-content.js';
import { identifierText } from './party-content.js';
import { entriesOf, joined, longText, said, type Fact, type Speech } from './saying.js';
import { vatFacts } from './vat-content.js';

/** Order in which the statutory notes are read: penalties, recovery cost, discount, then the others as given. */
const FIRST = ['PMD', 'PMT', 'AAB'];

/** Notes of the document (BG-1) under their subjects, then the seller's legal information (BT-33). */
export function mentionsSection({ notes = [], seller }: InvoiceDocument, { labels }: Speech): Section {
  const ordered = notes.toSorted((one, other) => rank(one) - rank(other));
  return {
    title: labels.mentions,
    entries: [
      ...noteEntries(ordered, labels.note, 'BG-1', labels),
      ...longText(labels.legalInformation, seller?.legal_information, 'BT-33'),
    ],
  };
}

function rank({ subject = '' }: Said<Note>): number {
  const at = FIRST.indexOf(subject);
  return at === -1 ? FIRST.length : at;
}

/** What no other part of the view says; sections without entries are left out. */
export function furtherSections(document: InvoiceDocument, speech: Speech): Section[] {
  const attachments = { title: speech.labels.attachments, entries: attachmentEntries(document, speech) };
  const all = [references(document, speech), vatFacts(document, speech), attachments, identity(document, speech)];
  return all.filter(({ entries }) => entries.length > 0);
}

function attachmentEntries(document: InvoiceDocument, speech: Speech): Section['entries'] {
  const entries = entriesOf(attachmentFacts(document.attachments, speech));
  return entries.map((entry, index) => ({ ...entry, label: String(index + 1) }));
}

function references(document: InvoiceDocument, { labels }: Speech): Section {
  return {
    title: labels.references,
    entries: entriesOf([
      [labels.projectReference, document.project_reference, 'BT-11'],
      [labels.salesOrderReference, document.sales_order_reference, 'BT-14'],
      [labels.receivingAdviceReference, document.receiving_advice_reference, 'BT-15'],
      [labels.despatchAdviceReference, document.despatch_advice_reference, 'BT-16'],
      [labels.tenderReference, document.tender_reference, 'BT-17'],
      ...(document.invoiced_objects ?? []).map((one): Fact => [
        labels.invoicedObject,
        identifierText(one, labels),
        'BT-18',
      ]),
      [labels.buyerAccountingReference, document.buyer_accounting_reference, 'BT-19'],
      [labels.deliveryTerms, said(document.delivery_terms, deliveryTermsText), 'EXT-FR-FE'],
    ]),
  };
}

/** The document as machines see it: type, frame and profile by their codes. */
function identity(document: InvoiceDocument, { labels }: Speech): Section {
  const { type_code: type, profile, specification } = document;
  return {
    title: labels.document,
    entries: entriesOf([
      [labels.typeCode, said(type, (code) => joined([titleWord(code, labels), `(${code})`], ' ') ?? code), 'BT-3'],
      [labels.frameCode, document.billing_frame, 'BT-23'],
      [labels.profile, profile?.replaceAll('_', ' ').replace('EN16931', 'EN 16931')],
      [labels.specification, specification ?? (profile && SPECIFICATIONS[profile]), 'BT-24'],
    ]),
  };
}
