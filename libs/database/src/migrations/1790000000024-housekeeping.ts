import type { MigrationInterface, QueryRunner } from 'typeorm';
import { closeToApplication, systemFunction } from './tenant-table.js';

const IDLE = `mode = 'test' AND twin_id IS NULL AND last_used_at < idle_since`;

const purgeIdle = (body: string) => `
  CREATE OR REPLACE FUNCTION purge_idle_test_organisations(idle_since timestamptz) RETURNS bigint LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$${body}$body$;`;

/** The keys of what goes are still seen by the statement that removes it. */
const PURGE_IDLE_WITH_KEYS = `
  WITH gone AS (DELETE FROM organizations WHERE ${IDLE} RETURNING id),
  left_behind AS (
    INSERT INTO abandoned_keys (key_id)
      SELECT k.key_id FROM organisation_keys k JOIN gone ON gone.id = k.organization_id WHERE k.state <> 'destroyed'
      ON CONFLICT DO NOTHING)
  SELECT count(*) FROM gone`;

/** Signature, answer and body of each. */
const FUNCTIONS: readonly (readonly [signature: string, returns: string, body: string])[] = [
  [
    'purge_mails(before timestamptz, batch integer)',
    'bigint',
    `WITH old AS (
       SELECT organization_id, id FROM mails WHERE due_at IS NULL AND created_at < before ORDER BY created_at LIMIT batch),
     gone AS (
       DELETE FROM mails m USING old WHERE m.organization_id = old.organization_id AND m.id = old.id RETURNING 1)
     SELECT count(*) FROM gone`,
  ],
  [
    'take_round(wanted text, moment timestamptz, until timestamptz)',
    'bigint',
    `WITH taken AS (
       INSERT INTO rounds AS r (name, next_at) VALUES (wanted, until)
         ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE r.next_at <= moment
         RETURNING 1)
     SELECT count(*) FROM taken`,
  ],
  [
    'return_round(wanted text, moment timestamptz, until timestamptz)',
    'void',
    `UPDATE rounds SET next_at = moment WHERE name = wanted AND next_at = until`,
  ],
  [
    'list_abandoned_keys(batch integer)',
    'TABLE (key_id text)',
    `SELECT a.key_id FROM abandoned_keys a
       WHERE NOT EXISTS (SELECT FROM organisation_keys k WHERE k.key_id = a.key_id) ORDER BY a.key_id LIMIT batch`,
  ],
  ['forget_abandoned_key(wanted text)', 'void', `DELETE FROM abandoned_keys WHERE key_id = wanted`],
];

/** `purge_mails(before timestamptz, batch integer)` as DROP FUNCTION wants it: `purge_mails(timestamptz, integer)`. */
const bare = (signature: string) => signature.replaceAll(/\b\w+ (\w+)(?=[,)])/g, '$1');

/**
 * Finished mails go after a while, rounds of the whole fleet are done by one worker at a time, the keys of purged test
 * organisations wait to be destroyed, and every look at the payment provider is numbered.
 */
export class Housekeeping1790000000024 implements MigrationInterface {
  name = 'Housekeeping1790000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mails_over ON mails (created_at) WHERE due_at IS NULL;
      GRANT DELETE ON mails TO onefacture_system;

      CREATE TABLE rounds (name text PRIMARY KEY, next_at timestamptz NOT NULL);
      ${closeToApplication('rounds', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE abandoned_keys (key_id text PRIMARY KEY);
      ${closeToApplication('abandoned_keys', 'SELECT, INSERT, DELETE')}
      ${purgeIdle(PURGE_IDLE_WITH_KEYS)}

      ALTER TABLE billing_customers ADD COLUMN sync_looks integer NOT NULL DEFAULT 0;
    `);
    for (const [signature, returns, body] of FUNCTIONS) await runner.query(systemFunction(signature, returns, body));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [signature] of FUNCTIONS) await runner.query(`DROP FUNCTION ${bare(signature)}`);
    await runner.query(`
      ALTER TABLE billing_customers DROP COLUMN sync_looks;
      ${purgeIdle(`
        WITH gone AS (DELETE FROM organizations WHERE ${IDLE} RETURNING 1) SELECT count(*) FROM gone`)}
      DROP TABLE abandoned_keys, rounds;
      REVOKE DELETE ON mails FROM onefacture_system;
      DROP INDEX mails_over;
    `);
  }
}
