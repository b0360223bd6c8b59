import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence } from './tenant-table.js';

/** Statuses that are asked for one invoice at a time, and submissions that nobody tries again by himself. */
export class Tracking1790000000013 implements MigrationInterface {
  name = 'Tracking1790000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submission_attempts
        ADD COLUMN status_due_at timestamptz,
        ADD COLUMN calls integer NOT NULL DEFAULT 0;
      CREATE INDEX submission_attempts_status_due ON submission_attempts (organization_id, connection_id, status_due_at)
        WHERE status_due_at IS NOT NULL;
      CREATE INDEX submission_attempts_of_flow ON submission_attempts (organization_id, connection_id, flow_id)
        WHERE flow_id IS NOT NULL;
      ALTER TABLE invoices ADD COLUMN submission_claims integer NOT NULL DEFAULT 0;

      CREATE TABLE dead_letters (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('submission', 'message')),
        subject_id uuid NOT NULL,
        invoice_id uuid,
        number text NOT NULL,
        connection_id uuid,
        platform text,
        code text NOT NULL,
        message text NOT NULL,
        reasons jsonb NOT NULL DEFAULT '[]',
        attempts integer NOT NULL,
        died_at timestamptz NOT NULL,
        replayed_at timestamptz,
        replayed_by text,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE
      );
      CREATE INDEX dead_letters_newest ON dead_letters (organization_id, id DESC);
      CREATE INDEX dead_letters_of_invoice ON dead_letters (organization_id, invoice_id);
      CREATE UNIQUE INDEX dead_letters_waiting ON dead_letters (organization_id, kind, subject_id)
        WHERE replayed_at IS NULL;
      ${fence('dead_letters', 'SELECT, INSERT, UPDATE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dead_letters;
      ALTER TABLE invoices DROP COLUMN submission_claims;
      DROP INDEX submission_attempts_of_flow;
      ALTER TABLE submission_attempts DROP COLUMN calls, DROP COLUMN status_due_at;
    `);
  }
}
