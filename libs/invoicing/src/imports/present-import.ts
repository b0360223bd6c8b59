import type { ImportDraftEntity } from './import.entity.js';
import type { DraftCheck, ImportBatch } from './imports.service.js';

/** A batch as the API shows it. */
export const presentImportBatch = ({ batch, drafts }: ImportBatch) => ({
  id: batch.id,
  created_at: batch.createdAt.toISOString(),
  drafts: drafts.map((draft) => ({
    ...identity(draft),
    refusal: draft.refusal && { code: draft.refusal.code, detail: draft.refusal.detail },
    errors: draft.refusal?.errors ?? [],
    findings: draft.findings,
  })),
});

/** A draft that was looked at again, as the API shows it. */
export const presentDraftCheck = ({ draft, errors, findings, report }: DraftCheck) => ({
  ...identity(draft),
  valid: draft.invoiceId !== null && errors.length === 0 && report?.valid !== false,
  errors,
  findings,
  report: report ?? null,
});

const identity = (draft: ImportDraftEntity) => ({
  draft_id: draft.id,
  filename: draft.filename,
  status: draft.status === 'stored' && draft.invoiceId === null ? 'deleted' : draft.status,
  invoice_id: draft.invoiceId,
});
