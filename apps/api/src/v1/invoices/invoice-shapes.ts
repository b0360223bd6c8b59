import { INVOICE_STATUSES, invoiceBodySchema } from '@onefacture/invoice';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';
import { FindingOut } from '../documents/document-shapes.js';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });
const amount = (description: string) => z.number().meta({ description, example: 1800 });
const code = z.string().nullable().meta({ description: 'Official lifecycle code', example: '205' });

const Submission = z
  .object({
    state: z.enum(['queued', 'sending', 'unknown', 'accepted', 'failed', 'dead']),
    attempts: z.int().meta({ description: 'Failures since the last submit or retry' }),
    last_error: z.object({ code: z.string(), message: z.string(), reasons: z.array(z.unknown()) }).nullable(),
  })
  .nullable()
  .meta({ description: 'Where the way to the platform stands; null before the first submit' });

const STANDING = {
  id: z.uuid(),
  status: z.enum(INVOICE_STATUSES),
  lifecycle_code: code,
  retry_of: z.uuid().nullable().meta({ description: 'The invoice this one replaces, whose number was spent' }),
  source: z
    .enum(['json', 'cii', 'ubl', 'facturx'])
    .meta({ description: 'How it came: as JSON, or as your own file, which is sent as it is' }),
  internal: z.boolean().meta({ description: 'A credit note for the books alone, after a 210 or 213: never sent' }),
  created_at: instant('When it was stored'),
  updated_at: instant('When it last changed'),
};

const LINKS = {
  corrects: z.array(z.uuid()).meta({ description: 'Your invoices that this credit note or corrective invoice names' }),
  corrected_by: z.array(z.uuid()).meta({ description: 'Your credit notes and corrective invoices that name this one' }),
};

const ProposedAction = z.object({
  action: z.enum(['internal_credit_note', 'retry_with_new_number', 'retry']),
  method: z.literal('POST'),
  path: z.string(),
  message: z.string(),
  message_fr: z.string(),
});

const ReferenceWarning = z.object({
  severity: z.enum(['error', 'warning']).meta({ description: 'An error keeps it from being submitted' }),
  code: z.enum(['INVALID', 'MISMATCH', 'OF-DIR-01']).meta({ description: 'OF-DIR-01: the buyer is not reachable' }),
  field: z.string().meta({ example: 'preceding_invoices[0].number' }),
  message: z.string(),
  message_fr: z.string(),
});

/** What a creation and a conversion read. */
export const InvoiceIn = invoiceBodySchema.meta({ id: 'InvoiceIn', description: 'The body of POST /v1/invoices' });

/** An invoice in a list. */
export const InvoiceSummaryOut = z
  .object({
    ...STANDING,
    ...LINKS,
    type_code: z.string(),
    number: z.string(),
    currency: z.string(),
    issue_date: z.iso.date(),
    due_date: z.iso.date().nullable(),
    seller: z.object({ name: z.string(), siren: z.string() }),
    buyer: z.object({ name: z.string(), siren: z.string().nullable() }),
    totals: z.object({ net: amount('BT-109'), tax: amount('BT-110'), gross: amount('BT-112'), due: amount('BT-115') }),
    submission: Submission,
  })
  .meta({ id: 'InvoiceSummary' });

/** An invoice: what was sent, what was computed and derived, and where it stands. */
export const InvoiceOut = z
  .looseObject({
    ...STANDING,
    ...LINKS,
    proposed_actions: z.array(ProposedAction).meta({ description: 'What is left to do after a 210 or 213' }),
    warnings: z.array(ReferenceWarning).meta({
      description:
        'What a DRAFT says of your own earlier invoices that does not go with them; after POST and PATCH also that its ' +
        'buyer cannot be reached, where a directory said so lately. Nobody is asked for it.',
    }),
    number: invoiceBodySchema.shape.number,
    issue_date: z.iso.date(),
    totals: z.object({
      lines: amount('BT-106; absent from documents of profile MINIMUM').optional(),
      allowances: amount('BT-107').optional(),
      charges: amount('BT-108').optional(),
      net: amount('BT-109'),
      tax: amount('BT-110'),
      tax_accounting: amount('BT-111').optional(),
      gross: amount('BT-112'),
      prepaid: amount('BT-113'),
      rounding: amount('BT-114').optional(),
      due: amount('BT-115'),
    }),
    submission: Submission,
    derived: z
      .array(z.object({ field: z.string(), value: z.string(), source: z.string(), reason: z.string() }))
      .meta({ description: 'What we filled in, from where, and why' }),
    findings: z
      .array(FindingOut)
      .optional()
      .meta({ description: 'When it was created from your own file: what the reader met in it' }),
  })
  .meta({
    id: 'Invoice',
    description: 'All members of the body too, completed; payment_means is a list, and a line has notes',
  });

/** One event of a timeline. */
export const TimelineEntryOut = z
  .object({
    id: z.uuid(),
    at: instant('Official time'),
    recorded_at: instant('When we recorded it'),
    event: z.string().meta({ example: 'invoice.approved' }),
    status: z.enum(INVOICE_STATUSES),
    lifecycle_code: code,
    origin: z.enum(['caller', 'platform', 'gateway']),
    reason: z.record(z.string(), z.unknown()).nullable(),
    amounts: z.array(z.object({ type: z.string(), amount: z.number(), vat_rate: z.number().optional() })),
    raw: z.object({ word: z.string().nullable(), payload: z.string().nullable() }).nullable(),
    attempt: z.int().optional(),
    duration_ms: z.int().optional(),
  })
  .meta({ id: 'TimelineEntry' });

/** A day that the database knows too: it has no year 0. */
const day = z.iso.date().refine((value) => value >= '0001', { error: 'must be a date such as 2026-06-01' });

/** What narrows a list. */
export const InvoiceListQuery = z.strictObject({
  ...PAGE_QUERY,
  status: z.enum(INVOICE_STATUSES).optional().meta({ description: 'Only invoices in this state' }),
  number: z.string().max(35).optional().meta({ description: 'Only this number' }),
  buyer_siren: z.string().max(9).optional().meta({ description: 'Only for this buyer' }),
  issued_from: day.optional().meta({ description: 'Issued on this day or later', example: '2026-06-01' }),
  issued_to: day.optional().meta({ description: 'Issued on this day or earlier', example: '2026-06-30' }),
});
export type InvoiceListQuery = z.output<typeof InvoiceListQuery>;

/** Query of a creation. */
export const CreateQuery = z.strictObject({
  submit: z.enum(['true', 'false']).default('false').meta({ description: 'Submit it at once', example: 'false' }),
});
export type CreateQuery = z.output<typeof CreateQuery>;

/** Body of a retry. */
export const RetryIn = z.strictObject({
  resolution_hint: z
    .string()
    .max(1_000)
    .optional()
    .meta({ description: 'What was corrected, for the timeline', example: 'SIREN acheteur corrigé dans l’ERP' }),
  number: z
    .string()
    .regex(/^[A-Za-z0-9+\-_/]{1,35}$/)
    .optional()
    .meta({ description: 'Number of the new invoice, needed where the old one was spent (200 was recorded)' }),
  patch: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'JSON merge patch (RFC 7396) of the invoice’s body; …/rejection-patch proposes one' }),
});
export type RetryIn = z.output<typeof RetryIn>;

/** What to change in an invoice that came back. */
export const RejectionPatchOut = z
  .object({
    reasons: z.array(
      z.object({
        code: z.string().meta({ description: 'Official reason code, id of a rule, or our error', example: 'DEST_INC' }),
        message: z.string(),
        message_fr: z.string(),
        from: z.enum(['buyer', 'platform', 'gateway']),
      }),
    ),
    patch: z.record(z.string(), z.unknown()).meta({ description: 'For `patch` of a retry; empty: nothing to propose' }),
    needs: z
      .array(z.object({ field: z.string(), message: z.string(), message_fr: z.string() }))
      .meta({ description: 'Members that only you can fill in' }),
    explanation: z.string(),
    explanation_fr: z.string(),
    confidence: z.enum(['certain', 'check']),
    complete: z.boolean().meta({ description: 'A retry with the patch needs nothing more' }),
  })
  .meta({ id: 'RejectionPatch' });
