import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem } from './tenant-table.js';

export class Invoices1790000000003 implements MigrationInterface {
  name = 'Invoices1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform_connections (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        platform text NOT NULL,
        syntax text NOT NULL DEFAULT 'Factur-X',
        settings jsonb NOT NULL DEFAULT '{}',
        credentials bytea,
        is_default boolean NOT NULL DEFAULT false,
        cursor text,
        poll_number integer NOT NULL DEFAULT 0,
        poll_due_at timestamptz,
        poll_lease_until timestamptz,
        last_error jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, id)
      );
      CREATE INDEX platform_connections_due ON platform_connections (poll_due_at) WHERE poll_due_at IS NOT NULL;
      ${fence('platform_connections', 'SELECT, INSERT, UPDATE, DELETE')}
      ${openToSystem('platform_connections', 'SELECT')}

      CREATE TABLE invoices (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        company_id uuid NOT NULL,
        profile text NOT NULL,
        type_code text NOT NULL,
        number text NOT NULL,
        currency text NOT NULL,
        issue_date date NOT NULL,
        due_date date,
        seller_siren text NOT NULL,
        seller_name text NOT NULL,
        buyer_siren text,
        buyer_name text NOT NULL,
        net numeric NOT NULL,
        tax numeric NOT NULL,
        gross numeric NOT NULL,
        due numeric NOT NULL,
        status text NOT NULL CHECK (status IN
          ('DRAFT', 'SUBMITTED', 'RECEIVED', 'APPROVED', 'PAID', 'REJECTED', 'CANCELLED')),
        lifecycle_code text,
        submission_state text CHECK (submission_state IN
          ('queued', 'sending', 'unknown', 'accepted', 'failed', 'dead')),
        submission_attempts integer NOT NULL DEFAULT 0,
        submission_tries integer NOT NULL DEFAULT 0,
        submission_error jsonb,
        submission_due_at timestamptz,
        number_held boolean NOT NULL DEFAULT true,
        number_spent boolean NOT NULL DEFAULT false,
        retry_of uuid,
        model bytea NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, company_id) REFERENCES companies
      );
      CREATE UNIQUE INDEX invoices_number_once ON invoices
        (organization_id, seller_siren, number, (extract(year FROM issue_date))) WHERE number_held;
      CREATE INDEX invoices_by_status ON invoices (organization_id, status, id);
      CREATE INDEX invoices_submission_due ON invoices (submission_due_at) WHERE submission_due_at IS NOT NULL;
      ${fence('invoices', 'SELECT, INSERT, UPDATE, DELETE')}
      ${openToSystem('invoices', 'SELECT')}

      CREATE FUNCTION only_drafts_may_go() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          IF current_user = 'onefacture_app' AND (OLD.status <> 'DRAFT' OR OLD.submission_state IS NOT NULL) THEN
            RAISE EXCEPTION 'an invoice that left DRAFT is kept';
          END IF;
          RETURN OLD;
        END $body$;
      CREATE TRIGGER invoices_kept BEFORE DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION only_drafts_may_go();

      CREATE TABLE invoice_events (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        source_key text NOT NULL,
        kind text NOT NULL,
        code text,
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
        attempt integer,
        duration_ms integer,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, invoice_id, source_key),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE
      );
      ${fence('invoice_events', 'SELECT, INSERT')}

      CREATE TABLE documents (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        invoice_id uuid NOT NULL,
        kind text NOT NULL,
        media_type text NOT NULL,
        filename text NOT NULL,
        sha256 text NOT NULL,
        size integer NOT NULL,
        program_version text NOT NULL,
        bytes bytea NOT NULL,
        frozen_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, invoice_id, kind),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE
      );
      ${fence('documents', 'SELECT, INSERT')}

      CREATE TABLE submission_attempts (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        number integer NOT NULL,
        platform text NOT NULL,
        tracking_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('PREPARED', 'SENT', 'ACKED', 'REJECTED', 'UNKNOWN')),
        syntax text NOT NULL,
        flow_id text,
        acknowledgement text,
        not_found_looks integer NOT NULL DEFAULT 0,
        error jsonb,
        prepared_at timestamptz NOT NULL,
        sent_at timestamptz,
        answered_at timestamptz,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, tracking_id),
        UNIQUE (organization_id, invoice_id, number),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE
      );
      ${fence('submission_attempts', 'SELECT, INSERT, UPDATE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE submission_attempts, documents, invoice_events, invoices, platform_connections;
      DROP FUNCTION only_drafts_may_go();
    `);
  }
}
