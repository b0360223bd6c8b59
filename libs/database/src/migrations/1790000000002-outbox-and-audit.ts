import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, systemFunction } from './tenant-table.js';

export class OutboxAndAudit1790000000002 implements MigrationInterface {
  name = 'OutboxAndAudit1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        queue text NOT NULL,
        subject_id uuid NOT NULL,
        attempt integer NOT NULL,
        due_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, id)
      );
      CREATE INDEX outbox_by_age ON outbox (created_at);
      ${fence('outbox', 'INSERT')}
      ${openToSystem('outbox', 'SELECT, UPDATE, DELETE')}

      CREATE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $body$;
      CREATE TRIGGER outbox_wakes_relay AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wake_relay();

      CREATE TABLE audit_entries (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id uuid,
        request_id text,
        details jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (organization_id, id)
      );
      ${fence('audit_entries', 'SELECT, INSERT')}
    `);

    await runner.query(
      systemFunction(
        'claim_outbox(batch integer)',
        'TABLE (organization_id uuid, queue text, subject_id uuid, attempt integer, due_at timestamptz)',
        `DELETE FROM outbox o USING (
           SELECT organization_id, id FROM outbox ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED
         ) claimed
         WHERE o.organization_id = claimed.organization_id AND o.id = claimed.id
         RETURNING o.organization_id, o.queue, o.subject_id, o.attempt, o.due_at`,
      ),
    );
    await runner.query(
      systemFunction(
        'outbox_depth()',
        'TABLE (waiting bigint, oldest timestamptz)',
        `SELECT count(*), min(created_at) FROM outbox`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION outbox_depth();
      DROP FUNCTION claim_outbox(integer);
      DROP TABLE audit_entries, outbox;
      DROP FUNCTION wake_relay();
    `);
  }
}
