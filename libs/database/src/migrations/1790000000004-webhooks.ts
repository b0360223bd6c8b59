import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem } from './tenant-table.js';

export class Webhooks1790000000004 implements MigrationInterface {
  name = 'Webhooks1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook_endpoints (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        url text NOT NULL,
        description text,
        event_types text[] NOT NULL,
        secret bytea NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        disabled_reason text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${fence('webhook_endpoints', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE webhook_messages (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        type text NOT NULL,
        subject_id uuid,
        body text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${fence('webhook_messages', 'SELECT, INSERT')}

      CREATE TABLE webhook_deliveries (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        message_id uuid NOT NULL,
        endpoint_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        tries integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        last_attempt_at timestamptz,
        response_status integer,
        response_body text,
        error text,
        duration_ms integer,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, message_id) REFERENCES webhook_messages ON DELETE CASCADE,
        FOREIGN KEY (organization_id, endpoint_id) REFERENCES webhook_endpoints ON DELETE CASCADE
      );
      CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (organization_id, endpoint_id, id);
      ${fence('webhook_deliveries', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('webhook_deliveries', 'SELECT')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook_deliveries, webhook_messages, webhook_endpoints`);
  }
}
