import { createHash } from 'node:crypto';

/** How many different statements one connection keeps prepared; the rest run unnamed. */
const MAX_STATEMENTS = 500;

const names = new Map<string, string>();

/** The name under which a connection keeps this statement prepared; undefined once there are too many. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_STATEMENTS) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}
