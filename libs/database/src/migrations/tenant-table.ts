/** The organisation of the running transaction, or null outside one. Wrapped in a select so that it is read once per statement. */
const CURRENT_ORGANISATION = `(select nullif(current_setting('app.organization_id', true), '')::uuid)`;

/**
 * Statements that fence a tenant table: row-level security forced even for the owner, one policy for the
 * application, rights as listed. `key` names the column that holds the organisation.
 */
export function fence(table: string, rights: string, key = 'organization_id'): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${table}_of_organisation ON ${table} TO onefacture_app
      USING (${key} = ${CURRENT_ORGANISATION}) WITH CHECK (${key} = ${CURRENT_ORGANISATION});
    GRANT ${rights} ON ${table} TO onefacture_app;`;
}

/** Lets the system role of the SECURITY DEFINER functions see a tenant table across organisations. */
export function openToSystem(table: string, rights: string): string {
  return `
    CREATE POLICY ${table}_of_system ON ${table} TO onefacture_system USING (true) WITH CHECK (true);
    GRANT ${rights} ON ${table} TO onefacture_system;`;
}

/**
 * Statements that close a table of the whole installation, such as that of the users: the application's role reaches
 * it through system functions only.
 */
export function closeToApplication(table: string, systemRights: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    ${openToSystem(table, systemRights)}`;
}

/**
 * Lets `npm run keys:rewrap` put the data keys of sealed columns under another key. Every sealed column needs it; the
 * table is open to the system role already.
 */
export function rewrappable(table: string, ...columns: readonly string[]): string {
  return `GRANT SELECT, UPDATE (${columns.join(', ')}) ON ${table} TO onefacture_system;`;
}

/** One function of the closed list that may look across organisations. */
export function systemFunction(
  signature: string,
  returns: string,
  body: string,
  language: 'sql' | 'plpgsql' = 'sql',
): string {
  const name = signature.replaceAll(/\b\w+ (\w+(\[\])?)(?=[,)])/g, '$1');
  return `
    CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE ${language} VOLATILE SECURITY DEFINER
      SET search_path = public, pg_temp AS $body$${body}$body$;
    GRANT CREATE ON SCHEMA public TO onefacture_system;
    ALTER FUNCTION ${name} OWNER TO onefacture_system;
    REVOKE CREATE ON SCHEMA public FROM onefacture_system;
    REVOKE ALL ON FUNCTION ${name} FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ${name} TO onefacture_app;`;
}
