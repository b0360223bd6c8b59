import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, systemFunction } from './tenant-table.js';

/** Keys that rotate, destinations that are narrowed, every attempt on record, and a feed of events. */
export class WebhookEndpoints1790000000012 implements MigrationInterface {
  name = 'WebhookEndpoints1790000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE webhook_endpoints
        ADD COLUMN signing_key bytea,
        ADD COLUMN public_key text,
        ADD COLUMN retired_keys jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN payload text NOT NULL DEFAULT 'thin' CHECK (payload IN ('thin', 'full')),
        ADD COLUMN headers bytea,
        ADD COLUMN header_names text[] NOT NULL DEFAULT '{}',
        ADD COLUMN allowed_ips text[] NOT NULL DEFAULT '{}',
        ADD COLUMN client_certificate bytea,
        ADD COLUMN client_certificate_facts jsonb,
        ADD COLUMN retry_schedule integer[],
        ADD COLUMN max_concurrency integer NOT NULL DEFAULT 3 CHECK (max_concurrency BETWEEN 1 AND 5),
        ADD COLUMN failing_since timestamptz,
        ADD COLUMN last_failure_at timestamptz,
        ADD COLUMN warned_percent integer NOT NULL DEFAULT 0,
        ADD COLUMN cool_until timestamptz,
        ADD COLUMN overloads integer NOT NULL DEFAULT 0;
      ${openToSystem('webhook_endpoints', 'SELECT')}

      ALTER TABLE webhook_messages
        ADD COLUMN full_body text,
        ADD COLUMN expunged_at timestamptz,
        ADD COLUMN committed_by xid8 NOT NULL DEFAULT pg_current_xact_id();
      CREATE INDEX webhook_messages_feed ON webhook_messages (organization_id, committed_by, id);
      CREATE INDEX webhook_messages_by_age ON webhook_messages (created_at);
      CREATE FUNCTION webhook_bodies_only_go() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          IF NEW.body <> '' OR NEW.full_body IS NOT NULL THEN
            RAISE EXCEPTION 'a message that was told is not rewritten';
          END IF;
          RETURN NEW;
        END $body$;
      CREATE TRIGGER webhook_bodies_only_go BEFORE UPDATE ON webhook_messages FOR EACH ROW
        EXECUTE FUNCTION webhook_bodies_only_go();
      GRANT UPDATE (body, full_body, expunged_at) ON webhook_messages TO onefacture_app;
      ${openToSystem('webhook_messages', 'SELECT, DELETE')}

      CREATE INDEX webhook_deliveries_of_message ON webhook_deliveries (organization_id, message_id);
      CREATE TABLE webhook_attempts (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        endpoint_id uuid NOT NULL,
        delivery_id uuid,
        message_id uuid NOT NULL,
        event_type text NOT NULL,
        number integer NOT NULL,
        at timestamptz NOT NULL,
        result text NOT NULL CHECK (result IN ('succeeded', 'failed')),
        response_status integer,
        response_body text,
        response_truncated boolean NOT NULL DEFAULT false,
        request_headers jsonb NOT NULL,
        error text,
        duration_ms integer NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, endpoint_id) REFERENCES webhook_endpoints ON DELETE CASCADE,
        FOREIGN KEY (organization_id, delivery_id) REFERENCES webhook_deliveries ON DELETE CASCADE
      );
      CREATE INDEX webhook_attempts_of_endpoint ON webhook_attempts (organization_id, endpoint_id, id);
      CREATE INDEX webhook_attempts_of_delivery ON webhook_attempts (organization_id, delivery_id, id);
      CREATE INDEX webhook_attempts_of_message ON webhook_attempts (organization_id, message_id);
      ${fence('webhook_attempts', 'SELECT, INSERT')}
      GRANT UPDATE (response_body) ON webhook_attempts TO onefacture_app;

      CREATE TABLE platform_states (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        platform text NOT NULL,
        operation text NOT NULL,
        degraded boolean NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, platform, operation)
      );
      ${fence('platform_states', 'SELECT, INSERT, UPDATE')}
    `);
    await runner.query(
      systemFunction(
        'find_webhook_keys(wanted uuid)',
        'TABLE (public_key text, expires_at timestamptz)',
        `SELECT public_key, NULL::timestamptz FROM webhook_endpoints WHERE id = wanted AND public_key IS NOT NULL
         UNION ALL
         SELECT r ->> 'public_key', (r ->> 'expires_at')::timestamptz
           FROM webhook_endpoints, jsonb_array_elements(retired_keys) r
           WHERE id = wanted AND r ->> 'public_key' IS NOT NULL`,
      ),
    );
    await runner.query(
      systemFunction(
        'connected_organisations(wanted text, base_url text)',
        'TABLE (organization_id uuid)',
        `SELECT DISTINCT c.organization_id FROM platform_connections c
           WHERE c.platform = wanted AND coalesce(c.settings ->> 'base_url', base_url) = base_url`,
      ),
    );
    await runner.query(
      systemFunction(
        'purge_webhook_messages(before timestamptz, batch integer)',
        'bigint',
        `WITH old AS (
           SELECT m.organization_id, m.id FROM webhook_messages m
             WHERE m.created_at < before AND NOT EXISTS (
               SELECT FROM webhook_deliveries d
                 WHERE d.organization_id = m.organization_id AND d.message_id = m.id AND d.due_at IS NOT NULL)
             ORDER BY m.created_at LIMIT batch),
         gone AS (
           DELETE FROM webhook_messages m USING old
             WHERE m.organization_id = old.organization_id AND m.id = old.id RETURNING 1)
         SELECT count(*) FROM gone`,
      ),
    );
    await runner.query(
      systemFunction(
        'webhook_standing()',
        'TABLE (oldest_pending timestamptz, disabled bigint)',
        `SELECT (SELECT min(created_at) FROM webhook_deliveries WHERE due_at IS NOT NULL),
                (SELECT count(*) FROM webhook_endpoints WHERE NOT enabled)`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION webhook_standing();
      DROP FUNCTION purge_webhook_messages(timestamptz, integer);
      DROP FUNCTION connected_organisations(text, text);
      DROP FUNCTION find_webhook_keys(uuid);
      DROP TABLE platform_states, webhook_attempts;
      DROP INDEX webhook_deliveries_of_message;
      DROP TRIGGER webhook_bodies_only_go ON webhook_messages;
      DROP FUNCTION webhook_bodies_only_go();
      DROP POLICY webhook_messages_of_system ON webhook_messages;
      REVOKE ALL ON webhook_messages FROM onefacture_system;
      REVOKE UPDATE (body, full_body, expunged_at) ON webhook_messages FROM onefacture_app;
      DROP INDEX webhook_messages_feed, webhook_messages_by_age;
      ALTER TABLE webhook_messages DROP COLUMN full_body, DROP COLUMN expunged_at, DROP COLUMN committed_by;
      DROP POLICY webhook_endpoints_of_system ON webhook_endpoints;
      REVOKE ALL ON webhook_endpoints FROM onefacture_system;
      ALTER TABLE webhook_endpoints
        DROP COLUMN signing_key, DROP COLUMN public_key, DROP COLUMN retired_keys, DROP COLUMN payload,
        DROP COLUMN headers, DROP COLUMN header_names, DROP COLUMN allowed_ips, DROP COLUMN client_certificate,
        DROP COLUMN client_certificate_facts, DROP COLUMN retry_schedule, DROP COLUMN max_concurrency,
        DROP COLUMN failing_since, DROP COLUMN last_failure_at, DROP COLUMN warned_percent, DROP COLUMN cool_until,
        DROP COLUMN overloads;
    `);
  }
}
