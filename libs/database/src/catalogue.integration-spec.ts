import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/services/postgres.js';

/** The closed list of what may look across organisations. A new one is decided here as well as in a migration. */
const SYSTEM_FUNCTIONS = [
  'add_user(uuid,text,text,text,text)',
  'claim_outbox(integer)',
  'connected_organisations(text,text)',
  'due_work(timestamp with time zone,integer)',
  'end_sessions(uuid,uuid,uuid,timestamp with time zone)',
  'erase_organisation(uuid,timestamp with time zone)',
  'find_api_key(text)',
  'find_billing_customer(text)',
  'find_organisation(uuid)',
  'find_platform_connection(uuid)',
  'find_session(uuid)',
  'find_user(uuid)',
  'find_user_by_email(text)',
  'find_user_token(bytea,text,timestamp with time zone)',
  'find_webhook_keys(uuid)',
  'forget_abandoned_key(text)',
  'keep_user_token(bytea,uuid,text,text,timestamp with time zone,timestamp with time zone)',
  'list_abandoned_keys(integer)',
  'list_organisation_keys()',
  'list_organisations(uuid,integer)',
  'member_of_session(uuid,uuid,timestamp with time zone)',
  'memberships_of(uuid)',
  'open_session(uuid,uuid,bytea,timestamp with time zone,timestamp with time zone)',
  'organisations_to_check_in(date,text[])',
  'outbox_depth()',
  'own_invoices_wanted(uuid,integer)',
  'people_of(uuid)',
  'purge_expired_answers(timestamp with time zone)',
  'purge_idle_test_organisations(timestamp with time zone)',
  'purge_mails(timestamp with time zone,integer)',
  'purge_platform_callbacks(timestamp with time zone)',
  'purge_sessions(timestamp with time zone)',
  'purge_webhook_messages(timestamp with time zone,integer)',
  'replace_headers(text,text,text[],bytea[],bytea[])',
  'return_round(text,timestamp with time zone,timestamp with time zone)',
  'rotate_session(uuid,bytea,bytea,timestamp with time zone,timestamp with time zone)',
  'sealed_columns()',
  'sealed_keys(uuid)',
  'sealed_starts(text,text,bigint,integer,uuid)',
  'set_password(uuid,text)',
  'take_round(text,timestamp with time zone,timestamp with time zone)',
  'take_user_token(bytea,text,timestamp with time zone)',
  'transfers_over(timestamp with time zone,integer)',
  'verify_user_email(uuid,text,timestamp with time zone)',
  'webhook_standing()',
];

/** Tables of the whole installation, which the application reaches through those functions only. */
const CLOSED = ['abandoned_keys', 'rounds', 'sessions', 'user_tokens', 'users'];

/** What is unique in the whole installation: ids, and secrets that nobody can guess. */
const UNIQUE_EVERYWHERE = [
  'abandoned_keys_pkey',
  'api_keys_public_id_key',
  'billing_customers_anonymous_id_key',
  'billing_customers_stripe_customer_id_key',
  'organisation_keys_key_id_key',
  'organizations_pkey',
  'rounds_pkey',
  'sessions_pkey',
  'user_tokens_digest_key',
  'user_tokens_pkey',
  'users_email_key',
  'users_pkey',
];

/** References to a user, who belongs to no organisation. */
const TO_USERS = ['members_user_id_fkey', 'sessions_user_id_fkey', 'user_tokens_user_id_fkey'];

/** Tables that are only added to. */
const APPEND_ONLY = ['audit_entries', 'import_batches', 'import_drafts', 'invoice_events'];

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client(database.dsn);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function column<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const { rows } = await client.query<{ value: T }>(sql, values);
  return rows.map(({ value }) => value);
}

const tenantTables = () =>
  column<string>(`
    SELECT c.relname AS value FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'organizations' OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped))
      ORDER BY 1`);

describe('tenant tables', () => {
  it('are all tables but the list of migrations', async () => {
    const all = await column<string>(
      `SELECT tablename AS value FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
    );
    expect([...(await tenantTables()), ...CLOSED].toSorted()).toEqual(all);
    expect(all).toEqual(expect.arrayContaining(['organizations', 'invoices', 'invoice_events', 'outbox']));
  });

  it('have row-level security, forced, with a policy for the application', async () => {
    const fenced = await column<string>(`
      SELECT c.relname AS value FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
          AND EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND 'onefacture_app' = ANY (p.roles))
        ORDER BY 1`);
    expect(fenced).toEqual(await tenantTables());
  });

  it('let the application see and write one organisation only', async () => {
    const { rows } = await client.query<{ tablename: string; cmd: string; qual: string; with_check: string }>(
      `SELECT tablename, cmd, qual, with_check FROM pg_policies
         WHERE schemaname = 'public' AND 'onefacture_app' = ANY (roles)`,
    );
    const loose = rows.filter(({ tablename, cmd, qual, with_check }) => {
      const key = tablename === 'organizations' ? 'id' : 'organization_id';
      return (
        cmd !== 'ALL' || with_check !== qual || !new RegExp(`^\\(${key} = .*app\\.organization_id`, 's').test(qual)
      );
    });
    expect(loose).toEqual([]);
    expect(rows.length).toBe((await tenantTables()).length);
  });

  it('require the organisation of every row', async () => {
    const nullable = await column<string>(
      `SELECT table_name::text AS value FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name = 'organization_id' AND is_nullable = 'YES'`,
    );
    expect(nullable).toEqual([]);
  });

  it('have unique keys that start with the organisation, so that none is an oracle', async () => {
    const unique = await column<string>(`
      SELECT i.indexrelid::regclass::text AS value FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'migrations'
          AND (i.indkey[0] = 0 OR (SELECT a.attname FROM pg_attribute a
                 WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0]) <> 'organization_id')
        ORDER BY 1`);
    expect(unique).toEqual(UNIQUE_EVERYWHERE);
  });

  it('refer to each other inside the organisation', async () => {
    const loose = await column<string>(`
      SELECT k.conname AS value FROM pg_constraint k
        WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
          AND (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1])
            <> 'organization_id'
        ORDER BY 1`);
    expect(loose).toEqual(TO_USERS);
  });
});

/** Tables among these that an erasure would have to empty, and may not. */
const STUCK = `
  SELECT relname AS value FROM pg_class
    WHERE oid = ANY ($1::text[]::regclass[]) AND relname <> 'organizations' AND relname <> ALL (kept_tables())
      AND NOT (has_table_privilege('onefacture_system', oid, 'SELECT')
        AND has_table_privilege('onefacture_system', oid, 'DELETE')
        AND EXISTS (SELECT FROM pg_policies WHERE tablename = relname AND 'onefacture_system' = ANY (roles)))
    ORDER BY 1`;

describe('an erasure', () => {
  it('may empty every tenant table of which nothing is kept by law', async () => {
    expect(await column<string>(STUCK, [await tenantTables()])).toEqual([]);
  });
});

describe('tables of the whole installation', () => {
  it.each(CLOSED)('%s is closed to the application', async (table) => {
    const rights = await column<string>(
      `SELECT r AS value FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) r
         WHERE has_table_privilege('onefacture_app', $1, r) OR (r <> 'DELETE' AND r <> 'TRUNCATE'
           AND has_any_column_privilege('onefacture_app', $1, r))`,
      [table],
    );
    expect(rights).toEqual([]);
    const fenced = `SELECT relrowsecurity AND relforcerowsecurity AS value FROM pg_class WHERE oid = $1::regclass`;
    expect(await column(fenced, [table])).toEqual([true]);
  });
});

describe('roles', () => {
  it('neither is a superuser, passes by row-level security or logs in', async () => {
    const roles = await client.query(
      `SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles
         WHERE rolname IN ('onefacture_app', 'onefacture_system') ORDER BY 1`,
    );
    const plain = {
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
    };
    expect(roles.rows).toEqual([
      { rolname: 'onefacture_app', ...plain },
      { rolname: 'onefacture_system', ...plain },
    ]);
  });

  it('the application owns nothing and cannot create', async () => {
    const owned = await column<string>(`
      SELECT relname AS value FROM pg_class WHERE relowner = 'onefacture_app'::regrole
      UNION ALL SELECT proname FROM pg_proc WHERE proowner = 'onefacture_app'::regrole
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner = 'onefacture_app'::regrole`);
    expect(owned).toEqual([]);
    for (const role of ['onefacture_app', 'onefacture_system']) {
      expect(await column(`SELECT has_schema_privilege($1, 'public', 'CREATE') AS value`, [role])).toEqual([false]);
    }
  });

  it('the application is not a member of the system role', async () => {
    expect(await column(`SELECT pg_has_role('onefacture_app', 'onefacture_system', 'MEMBER') AS value`)).toEqual([
      false,
    ]);
  });

  it.each(APPEND_ONLY)('the application cannot change or remove rows of %s', async (table) => {
    const rights = await column<string>(
      `SELECT r AS value FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) r
         WHERE has_table_privilege('onefacture_app', $1, r)`,
      [table],
    );
    expect(rights).toEqual(['SELECT', 'INSERT']);
    expect(await column(`SELECT has_any_column_privilege('onefacture_app', $1, 'UPDATE') AS value`, [table])).toEqual([
      false,
    ]);
  });

  it('the application truncates nothing', async () => {
    const granted = await column<string>(
      `SELECT table_name::text AS value FROM information_schema.table_privileges
         WHERE grantee IN ('onefacture_app', 'onefacture_system', 'PUBLIC') AND table_schema = 'public'
           AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')`,
    );
    expect(granted).toEqual([]);
  });
});

describe('functions across organisations', () => {
  it('are the closed list, owned by the system role, with a fixed search path', async () => {
    const { rows } = await client.query<{ name: string; owner: string; path: string[] }>(`
      SELECT p.oid::regprocedure::text AS name, p.proowner::regrole::text AS owner, p.proconfig AS path FROM pg_proc p
        WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`);
    const safe = { owner: 'onefacture_system', path: ['search_path=public, pg_temp'] };
    expect(rows).toEqual(SYSTEM_FUNCTIONS.map((name) => ({ name, ...safe })));
  });

  it.each(SYSTEM_FUNCTIONS)('%s is the application’s alone', async (name) => {
    const may = (role: string) =>
      column<boolean>(`SELECT has_function_privilege($1, $2, 'EXECUTE') AS value`, [role, name]);
    expect(await may('onefacture_app')).toEqual([true]);
    const open = await column<boolean>(
      `SELECT EXISTS (SELECT FROM pg_proc p, aclexplode(p.proacl) a WHERE p.oid = $1::regprocedure AND a.grantee = 0)
         AS value`,
      [name],
    );
    expect(open).toEqual([false]);
  });
});
