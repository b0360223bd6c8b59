import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, systemFunction } from './tenant-table.js';

const ROLES = ['onefacture_app', 'onefacture_system'];

/** Roles are of the whole server, so several databases on it may create them at the same moment. */
const createRole = (role: string) => `
  DO $do$ BEGIN
    CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $do$;
  DO $do$ BEGIN
    EXECUTE format('GRANT ${role} TO %I', current_user);
  EXCEPTION WHEN unique_violation OR internal_error THEN NULL;
  END $do$;`;

export class Organisations1790000000001 implements MigrationInterface {
  name = 'Organisations1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const role of ROLES) await runner.query(createRole(role));
    await runner.query(`GRANT USAGE ON SCHEMA public TO onefacture_app, onefacture_system`);

    await runner.query(`
      CREATE TABLE organizations (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('test', 'live')),
        jurisdiction text NOT NULL DEFAULT 'FR',
        settings jsonb NOT NULL DEFAULT '{}',
        twin_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now()
      );
      ${fence('organizations', 'SELECT, INSERT, UPDATE', 'id')}
      ${openToSystem('organizations', 'SELECT, UPDATE, DELETE')}

      CREATE TABLE companies (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        siren text NOT NULL,
        name text NOT NULL,
        settings jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, siren)
      );
      ${fence('companies', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE api_keys (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        public_id text NOT NULL UNIQUE,
        hash text NOT NULL,
        last_four text NOT NULL,
        label text NOT NULL,
        scopes text[] NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, id)
      );
      ${fence('api_keys', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('api_keys', 'SELECT')}

      CREATE TABLE idempotency_keys (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        key text NOT NULL,
        fingerprint bytea NOT NULL,
        answer bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, key)
      );
      ${fence('idempotency_keys', 'SELECT, INSERT, UPDATE, DELETE')}
      ${openToSystem('idempotency_keys', 'SELECT, DELETE')}
    `);

    await runner.query(
      systemFunction(
        'find_api_key(wanted text)',
        `TABLE (organization_id uuid, id uuid, hash text, scopes text[], expires_at timestamptz, revoked_at timestamptz, mode text)`,
        `SELECT k.organization_id, k.id, k.hash, k.scopes, k.expires_at, k.revoked_at, o.mode
           FROM api_keys k JOIN organizations o ON o.id = k.organization_id WHERE k.public_id = wanted`,
      ),
    );
    await runner.query(
      systemFunction(
        'find_organisation(wanted uuid)',
        'TABLE (id uuid, mode text)',
        `SELECT id, mode FROM organizations WHERE id = wanted`,
      ),
    );
    await runner.query(
      systemFunction(
        'purge_expired_answers(moment timestamptz)',
        'bigint',
        `WITH gone AS (DELETE FROM idempotency_keys WHERE expires_at <= moment RETURNING 1) SELECT count(*) FROM gone`,
      ),
    );
    await runner.query(
      systemFunction(
        'purge_idle_test_organisations(idle_since timestamptz)',
        'bigint',
        `WITH gone AS (DELETE FROM organizations WHERE mode = 'test' AND last_used_at < idle_since RETURNING 1)
         SELECT count(*) FROM gone`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION purge_idle_test_organisations(timestamptz);
      DROP FUNCTION purge_expired_answers(timestamptz);
      DROP FUNCTION find_organisation(uuid);
      DROP FUNCTION find_api_key(text);
      DROP TABLE idempotency_keys, api_keys, companies, organizations;
    `);
  }
}
