import { uuidv7 } from 'uuidv7';
import type { OrganisationTransaction } from '../organisation-transaction.js';

/** Who did what to which row. `details` carries ids and codes, never names or amounts. */
export interface AuditEntry {
  /** `key:<id>`, `user:<id>`, `admin`, `worker` or `platform:<name>` */
  readonly actor: string;
  /** Verb of the action, such as `invoice.submit`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId?: string;
  readonly requestId?: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends to the audit trail in the caller's transaction; the application's role can neither change nor remove entries. */
export async function recordAudit(tx: OrganisationTransaction, entry: AuditEntry): Promise<void> {
  await tx.manager.query(
    `INSERT INTO audit_entries (organization_id, id, actor, action, subject_type, subject_id, request_id, details)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.organizationId,
      uuidv7(),
      entry.actor,
      entry.action,
      entry.subjectType,
      entry.subjectId ?? null,
      entry.requestId ?? null,
      JSON.stringify(entry.details ?? {}),
    ],
  );
}
