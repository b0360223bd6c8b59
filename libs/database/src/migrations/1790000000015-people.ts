import type { MigrationInterface, QueryRunner } from 'typeorm';
import { closeToApplication, fence, openToSystem, systemFunction } from './tenant-table.js';

const USER = `TABLE (id uuid, email text, name text, password_hash text, language text, email_verified_at timestamptz,
  created_at timestamptz)`;
const USER_COLUMNS = 'id, email, name, password_hash, language, email_verified_at, created_at';

const purgeIdle = (condition: string) => `
  CREATE OR REPLACE FUNCTION purge_idle_test_organisations(idle_since timestamptz) RETURNS bigint LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$
      WITH gone AS (DELETE FROM organizations WHERE mode = 'test' AND last_used_at < idle_since ${condition} RETURNING 1)
      SELECT count(*) FROM gone
    $body$;`;

/** Signature, answer and body of each; what is about users, who have no organisation of their own. */
const FUNCTIONS: readonly (readonly [signature: string, returns: string, body: string])[] = [
  [
    'add_user(id uuid, email text, name text, password_hash text, language text)',
    'bigint',
    `WITH added AS (
       INSERT INTO users (id, email, name, password_hash, language) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (email) DO NOTHING RETURNING 1)
     SELECT count(*) FROM added`,
  ],
  ['find_user(wanted uuid)', USER, `SELECT ${USER_COLUMNS} FROM users WHERE id = wanted`],
  ['find_user_by_email(wanted text)', USER, `SELECT ${USER_COLUMNS} FROM users WHERE email = wanted`],
  [
    'set_password(wanted uuid, hash text)',
    'bigint',
    `WITH changed AS (UPDATE users SET password_hash = hash WHERE id = wanted RETURNING 1) SELECT count(*) FROM changed`,
  ],
  [
    'verify_user_email(wanted uuid, address text, moment timestamptz)',
    'bigint',
    `WITH changed AS (
       UPDATE users SET email_verified_at = coalesce(email_verified_at, moment) WHERE id = wanted AND email = address
         RETURNING 1)
     SELECT count(*) FROM changed`,
  ],
  [
    'memberships_of(wanted uuid)',
    'TABLE (organization_id uuid, name text, role text)',
    `SELECT m.organization_id, o.name, m.role FROM members m JOIN organizations o ON o.id = m.organization_id
       WHERE m.user_id = wanted ORDER BY m.created_at, m.organization_id`,
  ],
  [
    'open_session(id uuid, user_id uuid, token_hash bytea, moment timestamptz, until timestamptz)',
    'void',
    `INSERT INTO sessions (id, user_id, token_hash, created_at, last_used_at, expires_at)
       VALUES ($1, $2, $3, moment, moment, until)`,
  ],
  [
    'rotate_session(wanted uuid, presented bytea, next bytea, moment timestamptz, until timestamptz)',
    'uuid',
    `UPDATE sessions SET token_hash = next, previous_hash = token_hash, last_used_at = moment, expires_at = until
       WHERE id = wanted AND token_hash = presented AND ended_at IS NULL AND expires_at > moment
       RETURNING user_id`,
  ],
  [
    'find_session(wanted uuid)',
    `TABLE (user_id uuid, token_hash bytea, previous_hash bytea, last_used_at timestamptz, expires_at timestamptz,
       ended_at timestamptz)`,
    `SELECT user_id, token_hash, previous_hash, last_used_at, expires_at, ended_at FROM sessions WHERE id = wanted`,
  ],
  [
    'end_sessions(owner uuid, only_this uuid, but_not uuid, moment timestamptz)',
    'bigint',
    `WITH ended AS (
       UPDATE sessions SET ended_at = moment
         WHERE user_id = owner AND ended_at IS NULL AND (only_this IS NULL OR id = only_this)
           AND (but_not IS NULL OR id <> but_not)
         RETURNING 1)
     SELECT count(*) FROM ended`,
  ],
  [
    'member_of_session(session uuid, organisation uuid, moment timestamptz)',
    'TABLE (user_id uuid, role text)',
    `SELECT s.user_id, m.role FROM sessions s JOIN members m ON m.user_id = s.user_id AND m.organization_id = organisation
       WHERE s.id = session AND s.ended_at IS NULL AND s.expires_at > moment`,
  ],
  [
    'keep_user_token(digest bytea, owner uuid, purpose text, address text, moment timestamptz, until timestamptz)',
    'void',
    `INSERT INTO user_tokens (user_id, purpose, digest, email, created_at, expires_at)
       VALUES (owner, $3, $1, address, moment, until)
       ON CONFLICT (user_id, purpose) DO UPDATE SET digest = excluded.digest, email = excluded.email,
         created_at = excluded.created_at, expires_at = excluded.expires_at`,
  ],
  [
    'find_user_token(presented bytea, wanted text, moment timestamptz)',
    'TABLE (user_id uuid, email text)',
    `SELECT user_id, email FROM user_tokens WHERE digest = presented AND purpose = wanted AND expires_at > moment`,
  ],
  [
    'take_user_token(presented bytea, wanted text, moment timestamptz)',
    'TABLE (user_id uuid, email text)',
    `DELETE FROM user_tokens WHERE digest = presented AND purpose = wanted AND expires_at > moment
       RETURNING user_id, email`,
  ],
  [
    'purge_sessions(moment timestamptz)',
    'bigint',
    `WITH sessions_gone AS (DELETE FROM sessions WHERE least(expires_at, ended_at) <= moment RETURNING 1),
       tokens_gone AS (DELETE FROM user_tokens WHERE expires_at <= moment RETURNING 1)
     SELECT (SELECT count(*) FROM sessions_gone) + (SELECT count(*) FROM tokens_gone)`,
  ],
];

/** `find_user(wanted uuid)` as DROP FUNCTION wants it: `find_user(uuid)`. */
const bare = (signature: string) => signature.replaceAll(/\b\w+ (\w+)(?=[,)])/g, '$1');

/**
 * People: users, who are known to the whole installation by their e-mail, their sessions, the one-time tokens sent to
 * them, and which organisations they are members of. The test half of a pair is no longer purged as idle.
 */
export class People1790000000015 implements MigrationInterface {
  name = 'People1790000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        name text NOT NULL,
        password_hash text NOT NULL,
        language text NOT NULL CHECK (language IN ('fr', 'en')),
        email_verified_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      ${closeToApplication('users', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE members (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, user_id)
      );
      CREATE INDEX members_of_user ON members (user_id);
      ${fence('members', 'SELECT, INSERT, UPDATE, DELETE')}
      ${openToSystem('members', 'SELECT')}

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        token_hash bytea NOT NULL,
        previous_hash bytea,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX sessions_of_user ON sessions (user_id);
      CREATE INDEX sessions_over ON sessions (least(expires_at, ended_at));
      ${closeToApplication('sessions', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE user_tokens (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('verify-email', 'reset-password')),
        digest bytea NOT NULL UNIQUE,
        email text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, purpose)
      );
      ${closeToApplication('user_tokens', 'SELECT, INSERT, UPDATE, DELETE')}
      ${purgeIdle('AND twin_id IS NULL')}
    `);
    for (const [signature, returns, body] of FUNCTIONS) await runner.query(systemFunction(signature, returns, body));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [signature] of FUNCTIONS) await runner.query(`DROP FUNCTION ${bare(signature)}`);
    await runner.query(`
      ${purgeIdle('')}
      DROP TABLE user_tokens, sessions, members, users;
    `);
  }
}
