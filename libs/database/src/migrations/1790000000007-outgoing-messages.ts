import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, systemFunction } from './tenant-table.js';

const DUE_INVOICES = `
  (SELECT 'submit-invoice', organization_id, id, submission_tries FROM invoices
     WHERE submission_due_at <= moment ORDER BY submission_due_at LIMIT batch)`;
const DUE_POLLS = `
  (SELECT 'track-status', organization_id, id, poll_number FROM platform_connections
     WHERE poll_due_at <= moment ORDER BY poll_due_at LIMIT batch)`;
const DUE_DELIVERIES = `
  (SELECT 'deliver-webhook', organization_id, id, tries FROM webhook_deliveries
     WHERE due_at <= moment ORDER BY due_at LIMIT batch)`;
const DUE_MESSAGES = `
  (SELECT 'send-message', organization_id, id, tries FROM outgoing_messages
     WHERE due_at <= moment ORDER BY due_at LIMIT batch)`;

const dueWork = (...sources: readonly string[]) =>
  systemFunction(
    'due_work(moment timestamptz, batch integer)',
    'TABLE (queue text, organization_id uuid, subject_id uuid, attempt integer)',
    sources.join(' UNION ALL '),
  );
const DROP_DUE_WORK = 'DROP FUNCTION due_work(timestamptz, integer)';

export class OutgoingMessages1790000000007 implements MigrationInterface {
  name = 'OutgoingMessages1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outgoing_messages (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        invoice_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        code text NOT NULL,
        file_name text NOT NULL,
        sha256 text NOT NULL,
        message bytea NOT NULL,
        tracking_id uuid NOT NULL,
        state text NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        tries integer NOT NULL DEFAULT 1,
        not_found_looks integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        sent_at timestamptz,
        flow_id text,
        acknowledgement text,
        error jsonb,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, tracking_id),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE
      );
      CREATE INDEX outgoing_messages_of_invoice ON outgoing_messages (organization_id, invoice_id);
      CREATE INDEX outgoing_messages_due ON outgoing_messages (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX outgoing_messages_unacknowledged ON outgoing_messages (organization_id, connection_id, sent_at)
        WHERE acknowledgement = 'Pending';
      ${fence('outgoing_messages', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('outgoing_messages', 'SELECT')}
    `);
    await runner.query(DROP_DUE_WORK);
    await runner.query(dueWork(DUE_INVOICES, DUE_POLLS, DUE_DELIVERIES, DUE_MESSAGES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_DUE_WORK);
    await runner.query(dueWork(DUE_INVOICES, DUE_POLLS, DUE_DELIVERIES));
    await runner.query('DROP TABLE outgoing_messages');
  }
}
