import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addDueWork, removeDueWork } from './due-work.js';
import { fence } from './tenant-table.js';

const DUE_PAYMENTS = `
  (SELECT 'apply-payment-event', organization_id, anonymous_id, sync_number FROM billing_customers
     WHERE sync_due_at <= moment ORDER BY sync_due_at LIMIT batch)`;

/** News of the payment provider, when a customer is next looked up there, and copies of what may be shown of it. */
export class Payments1790000000017 implements MigrationInterface {
  name = 'Payments1790000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE billing_customers
        ADD COLUMN sync_due_at timestamptz,
        ADD COLUMN sync_number integer NOT NULL DEFAULT 0,
        ADD COLUMN sync_failures integer NOT NULL DEFAULT 0,
        ADD COLUMN synced_at timestamptz;
      CREATE INDEX billing_customers_sync_due ON billing_customers (sync_due_at) WHERE sync_due_at IS NOT NULL;

      CREATE TABLE payment_events (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        event_id text NOT NULL,
        type text NOT NULL,
        customer text NOT NULL,
        created_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        applied_at timestamptz,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, event_id)
      );
      CREATE INDEX payment_events_waiting ON payment_events (organization_id, received_at) WHERE applied_at IS NULL;
      ${fence('payment_events', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE payment_invoices (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        invoice_id text NOT NULL,
        number text,
        status text NOT NULL,
        currency text NOT NULL,
        net bigint NOT NULL,
        tax bigint NOT NULL,
        total bigint NOT NULL,
        paid bigint NOT NULL,
        due bigint NOT NULL,
        created_at timestamptz NOT NULL,
        due_at timestamptz,
        paid_at timestamptz,
        period_start timestamptz NOT NULL,
        period_end timestamptz NOT NULL,
        page text,
        pdf text,
        lines jsonb NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, invoice_id)
      );
      CREATE INDEX payment_invoices_newest ON payment_invoices (organization_id, created_at DESC, id DESC);
      ${fence('payment_invoices', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE payment_methods (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        method_id text NOT NULL,
        type text NOT NULL,
        brand text,
        last4 text,
        exp_month integer,
        exp_year integer,
        is_default boolean NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, method_id)
      );
      ${fence('payment_methods', 'SELECT, INSERT, UPDATE, DELETE')}
    `);
    await addDueWork(runner, DUE_PAYMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeDueWork(runner, DUE_PAYMENTS);
    await runner.query(`
      DROP TABLE payment_methods, payment_invoices, payment_events;
      DROP INDEX billing_customers_sync_due;
      ALTER TABLE billing_customers
        DROP COLUMN sync_due_at, DROP COLUMN sync_number, DROP COLUMN sync_failures, DROP COLUMN synced_at;
    `);
  }
}
