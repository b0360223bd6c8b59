import { ERASURE_STATES, EXPORT_STATES, type DataExport, type Erasure } from '@onefacture/accounts';
import { z } from 'zod';

const instant = (description: string) => z.iso.datetime().meta({ description, example: '2026-11-21T09:00:00.000Z' });

/** An export as it is shown. */
export const DataExportOut = z
  .object({
    id: z.uuid(),
    state: z.enum(EXPORT_STATES).meta({ description: 'Only a ready one can be downloaded' }),
    progress: z.object({
      percent: z.int().meta({ description: 'By invoices', example: 40 }),
      files: z.int().meta({ description: 'In the ZIP so far' }),
      bytes: z.int().meta({ description: 'Of the ZIP so far' }),
    }),
    sha256: z.string().nullable().meta({ description: 'Of the ZIP, once it is ready' }),
    requested_at: instant('When it was asked for'),
    requested_by: z.string().meta({ description: 'Key or user', example: 'user:0199…' }),
    finished_at: instant('When it was ready').nullable(),
    expires_at: instant('Until when it can be downloaded').nullable(),
    error: z.string().nullable().meta({ description: 'Code of what went wrong last' }),
  })
  .meta({ id: 'DataExport' });

/** What is kept by law. */
const KeptOut = z.object({
  what: z.enum(['invoices', 'received_invoices', 'subscription_invoices']),
  count: z.int().meta({ example: 12 }),
  kept_until: z.iso.date().meta({ description: 'The last day', example: '2036-12-31' }),
  reason: z.string(),
  reason_fr: z.string(),
});

/** An erasure as it is shown. */
export const ErasureOut = z
  .object({
    id: z.uuid(),
    state: z.enum(ERASURE_STATES).meta({
      description:
        'waiting: can be cancelled until erase_at; retained: erased but for what is kept; done: nothing is left',
    }),
    requested_at: instant('When it was asked for'),
    requested_by: z.string().meta({ example: 'user:0199…' }),
    erase_at: instant('When the waiting time is over'),
    cancelled_at: instant('When it was taken back').nullable(),
    cancelled_by: z.string().nullable().meta({ description: 'worker: a subscription was running by then' }),
    erased_at: instant('When it took place').nullable(),
    kept: z
      .array(KeptOut)
      .meta({ description: 'What the law has the organisation keep; while it waits, what would be' }),
  })
  .meta({ id: 'Erasure' });

const REASON = {
  reason:
    'Code de commerce, article L123-22: accounts and vouchers are kept for ten years from the end of the financial ' +
    'year, which covers the six years of Livre des procédures fiscales, article L102 B.',
  reason_fr:
    'Code de commerce, article L123-22 : les documents comptables et pièces justificatives sont conservés dix ans à ' +
    "compter de la clôture de l'exercice, ce qui couvre les six ans de l'article L102 B du Livre des procédures fiscales.",
};

export function presentExport(one: DataExport): z.input<typeof DataExportOut> {
  return {
    id: one.id,
    state: one.state,
    progress: { percent: one.percent, files: one.files, bytes: one.size },
    sha256: one.sha256,
    requested_at: one.requestedAt.toISOString(),
    requested_by: one.requestedBy,
    finished_at: one.finishedAt?.toISOString() ?? null,
    expires_at: one.expiresAt?.toISOString() ?? null,
    error: one.error,
  };
}

export function presentErasure(one: Erasure): z.input<typeof ErasureOut> {
  return {
    id: one.id,
    state: one.state,
    requested_at: one.requestedAt.toISOString(),
    requested_by: one.requestedBy,
    erase_at: one.eraseAt.toISOString(),
    cancelled_at: one.cancelledAt?.toISOString() ?? null,
    cancelled_by: one.cancelledBy,
    erased_at: one.erasedAt?.toISOString() ?? null,
    kept: one.kept.map(({ what, count, until }) => ({ what, count, kept_until: until, ...REASON })),
  };
}
