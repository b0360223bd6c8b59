import type { MigrationInterface, QueryRunner } from 'typeorm';
import { systemFunction } from './tenant-table.js';

/** An invoice without a due date is due after 30 days (code de commerce, art. L. 441-10). */
const WITH_OVERDUE = `
  SELECT i.organization_id FROM invoices i JOIN organizations o ON o.id = i.organization_id
    WHERE o.mode = 'live' AND o.check_in_mails
      AND i.status IN ('SUBMITTED', 'RECEIVED', 'APPROVED') AND NOT i.internal AND i.due > 0
      AND i.type_code <> ALL (not_owed) AND coalesce(i.due_date, i.issue_date + 30) < today
    GROUP BY i.organization_id ORDER BY i.organization_id`;

/** Which overdue invoices people were written to about, and who wants no such mails. */
export class CheckInMails1790000000028 implements MigrationInterface {
  name = 'CheckInMails1790000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organizations ADD COLUMN check_in_mails boolean NOT NULL DEFAULT true;
      ALTER TABLE check_ins
        ALTER COLUMN answered_at DROP NOT NULL,
        ALTER COLUMN ask_again_at DROP NOT NULL,
        ADD COLUMN mailed_at timestamptz;
    `);
    await runner.query(
      systemFunction(
        'organisations_to_check_in(today date, not_owed text[])',
        'TABLE (organization_id uuid)',
        WITH_OVERDUE,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION organisations_to_check_in(date, text[]);
      DELETE FROM check_ins WHERE answered_at IS NULL;
      ALTER TABLE check_ins
        DROP COLUMN mailed_at,
        ALTER COLUMN answered_at SET NOT NULL,
        ALTER COLUMN ask_again_at SET NOT NULL;
      ALTER TABLE organizations DROP COLUMN check_in_mails;
    `);
  }
}
