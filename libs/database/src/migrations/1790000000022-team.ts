import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, systemFunction } from './tenant-table.js';

const KEY_COLUMNS =
  'organization_id uuid, id uuid, hash text, scopes text[], expires_at timestamptz, revoked_at timestamptz, mode text';
const findApiKey = (columns: string, more: string) =>
  systemFunction(
    'find_api_key(wanted text)',
    `TABLE (${columns})`,
    `SELECT k.organization_id, k.id, k.hash, k.scopes, k.expires_at, k.revoked_at, o.mode${more}
       FROM api_keys k JOIN organizations o ON o.id = k.organization_id WHERE k.public_id = wanted`,
  );
const DROP_FIND_API_KEY = 'DROP FUNCTION find_api_key(text)';

/** Who is invited into an organisation, who its people are, and from where its keys may be used. */
export class Team1790000000022 implements MigrationInterface {
  name = 'Team1790000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitations (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        email text NOT NULL CHECK (email = lower(email)),
        role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
        language text NOT NULL CHECK (language IN ('fr', 'en')),
        invited_by uuid NOT NULL,
        digest bytea NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, email),
        UNIQUE (organization_id, digest)
      );
      ${fence('invitations', 'SELECT, INSERT, DELETE')}
      ALTER TABLE api_keys ADD COLUMN allowed_ips text[] NOT NULL DEFAULT '{}';
    `);
    await runner.query(
      systemFunction(
        'people_of(wanted uuid)',
        'TABLE (id uuid, email text, name text, language text, role text, joined_at timestamptz)',
        `SELECT u.id, u.email, u.name, u.language, m.role, m.created_at FROM members m JOIN users u ON u.id = m.user_id
           WHERE m.organization_id =
             coalesce((SELECT twin_id FROM organizations WHERE organizations.id = wanted AND mode = 'test'), wanted)
           ORDER BY m.created_at, u.id`,
      ),
    );
    await runner.query(DROP_FIND_API_KEY);
    await runner.query(findApiKey(`${KEY_COLUMNS}, allowed_ips text[]`, ', k.allowed_ips'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_FIND_API_KEY);
    await runner.query(findApiKey(KEY_COLUMNS, ''));
    await runner.query(`
      DROP FUNCTION people_of(uuid);
      ALTER TABLE api_keys DROP COLUMN allowed_ips;
      DROP TABLE invitations;
    `);
  }
}
