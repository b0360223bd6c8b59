import { BUYER_ANSWER_NAMES, RECEIVED_EVENT_KINDS, RECEIVED_STATUSES } from '@onefacture/invoice';
import { RECEIVED_KINDS, RECEIVED_STATES } from '@onefacture/invoicing';
import { ANSWER_STATES } from '@onefacture/transmission';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';
import { InvoiceDocumentOut } from '../documents/document-shapes.js';
import { ValidationReportOut } from '../validation/validation-shapes.js';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });
const amount = (description: string) => z.number().nullable().meta({ description, example: 1800 });
const party = z.object({ name: z.string().nullable(), siren: z.string().nullable() });
const action = z.enum(BUYER_ANSWER_NAMES);

/** A received invoice in a list. */
export const ReceivedSummaryOut = z
  .object({
    id: z.uuid(),
    state: z.enum(RECEIVED_STATES).meta({
      description: 'Of the file: listed by the platform, stored and read, kept but unreadable, or not to be had',
    }),
    status: z.enum(RECEIVED_STATUSES),
    lifecycle_code: z.string().nullable().meta({ description: 'Official lifecycle code', example: '205' }),
    number: z.string().nullable(),
    type_code: z.string().nullable(),
    issue_date: z.iso.date().nullable(),
    due_date: z.iso.date().nullable(),
    currency: z.string().nullable(),
    seller: party,
    buyer: party,
    totals: z.object({ net: amount('BT-109'), tax: amount('BT-110'), gross: amount('BT-112'), due: amount('BT-115') }),
    format: z.string().nullable().meta({ description: 'cii, ubl or facturx', example: 'facturx' }),
    profile: z.string().nullable(),
    valid: z.boolean().nullable().meta({ description: 'What the report comes to' }),
    score: z.int().nullable(),
    error: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Why the file cannot be read, or fetched' }),
    platform: z.string(),
    connection_id: z.uuid(),
    flow_id: z.string().meta({ description: 'What the platform calls it' }),
    received_at: instant('When the platform had it'),
    stored_at: instant('When its file was fetched').nullable(),
    updated_at: instant('When it last changed'),
  })
  .meta({ id: 'ReceivedInvoiceSummary' });

const STANDING = {
  answers: z
    .array(
      z.object({
        message_id: z.uuid(),
        action,
        lifecycle_code: z.string(),
        state: z.enum(ANSWER_STATES),
        given_at: instant('When you gave it'),
        error: z.object({ code: z.string(), message: z.string(), reasons: z.array(z.unknown()) }).nullable(),
      }),
    )
    .meta({
      description: 'What you answered, oldest first, and what became of it; a refused answer counts as not given',
    }),
  actions: z.array(action).meta({ description: 'What can be answered now' }),
};

/** A received invoice after an answer. */
export const AnsweredOut = ReceivedSummaryOut.extend(STANDING).meta({ id: 'AnsweredInvoice' });

/** A received invoice: what it says, what the validation says of it, what was answered. */
export const ReceivedInvoiceOut = ReceivedSummaryOut.extend({
  ...STANDING,
  file: z
    .object({ filename: z.string().nullable(), media_type: z.string(), sha256: z.string(), size: z.int() })
    .nullable(),
  invoice: InvoiceDocumentOut.nullable(),
  attachments: z.array(
    z.object({
      position: z.int(),
      name: z.string(),
      media_type: z.string(),
      size: z.int(),
      description: z.string().nullable(),
    }),
  ),
  report: ValidationReportOut.nullable(),
  documents: z.array(z.enum(RECEIVED_KINDS)).meta({ description: 'What it can be had as' }),
}).meta({ id: 'ReceivedInvoice' });

/** One event of a received invoice. */
export const ReceivedTimelineEntryOut = z
  .object({
    id: z.uuid(),
    at: instant('Official time'),
    recorded_at: instant('When we recorded it'),
    kind: z.enum(RECEIVED_EVENT_KINDS),
    event: z.string().meta({ example: 'inbox.received' }),
    status: z.enum(RECEIVED_STATUSES),
    lifecycle_code: z.string().nullable(),
    message_id: z.uuid().nullable().meta({ description: 'Of an answer, and of its refusal' }),
    origin: z.enum(['caller', 'platform', 'gateway']),
    reason: z.record(z.string(), z.unknown()).nullable(),
    amounts: z.array(z.object({ type: z.string(), amount: z.number(), vat_rate: z.number().optional() })),
    raw: z.object({ word: z.string().nullable(), payload: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'ReceivedTimelineEntry' });

/** A day that the database knows too: it has no year 0. */
const day = z.iso.date().refine((value) => value >= '0001', { error: 'must be a date such as 2026-06-01' });

/** What narrows a list. */
export const InboxQuery = z.strictObject({
  ...PAGE_QUERY,
  state: z.enum(RECEIVED_STATES).optional().meta({ description: 'Only those whose file came this far' }),
  status: z.enum(RECEIVED_STATUSES).optional().meta({ description: 'Only invoices in this state' }),
  number: z.string().max(200).optional().meta({ description: 'Only this number' }),
  seller_siren: z.string().max(9).optional().meta({ description: 'Only from this seller' }),
  received_from: day.optional().meta({ description: 'Received on this day (UTC) or later', example: '2026-06-01' }),
  received_to: day.optional().meta({ description: 'Received on this day (UTC) or earlier', example: '2026-06-30' }),
});
export type InboxQuery = z.output<typeof InboxQuery>;

/** How a document made now is to look. */
export const ReceivedDocumentQuery = z.strictObject({
  language: z.enum(['fr', 'en']).default('fr').meta({ description: 'Language of a page made now', example: 'fr' }),
  format: z.enum(['pdf', 'html']).default('pdf').meta({ description: 'Of the readable page', example: 'pdf' }),
});
export type ReceivedDocumentQuery = z.output<typeof ReceivedDocumentQuery>;

/** Where an attachment stands in the list. */
export const Position = z.string().regex(/^[1-9]\d{0,3}$/);
