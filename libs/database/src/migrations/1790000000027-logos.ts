import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem } from './tenant-table.js';

/** The logo that an organisation's documents carry. It stands on what everybody gets, so it is not sealed. */
export class Logos1790000000027 implements MigrationInterface {
  name = 'Logos1790000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation_logos (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg')),
        width integer NOT NULL,
        height integer NOT NULL,
        sha256 text NOT NULL,
        bytes bytea NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id)
      );
      ${fence('organisation_logos', 'SELECT, INSERT, UPDATE, DELETE')}
      ${openToSystem('organisation_logos', 'SELECT, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE organisation_logos');
  }
}
