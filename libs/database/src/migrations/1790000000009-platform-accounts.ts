import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, systemFunction } from './tenant-table.js';

/** Accounts at platforms as their organisations manage them, and what platforms call us about. */
export class PlatformAccounts1790000000009 implements MigrationInterface {
  name = 'PlatformAccounts1790000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE platform_connections
        ADD COLUMN name text NOT NULL DEFAULT '',
        ADD COLUMN enabled boolean NOT NULL DEFAULT true,
        ADD COLUMN credentials_set_at timestamptz,
        ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
      UPDATE platform_connections SET name = platform;
      CREATE UNIQUE INDEX platform_connections_one_default ON platform_connections (organization_id) WHERE is_default;
      CREATE INDEX platform_connections_by_id ON platform_connections (id);

      CREATE TABLE platform_callbacks (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        news_id text NOT NULL,
        body bytea NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, connection_id, news_id),
        FOREIGN KEY (organization_id, connection_id) REFERENCES platform_connections ON DELETE CASCADE
      );
      CREATE INDEX platform_callbacks_by_age ON platform_callbacks (received_at);
      ${fence('platform_callbacks', 'SELECT, INSERT')}
      ${openToSystem('platform_callbacks', 'SELECT, DELETE')}
    `);
    await runner.query(
      systemFunction(
        'find_platform_connection(wanted uuid)',
        'TABLE (organization_id uuid, platform text)',
        `SELECT organization_id, platform FROM platform_connections WHERE id = wanted`,
      ),
    );
    await runner.query(
      systemFunction(
        'purge_platform_callbacks(before timestamptz)',
        'bigint',
        `WITH gone AS (DELETE FROM platform_callbacks WHERE received_at < before RETURNING 1) SELECT count(*) FROM gone`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION purge_platform_callbacks(timestamptz);
      DROP FUNCTION find_platform_connection(uuid);
      DROP TABLE platform_callbacks;
      DROP INDEX platform_connections_by_id, platform_connections_one_default;
      ALTER TABLE platform_connections
        DROP COLUMN name, DROP COLUMN enabled, DROP COLUMN credentials_set_at, DROP COLUMN updated_at;
    `);
  }
}
