import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence } from './tenant-table.js';

/** Where an organisation sends what, whatever the directory says; and why a submission went the way it went. */
export class Directory1790000000011 implements MigrationInterface {
  name = 'Directory1790000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE routing_overrides (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        recipient_siren text,
        company_id uuid,
        connection_id uuid NOT NULL,
        note text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE NULLS NOT DISTINCT (organization_id, recipient_siren, company_id),
        FOREIGN KEY (organization_id, company_id) REFERENCES companies ON DELETE CASCADE,
        FOREIGN KEY (organization_id, connection_id) REFERENCES platform_connections ON DELETE CASCADE
      );
      ${fence('routing_overrides', 'SELECT, INSERT, UPDATE, DELETE')}
      ALTER TABLE submission_attempts ADD COLUMN route jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submission_attempts DROP COLUMN route;
      DROP TABLE routing_overrides;
    `);
  }
}
