import type { Attachment, DeliveryTerms, Note, Said } from '@onefacture/invoice';
import type { Entry } from '../readable-view.js';
import { ATTACHMENT_LABELS, NOTE_SUBJECTS } from '../words/code-words.js';
import type { Labels } from '../words/labels.js';
import { own, wordAndCode, wordOf } from '../words/wording.js';
import { joined, longText, said, type Fact, type Speech } from './saying.js';

/** Notes under their subjects in words; `plain` is the label of one without a subject. */
export function noteEntries(
  notes: readonly Said<Note>[] | undefined,
  plain: string,
  term: string,
  labels: Labels,
): Entry[] {
  return (notes ?? []).flatMap(({ subject, content }) => {
    const label =
      subject === undefined ? plain : (wordOf(NOTE_SUBJECTS, subject, labels) ?? `${labels.note} ${subject}`);
    return longText(label, content, term);
  });
}

/** `DAP Lyon`: the rule (UNTDID 4053) and the place. */
export function deliveryTermsText({ code, location }: Said<DeliveryTerms>): string {
  return joined([code, location], ' ') ?? '';
}

/** Supporting documents: what they are, where they are, and the name and type of an embedded file. */
export function attachmentFacts(attachments: readonly Said<Attachment>[] | undefined, { labels }: Speech): Fact[] {
  return (attachments ?? []).map(({ id, description, url, file }): Fact => {
    const what = said(description, (text) => wordAndCode(ATTACHMENT_LABELS, text, labels));
    const type = said(file?.mime_type, (mime) => `(${mime})`);
    return [labels.supportingDocument, joined([id, what, url, joined([file?.filename, type], ' ')], ', '), 'BG-24'];
  });
}

/** A VAT category with its grounds. */
export interface Grounds {
  readonly tax_category?: string;
  readonly exemption_reason?: string;
  readonly exemption_code?: string;
}

/** BT-120 as written, else the usual sentence for BT-121; the code behind it. Undefined when the document says neither. */
export function exemptionText(grounds: Grounds, { labels }: Speech): string | undefined {
  const { exemption_code: code, exemption_reason: reason } = grounds;
  const text = reason ?? (code === undefined ? undefined : own(labels.exemptions, code));
  if (code === undefined || text?.includes(code)) return text;
  return joined([text, `(${code})`], ' ');
}
