import type { MigrationInterface, QueryRunner } from 'typeorm';
import { systemFunction } from './tenant-table.js';

export class DueWork1790000000005 implements MigrationInterface {
  name = 'DueWork1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      systemFunction(
        'due_work(moment timestamptz, batch integer)',
        'TABLE (queue text, organization_id uuid, subject_id uuid, attempt integer)',
        `(SELECT 'submit-invoice', organization_id, id, submission_tries FROM invoices
            WHERE submission_due_at <= moment ORDER BY submission_due_at LIMIT batch)
         UNION ALL
         (SELECT 'track-status', organization_id, id, poll_number FROM platform_connections
            WHERE poll_due_at <= moment ORDER BY poll_due_at LIMIT batch)
         UNION ALL
         (SELECT 'deliver-webhook', organization_id, id, tries FROM webhook_deliveries
            WHERE due_at <= moment ORDER BY due_at LIMIT batch)`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION due_work(timestamptz, integer)`);
  }
}
