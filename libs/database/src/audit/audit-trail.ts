import { z } from 'zod';
import type { OrganisationTransaction } from '../organisation-transaction.js';

const AuditRow = z.object({
  id: z.uuid(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  subject_type: z.string(),
  subject_id: z.uuid().nullable(),
  request_id: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
/** An entry of the audit trail as it was recorded. */
export type AuditRow = z.infer<typeof AuditRow>;

/** The audit trail of the transaction's organisation, the oldest entry first, from after `after`. */
export async function readAudit(tx: OrganisationTransaction, limit: number, after?: string): Promise<AuditRow[]> {
  const rows = await tx.manager.query(
    `SELECT id, at, actor, action, subject_type, subject_id, request_id, details FROM audit_entries
       WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [tx.organizationId, after ?? null, limit],
  );
  return z.array(AuditRow).parse(rows);
}
