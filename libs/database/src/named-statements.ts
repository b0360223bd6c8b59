import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** How many different statements one connection keeps prepared; the rest run unnamed. */
const MAX_STATEMENTS = 500;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_STATEMENTS) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}

/**
 * A pg client that gives each parameterised statement a name, so that Postgres plans it once per connection
 * (ONEFACTURE_DB_STATEMENT_CACHE). Statements without parameters pass unchanged.
 */
export const NamedStatementClient: typeof Client = new Proxy(Client, {
  construct(target, args: ConstructorParameters<typeof Client>) {
    const client = new target(...args);
    const plain = client.query.bind(client) as (...query: unknown[]) => unknown;
    const named = (text: unknown, values?: unknown, ...rest: unknown[]) => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return name === undefined ? plain(text, values, ...rest) : plain({ name, text, values }, ...rest);
    };
    return Object.assign(client, { query: named });
  },
});
