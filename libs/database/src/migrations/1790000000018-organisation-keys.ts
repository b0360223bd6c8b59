import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, rewrappable, systemFunction } from './tenant-table.js';

/** Sealed columns of tables that the system role sees already. */
const SEALED: Readonly<Record<string, readonly string[]>> = {
  idempotency_keys: ['answer'],
  invoices: ['model'],
  outgoing_messages: ['message'],
  platform_callbacks: ['body'],
  platform_connections: ['credentials'],
  received_invoices: ['original', 'model', 'report'],
  webhook_endpoints: ['secret', 'signing_key', 'headers', 'client_certificate'],
};

/** Sealed columns of tables that it has not seen before. */
const NEWLY_SEEN: Readonly<Record<string, readonly string[]>> = {
  documents: ['bytes'],
  former_documents: ['bytes'],
  invoice_events: ['raw_payload'],
  received_events: ['raw_payload'],
  waiting_statuses: ['payload'],
};

/** A sealed value begins with `OFX1` and the number of its algorithm. */
const IS_SEALED = `substring(%2$I FROM 1 FOR 5) = '\\x4f46583101'::bytea`;
/** The longest header is under 1,100 bytes: names of keys and wrapped keys are bounded. */
const START = 'substring(%2$I FROM 1 FOR 1100)';

const SEALED_COLUMNS = `
  SELECT c.relname::text, a.attname::text, pg_relation_size(c.oid) / current_setting('block_size')::bigint
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'bytea'::regtype
      AND NOT a.attisdropped AND has_column_privilege(c.oid, a.attnum, 'UPDATE')
      AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organization_id')
    ORDER BY 1, 2`;

/** Whole pages at a time: a walk that needs no index, and that no order of rows can hold up. */
const SEALED_STARTS = `BEGIN
  RETURN QUERY EXECUTE format(
    $q$SELECT ctid::text, organization_id, ${START} FROM %1$I
         WHERE ctid >= $1 AND ctid < $2 AND ${IS_SEALED} AND ($3 IS NULL OR organization_id = $3)$q$,
    wanted_table, wanted_column)
  USING format('(%s,0)', first_page)::tid, format('(%s,0)', first_page + pages)::tid, only_organization;
END`;

/** Only the header changes, and only where it is still what it was. */
const REPLACE_HEADERS = `DECLARE replaced bigint;
BEGIN
  EXECUTE format(
    $q$UPDATE %1$I t SET %2$I = c.after || substring(t.%2$I FROM octet_length(c.before) + 1)
         FROM unnest($1, $2, $3) AS c (place, before, after)
         WHERE t.ctid = c.place::tid AND substring(t.%2$I FROM 1 FOR octet_length(c.before)) = c.before$q$,
    wanted_table, wanted_column)
  USING places, before, after;
  GET DIAGNOSTICS replaced = ROW_COUNT;
  RETURN replaced;
END`;

const SEALED_KEYS = `DECLARE one record;
BEGIN
  FOR one IN SELECT s.table_name, s.column_name FROM sealed_columns() s LOOP
    RETURN QUERY EXECUTE format(
      $q$SELECT convert_from(substring(%2$I FROM 7 FOR get_byte(substring(%2$I FROM 1 FOR 6), 5)), 'LATIN1'), count(*)
           FROM %1$I WHERE organization_id = $1 AND ${IS_SEALED} GROUP BY 1$q$,
      one.table_name, one.column_name)
    USING wanted;
  END LOOP;
END`;

/** Keys that organisations brought themselves, and what re-wrapping under another key needs. */
export class OrganisationKeys1790000000018 implements MigrationInterface {
  name = 'OrganisationKeys1790000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation_keys (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        key_id text NOT NULL UNIQUE,
        state text NOT NULL CHECK (state IN ('active', 'retired', 'destroyed')),
        created_at timestamptz NOT NULL,
        retired_at timestamptz,
        destroyed_at timestamptz,
        PRIMARY KEY (organization_id, key_id)
      );
      CREATE UNIQUE INDEX organisation_keys_one_active ON organisation_keys (organization_id) WHERE state = 'active';
      ${fence('organisation_keys', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('organisation_keys', 'SELECT')}
    `);
    for (const table of Object.keys(NEWLY_SEEN)) await runner.query(openToSystem(table, 'SELECT'));
    for (const [table, columns] of Object.entries({ ...SEALED, ...NEWLY_SEEN })) {
      await runner.query(rewrappable(table, ...columns));
    }
    await runner.query(
      systemFunction(
        'list_organisation_keys()',
        'TABLE (organization_id uuid, key_id text, state text)',
        `SELECT DISTINCT ON (organization_id) organization_id, key_id, state FROM organisation_keys
           WHERE state <> 'retired' ORDER BY organization_id, state`,
      ),
    );
    await runner.query(
      systemFunction('sealed_columns()', 'TABLE (table_name text, column_name text, pages bigint)', SEALED_COLUMNS),
    );
    await runner.query(
      systemFunction(
        'sealed_starts(wanted_table text, wanted_column text, first_page bigint, pages integer, only_organization uuid)',
        'TABLE (place text, organization_id uuid, start bytea)',
        SEALED_STARTS,
        'plpgsql',
      ),
    );
    await runner.query(
      systemFunction(
        'replace_headers(wanted_table text, wanted_column text, places text[], before bytea[], after bytea[])',
        'bigint',
        REPLACE_HEADERS,
        'plpgsql',
      ),
    );
    await runner.query(
      systemFunction('sealed_keys(wanted uuid)', 'TABLE (key_id text, count bigint)', SEALED_KEYS, 'plpgsql'),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sealed_keys(uuid);
      DROP FUNCTION replace_headers(text, text, text[], bytea[], bytea[]);
      DROP FUNCTION sealed_starts(text, text, bigint, integer, uuid);
      DROP FUNCTION sealed_columns();
      DROP FUNCTION list_organisation_keys();
      DROP TABLE organisation_keys;
    `);
    for (const [table, columns] of Object.entries(SEALED)) {
      await runner.query(`REVOKE UPDATE (${columns.join(', ')}) ON ${table} FROM onefacture_system`);
    }
    for (const table of Object.keys(NEWLY_SEEN)) {
      await runner.query(`
        REVOKE ALL ON ${table} FROM onefacture_system;
        DROP POLICY ${table}_of_system ON ${table}`);
    }
  }
}
