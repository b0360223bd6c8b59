import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, systemFunction } from './tenant-table.js';

/** What organisations pay for, what they used of it, and what they were given apart from it. */
export class Subscriptions1790000000016 implements MigrationInterface {
  name = 'Subscriptions1790000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subscriptions (
        organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        owner_type text NOT NULL DEFAULT 'org' CHECK (owner_type IN ('org', 'user', 'group')),
        plan text NOT NULL,
        catalogue text NOT NULL,
        catalogue_version integer NOT NULL,
        cycle text CHECK (cycle IN ('monthly', 'yearly')),
        status text NOT NULL CHECK (status IN ('none', 'pending_payment', 'pending_bank_transfer', 'trialing',
          'active', 'past_due', 'unpaid', 'paused', 'cancelled')),
        stripe_status text,
        stripe_subscription_id text,
        current_period_end timestamptz,
        cancel_at timestamptz,
        cancel_at_period_end boolean NOT NULL DEFAULT false,
        trial_ends_at timestamptz,
        trial_used boolean NOT NULL DEFAULT false,
        grace_period_ends_at timestamptz,
        payment_grace_ends_at timestamptz,
        commission_rate numeric(5,4) CHECK (commission_rate BETWEEN 0 AND 1),
        plan_override text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      ${fence('subscriptions', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('subscriptions', 'SELECT')}

      CREATE TABLE billing_customers (
        organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
        anonymous_id uuid NOT NULL UNIQUE,
        stripe_customer_id text UNIQUE,
        created_at timestamptz NOT NULL
      );
      ${fence('billing_customers', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('billing_customers', 'SELECT')}

      CREATE TABLE usage (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        metric text NOT NULL,
        month text NOT NULL CHECK (month ~ '^\\d{4}-\\d{2}$'),
        used bigint NOT NULL CHECK (used >= 0),
        PRIMARY KEY (organization_id, metric, month)
      );
      ${fence('usage', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE licences (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        feature text NOT NULL,
        granted_at timestamptz NOT NULL,
        granted_by text NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX licences_in_force ON licences (organization_id, feature) WHERE revoked_at IS NULL;
      ${fence('licences', 'SELECT, INSERT, UPDATE')}
    `);
    await runner.query(
      systemFunction(
        'find_billing_customer(wanted text)',
        'TABLE (organization_id uuid)',
        `SELECT organization_id FROM billing_customers
           WHERE stripe_customer_id = wanted OR anonymous_id::text = wanted`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION find_billing_customer(text);
      DROP TABLE licences, usage, billing_customers, subscriptions;
    `);
  }
}
