import { z } from 'zod';
import { BILLING_FRAMES } from '../codes/billing-frames.js';
import { CURRENCIES } from '../codes/currencies.js';
import { DOCUMENT_TYPES } from '../codes/document-types.js';
import { NOTE_SUBJECTS } from '../codes/note-subjects.js';
import { PAYMENT_MEANS } from '../codes/payment-means.js';
import { isBic, isIban } from '../identifiers/iban.js';
import type { Profile } from '../invoice.js';
import { civilDate, coded, exact, text } from './leaves.js';
import { DEFAULT_MAX_LINES, lineSchema, periodSchema } from './line-schema.js';
import { buyerSchema, sellerSchema } from './party-schema.js';

/** Profiles a caller may name; BT-24 follows. */
export const PROFILES = [
  'MINIMUM',
  'BASIC_WL',
  'BASIC',
  'EN16931',
  'EXTENDED',
  'EXTENDED_CTC_FR',
] as const satisfies readonly Profile[];

/** Words of the public API for a note, besides the legal codes; both become AAI (general information). */
export const NOTE_WORDS: ReadonlySet<string> = new Set(['credit_note', 'correction']);

const NUMBER = /^[A-Za-z0-9+\-_/]{1,35}$/;
const NUMBER_RULE = 'must be 1 to 35 letters, digits, +, -, _ or / without blanks (BR-FR-01, BR-FR-02)';
const number = (description: string, example: string) =>
  coded((value) => NUMBER.test(value), NUMBER_RULE, { description, example, pattern: NUMBER.source });

const reference = (description: string) => text(100, { description }).optional();

/** BG-1. */
export const noteSchema = z
  .strictObject({
    subject: coded(
      (value) => NOTE_WORDS.has(value) || NOTE_SUBJECTS.has(value),
      'must be credit_note, correction or a code of UNTDID 4451 such as PMT, PMD, AAB, AAI, REG, ABL',
      { description: 'BT-21: credit_note, correction, or a UNTDID 4451 code', example: 'AAI' },
    ).optional(),
    content: text(5000, { description: 'BT-22: the note', example: 'Credit for INV-2026-0007' }),
  })
  .check((ctx) => {
    if (ctx.value.subject !== 'BAR' || BAR_VALUES.has(ctx.value.content)) return;
    const message = `must be one of ${[...BAR_VALUES].join(', ')} in a note of subject BAR (BR-FR-20)`;
    ctx.issues.push({ code: 'custom', path: ['content'], message, input: ctx.value });
  })
  .meta({ description: 'A note (BG-1)' });

/** BR-FR-20: what a BAR note may ask for. */
export const BAR_VALUES: ReadonlySet<string> = new Set(['B2B', 'B2BINT', 'B2C', 'OUTOFSCOPE', 'ARCHIVEONLY']);

/** BG-3. */
export const precedingInvoiceSchema = z
  .strictObject({
    number: number('BT-25: number of the earlier invoice', 'INV-2026-0007'),
    issue_date: civilDate({ description: 'BT-26: its date, needed to submit', example: '2026-05-01' }).optional(),
  })
  .meta({ description: 'An earlier invoice that this document refers to (BG-3)' });

const CREDIT_TRANSFERS: ReadonlySet<string> = new Set(['30', '58']);

/** BG-16, BG-17. */
export const paymentMeansSchema = z
  .strictObject({
    type_code: coded(
      (value) => PAYMENT_MEANS.has(value),
      'must be a code of UNTDID 4461, such as 30 (credit transfer), 58 (SEPA transfer), 48 (card), 20 (cheque)',
      { description: 'BT-81: UNTDID 4461', example: '58' },
    ),
    remittance_information: text(140, { description: 'BT-83: what the payer should quote' }).optional(),
    iban: coded(isIban, 'must be an IBAN without blanks whose check digits are right', {
      description: 'BT-84: account to pay to, needed with 30 and 58',
      example: 'FR7630006000011234567890189',
    }).optional(),
    account_name: text(140, { description: 'BT-85: name of the account' }).optional(),
    bic: coded(isBic, 'must be a BIC of 8 or 11 characters', {
      description: 'BT-86: BIC',
      example: 'AGRIFRPP',
    }).optional(),
  })
  .check((ctx) => {
    if (!CREDIT_TRANSFERS.has(ctx.value.type_code) || ctx.value.iban !== undefined) return;
    const message = `is required with type_code ${ctx.value.type_code}, a credit transfer (BR-61)`;
    ctx.issues.push({ code: 'custom', path: ['iban'], message, params: { code: 'REQUIRED' }, input: ctx.value });
  })
  .meta({ description: 'How to pay (BG-16)' });

const total = (description: string) => exact({ scale: 2 }, { description }).optional();

/** BG-22 as a caller may state it: computed anyway, refused when it disagrees. Only `prepaid` is news to us. */
export const totalsSchema = z
  .strictObject({
    lines: total('BT-106: sum of the lines'),
    net: total('BT-109: total without VAT'),
    tax: total('BT-110: VAT'),
    gross: total('BT-112: total with VAT'),
    prepaid: exact({ scale: 2, negative: false }, { description: 'BT-113: already paid', example: 0 }).optional(),
    due: total('BT-115: left to pay'),
  })
  .meta({ description: 'Totals; computed, and checked when given (BG-22)' });

/** The body of POST /v1/invoices. Its output still has to be put in order by `readInvoiceBody`. */
export const invoiceBodySchema = z
  .strictObject({
    profile: z
      .enum(PROFILES)
      .default('EN16931')
      .meta({ description: 'What the document shall be; BT-24 follows', example: 'EN16931' }),
    type_code: coded(
      (value) => Object.hasOwn(DOCUMENT_TYPES, value),
      `must be a document type that France accepts, as a string: ${Object.keys(DOCUMENT_TYPES).join(', ')} (BR-FR-04)`,
      { description: 'BT-3, UNTDID 1001: 380 invoice, 381 credit note, 384 corrective invoice …', example: '380' },
    ).default('380'),
    number: number('BT-1: the issuer’s invoice number', 'INV-2026-0001'),
    currency: coded((value) => CURRENCIES.has(value), 'must be a currency code of ISO 4217, such as EUR', {
      description: 'BT-5: ISO 4217',
      example: 'EUR',
      pattern: '^[A-Z]{3}$',
    }).default('EUR'),
    issue_date: civilDate({ description: 'BT-2: date of issue', example: '2026-06-01' }),
    due_date: civilDate({ description: 'BT-9: date payment is due', example: '2026-07-01' }).optional(),
    billing_frame: coded(
      (value) => Object.hasOwn(BILLING_FRAMES, value),
      `must be one of ${Object.keys(BILLING_FRAMES).join(', ')} (BR-FR-08)`,
      { description: 'BT-23: B goods, S services, M both, and a digit for the use', example: 'S1' },
    ).optional(),
    buyer_reference: reference('BT-10: what the buyer asked to see, such as a service code'),
    order_reference: reference('BT-13: purchase order number'),
    contract_reference: reference('BT-12: contract number'),
    notes: z.array(noteSchema).max(100).default([]).meta({ description: 'Notes (BG-1)' }),
    preceding_invoices: z.array(precedingInvoiceSchema).max(500).default([]).meta({
      description: 'Earlier invoices; a credit note or a corrective invoice needs one to be submitted (BG-3)',
    }),
    seller: sellerSchema,
    buyer: buyerSchema,
    delivery_date: civilDate({
      description: 'BT-72: date of delivery or performance',
      example: '2026-05-31',
    }).optional(),
    period: periodSchema.optional(),
    payment_terms: text(1000, { description: 'BT-20: terms of payment', example: 'Paiement à 30 jours' }).optional(),
    payment_means: paymentMeansSchema.optional(),
    lines: z.array(lineSchema).min(1).meta({ description: 'Lines (BG-25)', maxItems: DEFAULT_MAX_LINES }),
    totals: totalsSchema.optional(),
  })
  .meta({ description: 'An invoice as a program sends it' });
