import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence } from './tenant-table.js';

/** Answers "not yet" to the question whether an overdue invoice was paid, and when to ask again. */
export class CheckIns1790000000023 implements MigrationInterface {
  name = 'CheckIns1790000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE check_ins (
        organization_id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        answered_at timestamptz NOT NULL,
        ask_again_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, invoice_id),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices (organization_id, id) ON DELETE CASCADE
      );
      ${fence('check_ins', 'SELECT, INSERT, UPDATE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE check_ins');
  }
}
