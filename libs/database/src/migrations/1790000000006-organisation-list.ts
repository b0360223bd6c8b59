import type { MigrationInterface, QueryRunner } from 'typeorm';
import { systemFunction } from './tenant-table.js';

export class OrganisationList1790000000006 implements MigrationInterface {
  name = 'OrganisationList1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      systemFunction(
        'list_organisations(before uuid, batch integer)',
        'TABLE (id uuid, name text, mode text, jurisdiction text, created_at timestamptz, last_used_at timestamptz)',
        `SELECT id, name, mode, jurisdiction, created_at, last_used_at FROM organizations
           WHERE before IS NULL OR id < before ORDER BY id DESC LIMIT batch`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION list_organisations(uuid, integer)`);
  }
}
