import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addDueWork, removeDueWork } from './due-work.js';
import { fence, openToSystem, rewrappable, systemFunction } from './tenant-table.js';

const DUE_EXPORTS = `
  (SELECT 'export-data', organization_id, id, tries FROM data_exports
     WHERE due_at <= moment ORDER BY due_at LIMIT batch)`;
const DUE_ERASURES = `
  (SELECT 'erase-data', organization_id, id, tries FROM data_erasures
     WHERE due_at <= moment ORDER BY due_at LIMIT batch)`;

/** Tables that an erasure empties and the system role has not seen before. */
const NEWLY_SEEN = [
  'companies',
  'routing_overrides',
  'platform_states',
  'webhook_attempts',
  'dead_letters',
  'import_batches',
  'import_drafts',
  'invitations',
  'usage',
  'licences',
  'payment_events',
  'payment_methods',
  'check_ins',
];
/** Those of which it needs to know only which rows there are. */
const LOOKED_AT = ['submission_attempts'];
/** Tables that it sees already, and shall empty. */
const EMPTIED = [
  'api_keys',
  'idempotency_keys',
  'outbox',
  'platform_connections',
  'platform_callbacks',
  'invoices',
  'received_invoices',
  'waiting_statuses',
  'webhook_endpoints',
  'webhook_messages',
  'webhook_deliveries',
  'members',
  'subscriptions',
  'billing_customers',
  'mails',
  'payment_invoices',
];
/** The system role may see this table already, or not. */
const OPEN_PAYMENT_INVOICES = `
  DO $do$ BEGIN
    CREATE POLICY payment_invoices_of_system ON payment_invoices TO onefacture_system USING (true) WITH CHECK (true);
  EXCEPTION WHEN duplicate_object THEN NULL;
  END $do$`;
/** Rights to DELETE that it had before. */
const HAD = new Set(['idempotency_keys', 'outbox', 'platform_callbacks', 'webhook_messages', 'mails']);

/** What stands still once its organisation is erased: nothing falls due, and settings go. */
const STILLED: Readonly<Record<string, string>> = {
  invoices: 'submission_due_at',
  received_invoices: 'due_at',
  outgoing_messages: 'due_at',
  submission_attempts: 'status_due_at',
  companies: 'settings',
};

/**
 * What French law has an organisation keep, and until when. Accounts and their vouchers: ten years from the end of the
 * financial year (Code de commerce, L123-22), which covers the six years of the tax authority (Livre des procédures
 * fiscales, L102 B). The financial year is taken to be the calendar year.
 */
const LAW = `
  CREATE FUNCTION kept_until(day date) RETURNS date LANGUAGE sql IMMUTABLE
    AS $body$ SELECT make_date(extract(year FROM day)::integer + 10, 12, 31) $body$;

  CREATE FUNCTION kept_records(wanted uuid, today date) RETURNS TABLE (what text, id uuid, until date)
    LANGUAGE sql STABLE AS $body$
      SELECT * FROM (
        SELECT 'invoices', i.id, kept_until(i.issue_date) AS last_day FROM invoices i
          WHERE i.organization_id = wanted AND (i.number_spent OR i.internal OR EXISTS (
            SELECT FROM submission_attempts a WHERE a.organization_id = wanted AND a.invoice_id = i.id))
        UNION ALL
        SELECT 'received_invoices', r.id, kept_until(coalesce(r.issue_date, r.received_at::date))
          FROM received_invoices r WHERE r.organization_id = wanted AND r.original IS NOT NULL
        UNION ALL
        SELECT 'subscription_invoices', p.id, kept_until(p.created_at::date)
          FROM payment_invoices p WHERE p.organization_id = wanted AND p.status <> 'draft'
      ) all_of_them WHERE last_day >= today
    $body$;
  REVOKE ALL ON FUNCTION kept_until(date), kept_records(uuid, date) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION kept_until(date), kept_records(uuid, date) TO onefacture_app, onefacture_system;

  CREATE FUNCTION kept_after_erasure() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
      IF current_user = 'onefacture_app' AND EXISTS (
        SELECT FROM organizations WHERE organizations.id = NEW.organization_id AND erased_at IS NOT NULL)
      THEN
        RAISE EXCEPTION 'what is kept of an erased organisation is not changed';
      END IF;
      RETURN NEW;
    END $body$;
  CREATE TRIGGER invoices_kept_after_erasure BEFORE INSERT OR UPDATE ON invoices FOR EACH ROW
    EXECUTE FUNCTION kept_after_erasure();
  CREATE TRIGGER received_invoices_kept_after_erasure BEFORE INSERT OR UPDATE ON received_invoices FOR EACH ROW
    EXECUTE FUNCTION kept_after_erasure();`;

/**
 * Erases all of an organisation but what the law has it keep, and its test half wholly. What is not named here goes:
 * a table with something to keep is named.
 */
const ERASE = `DECLARE
  today date := (moment AT TIME ZONE 'Europe/Paris')::date;
  twin uuid;
  one record;
BEGIN
  IF NOT EXISTS (SELECT FROM data_erasures e WHERE e.organization_id = wanted AND e.state = 'running'
                   AND e.erase_at <= moment) THEN
    RAISE EXCEPTION 'no erasure of this organisation is due';
  END IF;

  SELECT o.twin_id INTO twin FROM organizations o WHERE o.id = wanted AND o.mode = 'live';
  INSERT INTO abandoned_keys (key_id)
    SELECT k.key_id FROM organisation_keys k WHERE k.organization_id = twin AND k.state <> 'destroyed'
    ON CONFLICT DO NOTHING;
  DELETE FROM organizations o WHERE o.id = twin AND o.mode = 'test';

  DELETE FROM users u USING members m WHERE m.organization_id = wanted AND m.user_id = u.id
    AND NOT EXISTS (SELECT FROM members other WHERE other.user_id = u.id AND other.organization_id <> wanted);

  DELETE FROM invoices i WHERE i.organization_id = wanted
    AND i.id NOT IN (SELECT k.id FROM kept_records(wanted, today) k WHERE k.what = 'invoices');
  DELETE FROM received_invoices r WHERE r.organization_id = wanted
    AND r.id NOT IN (SELECT k.id FROM kept_records(wanted, today) k WHERE k.what = 'received_invoices');
  DELETE FROM payment_invoices p WHERE p.organization_id = wanted
    AND p.id NOT IN (SELECT k.id FROM kept_records(wanted, today) k WHERE k.what = 'subscription_invoices');
  DELETE FROM companies c WHERE c.organization_id = wanted AND NOT EXISTS (
    SELECT FROM invoices i WHERE i.organization_id = wanted AND i.company_id = c.id);

  FOR one IN
    SELECT t.relname AS name FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
      WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND a.attname = 'organization_id'
        AND NOT a.attisdropped AND t.relname <> ALL (kept_tables())
  LOOP
    EXECUTE format('DELETE FROM %I WHERE organization_id = $1', one.name) USING wanted;
  END LOOP;

  UPDATE invoices i SET submission_due_at = NULL WHERE i.organization_id = wanted AND i.submission_due_at IS NOT NULL;
  UPDATE received_invoices r SET due_at = NULL WHERE r.organization_id = wanted AND r.due_at IS NOT NULL;
  UPDATE outgoing_messages m SET due_at = NULL WHERE m.organization_id = wanted AND m.due_at IS NOT NULL;
  UPDATE submission_attempts s SET status_due_at = NULL
    WHERE s.organization_id = wanted AND s.status_due_at IS NOT NULL;
  UPDATE companies c SET settings = jsonb_build_object('siren', c.siren) WHERE c.organization_id = wanted;
  UPDATE organizations o SET name = 'erased', settings = '{}', twin_id = NULL, erased_at = coalesce(o.erased_at, moment)
    WHERE o.id = wanted;

  RETURN QUERY SELECT k.what, k.until, count(*) FROM kept_records(wanted, today) k GROUP BY 1, 2 ORDER BY 1, 2;
END`;

/** Tables of which an erasure leaves something: the invoices and what belongs to them, and its own traces. */
const KEPT_TABLES = `SELECT ARRAY['audit_entries', 'companies', 'data_erasures', 'documents', 'former_documents',
  'invoice_corrections', 'invoice_events', 'invoices', 'organisation_keys', 'outgoing_messages', 'own_invoices',
  'payment_invoices', 'received_events', 'received_invoices', 'submission_attempts']::name[]`;

/** Exports of all that an organisation has, and its erasure. */
export class DataRights1790000000026 implements MigrationInterface {
  name = 'DataRights1790000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organizations ADD COLUMN erased_at timestamptz;

      CREATE TABLE data_exports (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed', 'expired')),
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        expires_at timestamptz,
        percent integer NOT NULL DEFAULT 0,
        files integer NOT NULL DEFAULT 0,
        size bigint NOT NULL DEFAULT 0,
        chunks integer NOT NULL DEFAULT 0,
        sha256 text,
        error text,
        tries integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX data_exports_one_at_a_time ON data_exports (organization_id)
        WHERE state IN ('waiting', 'running');
      CREATE INDEX data_exports_due ON data_exports (due_at) WHERE due_at IS NOT NULL;
      ${fence('data_exports', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('data_exports', 'SELECT, DELETE')}

      CREATE TABLE data_export_chunks (
        organization_id uuid NOT NULL,
        export_id uuid NOT NULL,
        number integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (organization_id, export_id, number),
        FOREIGN KEY (organization_id, export_id) REFERENCES data_exports ON DELETE CASCADE
      );
      ${fence('data_export_chunks', 'SELECT, INSERT, DELETE')}
      ${openToSystem('data_export_chunks', 'SELECT, DELETE')}
      ${rewrappable('data_export_chunks', 'bytes')}

      CREATE TABLE data_erasures (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'cancelled', 'running', 'retained', 'done')),
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        erase_at timestamptz NOT NULL,
        cancelled_at timestamptz,
        cancelled_by text,
        erased_at timestamptz,
        kept jsonb NOT NULL DEFAULT '[]',
        tries integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX data_erasures_one_at_a_time ON data_erasures (organization_id) WHERE state <> 'cancelled';
      CREATE INDEX data_erasures_due ON data_erasures (due_at) WHERE due_at IS NOT NULL;
      ${fence('data_erasures', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('data_erasures', 'SELECT')}
    `);
    for (const table of NEWLY_SEEN) await runner.query(openToSystem(table, 'SELECT, DELETE'));
    await runner.query(OPEN_PAYMENT_INVOICES);
    for (const table of LOOKED_AT) await runner.query(openToSystem(table, 'SELECT'));
    for (const table of EMPTIED) await runner.query(`GRANT SELECT, DELETE ON ${table} TO onefacture_system`);
    for (const [table, column] of Object.entries(STILLED)) {
      await runner.query(`GRANT UPDATE (${column}) ON ${table} TO onefacture_system`);
    }
    await runner.query(LAW);
    await runner.query(`
      CREATE FUNCTION kept_tables() RETURNS name[] LANGUAGE sql IMMUTABLE AS $body$ ${KEPT_TABLES} $body$;
      REVOKE ALL ON FUNCTION kept_tables() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kept_tables() TO onefacture_system;`);
    await runner.query(
      systemFunction(
        'erase_organisation(wanted uuid, moment timestamptz)',
        'TABLE (what text, until date, count bigint)',
        ERASE,
        'plpgsql',
      ),
    );
    await addDueWork(runner, DUE_EXPORTS);
    await addDueWork(runner, DUE_ERASURES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeDueWork(runner, DUE_ERASURES);
    await removeDueWork(runner, DUE_EXPORTS);
    await runner.query(`
      DROP FUNCTION erase_organisation(uuid, timestamptz);
      DROP FUNCTION kept_tables();
      DROP TRIGGER received_invoices_kept_after_erasure ON received_invoices;
      DROP TRIGGER invoices_kept_after_erasure ON invoices;
      DROP FUNCTION kept_after_erasure();
      DROP FUNCTION kept_records(uuid, date);
      DROP FUNCTION kept_until(date);
      DROP TABLE data_erasures, data_export_chunks, data_exports;
      ALTER TABLE organizations DROP COLUMN erased_at;
    `);
    for (const [table, column] of Object.entries(STILLED)) {
      await runner.query(`REVOKE UPDATE (${column}) ON ${table} FROM onefacture_system`);
    }
    for (const table of EMPTIED.filter((one) => !HAD.has(one))) {
      await runner.query(`REVOKE DELETE ON ${table} FROM onefacture_system`);
    }
    for (const table of [...NEWLY_SEEN, ...LOOKED_AT]) {
      await runner.query(`
        REVOKE ALL ON ${table} FROM onefacture_system;
        DROP POLICY ${table}_of_system ON ${table}`);
    }
  }
}
