import { z } from 'zod';
import { ATTACHMENT_LABELS, ATTACHMENT_TYPES, EXTENSION_ATTACHMENT_TYPES } from '../codes/attachment-types.js';
import { DOCUMENT_TYPES } from '../codes/document-types.js';
import { INCOTERMS } from '../codes/incoterms.js';
import { NOTE_SUBJECTS } from '../codes/note-subjects.js';
import { civilDate, coded, text } from './leaves.js';

const NUMBER = /^[A-Za-z0-9+\-_/]{1,35}$/;
const NUMBER_RULE = 'must be 1 to 35 letters, digits, +, -, _ or / without blanks (BR-FR-01, BR-FR-02)';

/** A number of an invoice: BT-1, BT-25. */
export const numberSchema = (description: string, example: string) =>
  coded((value) => NUMBER.test(value), NUMBER_RULE, { description, example, pattern: NUMBER.source });

/** A reference of the caller's or the buyer's books, as free text. */
export const referenceSchema = (description: string) => text(100, { description }).optional();

/** Words of the public API for a note, besides the legal codes; both become AAI (general information). */
export const NOTE_WORDS: ReadonlySet<string> = new Set(['credit_note', 'correction']);

/** BR-FR-20: what a BAR note may ask for. */
export const BAR_VALUES: ReadonlySet<string> = new Set(['B2B', 'B2BINT', 'B2C', 'OUTOFSCOPE', 'ARCHIVEONLY']);

/** BG-1, and the notes of a line. */
export const noteSchema = z
  .strictObject({
    subject: coded(
      (value) => NOTE_WORDS.has(value) || NOTE_SUBJECTS.has(value),
      'must be credit_note, correction or a code of UNTDID 4451 such as PMT, PMD, AAB, AAI, REG, ABL',
      { description: 'BT-21: credit_note, correction, or a UNTDID 4451 code', example: 'AAI' },
    ).optional(),
    content: text(5000, { description: 'BT-22, BT-127: the note', example: 'Credit for INV-2026-0007' }),
  })
  .check((ctx) => {
    if (ctx.value.subject !== 'BAR' || BAR_VALUES.has(ctx.value.content)) return;
    const message = `must be one of ${[...BAR_VALUES].join(', ')} in a note of subject BAR (BR-FR-20)`;
    ctx.issues.push({ code: 'custom', path: ['content'], message, input: ctx.value });
  })
  .meta({ description: 'A note (BG-1)' });

/** BG-3, and the earlier invoices of a line. */
export const precedingInvoiceSchema = z
  .strictObject({
    number: numberSchema('BT-25: number of the earlier invoice', 'INV-2026-0007'),
    issue_date: civilDate({ description: 'BT-26: its date, needed to submit', example: '2026-05-01' }).optional(),
    type_code: coded(
      (value) => Object.hasOwn(DOCUMENT_TYPES, value),
      `must be a document type that France accepts: ${Object.keys(DOCUMENT_TYPES).join(', ')}`,
      { description: 'EXT-FR-FE-02: its type, UNTDID 1001 (profiles EXTENDED and EXTENDED_CTC_FR)', example: '380' },
    ).optional(),
  })
  .meta({ description: 'An earlier invoice that this document refers to (BG-3)' });

/** Incoterms: profiles EXTENDED and EXTENDED_CTC_FR. */
export const deliveryTermsSchema = z
  .strictObject({
    code: coded((value) => INCOTERMS.has(value), `must be one of ${[...INCOTERMS].join(', ')}`, {
      description: 'Incoterms, UNTDID 4053 (BR-FREXT-CL-27)',
      example: 'DAP',
    }),
    location: text(255, { description: 'The place named with it', example: 'Lyon' }).optional(),
  })
  .meta({ description: 'When risk and cost pass (profiles EXTENDED and EXTENDED_CTC_FR)' });

/** Base64 characters of an embedded file: 15 MB, well under what a request may hold. */
const LONGEST_BASE64 = 20_000_000;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && value.length <= LONGEST_BASE64 && BASE64.test(value);
}

const TYPES = [...ATTACHMENT_TYPES, ...EXTENSION_ATTACHMENT_TYPES];

/** BT-125. */
const fileSchema = z
  .strictObject({
    filename: text(255, { description: 'BT-125-2: name of the file', example: 'bon-7788.pdf' }),
    mime_type: z.enum(TYPES).meta({
      description: 'BT-125-1: PDF, PNG, JPEG, CSV, XLSX or ODS; XML in profile EXTENDED_CTC_FR',
      example: 'application/pdf',
    }),
    base64: coded(
      isBase64,
      `must be Base64 without line breaks, at most ${LONGEST_BASE64 / 1_000_000} million characters`,
      { description: 'BT-125: the bytes, in Base64', example: 'JVBERi0xLjcK' },
    ),
  })
  .meta({ description: 'An embedded file (BT-125)' });

const URL_SHAPE = /^(?:https?|ftp|sftp):\/\/[^\s]+$/i;

/** BG-24. */
export const attachmentSchema = z
  .strictObject({
    id: text(100, { description: 'BT-122: reference of the document', example: 'BL-7788' }),
    description: z
      .enum(ATTACHMENT_LABELS)
      .optional()
      .meta({ description: 'BT-123: what it is, in the words of BR-FR-17', example: 'BON_LIVRAISON' }),
    url: coded(
      (value) => value.length <= 2000 && URL_SHAPE.test(value),
      'must be a URL such as https://example.com/bl',
      {
        description: 'BT-124: where it lies',
        example: 'https://example.com/bl-7788',
      },
    ).optional(),
    file: fileSchema.optional(),
  })
  .meta({ description: 'A supporting document (BG-24)' });
