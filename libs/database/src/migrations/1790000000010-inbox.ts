import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addDueWork, removeDueWork } from './due-work.js';
import { fence, openToSystem } from './tenant-table.js';

const DUE_RECEIVED = `
  (SELECT 'receive-invoice', organization_id, id, tries FROM received_invoices
     WHERE due_at <= moment ORDER BY due_at LIMIT batch)`;

/** Invoices that came in, what happened to them, and lifecycle messages that answer them. */
export class Inbox1790000000010 implements MigrationInterface {
  name = 'Inbox1790000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE received_invoices (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        flow_id text NOT NULL,
        platform text NOT NULL,
        flow_name text,
        flow_type text NOT NULL,
        flow_syntax text NOT NULL,
        flow_updated_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('listed', 'stored', 'unreadable', 'failed')),
        status text NOT NULL CHECK (status IN ('RECEIVED', 'APPROVED', 'PAID', 'REJECTED', 'CANCELLED')),
        lifecycle_code text,
        number text,
        type_code text,
        issue_date date,
        due_date date,
        seller_siren text,
        seller_name text,
        buyer_siren text,
        buyer_name text,
        currency text,
        net numeric,
        tax numeric,
        gross numeric,
        due numeric,
        format text,
        profile text,
        media_type text,
        filename text,
        sha256 text,
        size integer,
        valid boolean,
        score integer,
        original bytea,
        model bytea,
        report bytea,
        error jsonb,
        failures integer NOT NULL DEFAULT 0,
        tries integer NOT NULL DEFAULT 1,
        due_at timestamptz,
        received_at timestamptz NOT NULL,
        stored_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, connection_id, flow_id),
        CHECK (state <> 'stored' OR (original IS NOT NULL AND model IS NOT NULL))
      );
      CREATE INDEX received_invoices_by_number ON received_invoices (organization_id, number, seller_siren);
      CREATE INDEX received_invoices_by_seller ON received_invoices (organization_id, seller_siren, id);
      CREATE INDEX received_invoices_due ON received_invoices (due_at) WHERE due_at IS NOT NULL;
      ${fence('received_invoices', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('received_invoices', 'SELECT')}

      CREATE FUNCTION what_was_received_is_kept() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          IF current_user = 'onefacture_app' AND OLD.original IS NOT NULL AND NEW.sha256 IS DISTINCT FROM OLD.sha256 THEN
            RAISE EXCEPTION 'the file of a received invoice is kept as it came';
          END IF;
          RETURN NEW;
        END $body$;
      CREATE TRIGGER received_invoices_kept BEFORE UPDATE ON received_invoices FOR EACH ROW
        EXECUTE FUNCTION what_was_received_is_kept();

      CREATE TABLE received_events (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        received_id uuid NOT NULL,
        source_key text NOT NULL,
        kind text NOT NULL,
        code text,
        message_id uuid,
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        event text NOT NULL,
        status text NOT NULL,
        lifecycle_code text,
        origin text NOT NULL,
        reason jsonb,
        amounts jsonb NOT NULL DEFAULT '[]',
        raw_word text,
        raw_payload bytea,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, received_id, source_key),
        FOREIGN KEY (organization_id, received_id) REFERENCES received_invoices ON DELETE CASCADE
      );
      ${fence('received_events', 'SELECT, INSERT')}

      CREATE TABLE waiting_statuses (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        flow_id text NOT NULL,
        number text NOT NULL,
        seller_siren text,
        payload bytea NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, number, flow_id)
      );
      ${fence('waiting_statuses', 'SELECT, INSERT, DELETE')}

      ALTER TABLE outgoing_messages ALTER COLUMN invoice_id DROP NOT NULL, ADD COLUMN received_id uuid,
        ADD CONSTRAINT outgoing_messages_about_one CHECK (num_nonnulls(invoice_id, received_id) = 1),
        ADD CONSTRAINT outgoing_messages_received_fkey FOREIGN KEY (organization_id, received_id)
          REFERENCES received_invoices ON DELETE CASCADE;
      CREATE INDEX outgoing_messages_of_received ON outgoing_messages (organization_id, received_id)
        WHERE received_id IS NOT NULL;
    `);
    await addDueWork(runner, DUE_RECEIVED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeDueWork(runner, DUE_RECEIVED);
    await runner.query(`
      DELETE FROM outgoing_messages WHERE received_id IS NOT NULL;
      ALTER TABLE outgoing_messages DROP COLUMN received_id, ALTER COLUMN invoice_id SET NOT NULL;
      DROP TABLE waiting_statuses, received_events, received_invoices;
      DROP FUNCTION what_was_received_is_kept();
    `);
  }
}
