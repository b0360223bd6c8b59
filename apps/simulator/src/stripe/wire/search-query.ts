import { invalidRequest } from './fault.js';

interface Clause {
  readonly field: string;
  readonly key: string | undefined;
  readonly operator: string;
  readonly value: string | null;
  readonly negated: boolean;
}

const CLAUSE =
  /^\s*(?<minus>-)?(?<field>[a-z_.]+)(?:\[(?:"(?<key>[^"]*)"|'(?<key2>[^']*)')\])?\s*(?<operator>:|~|>=|<=|>|<)\s*(?:"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<bare>[^\s"']+))\s*/;

/** Stripe's search language, as far as exact values go: `active:'true' AND metadata['plan']:'pro'`, AND or OR, `-`. */
export function searchTest(query: string): (object: object) => boolean {
  const { clauses, any } = parse(query);
  return (object) => (any ? clauses.some((each) => holds(object, each)) : clauses.every((each) => holds(object, each)));
}

function parse(query: string): { clauses: Clause[]; any: boolean } {
  const clauses: Clause[] = [];
  const joints = new Set<string>();
  for (let rest = query; ;) {
    const match = CLAUSE.exec(rest);
    const groups = match?.groups;
    if (match === null || groups === undefined) throw invalidRequest(`We were unable to parse your search query.`);
    const { minus, field = '', key, key2, operator = ':', double, single, bare } = groups;
    const raw = (double ?? single ?? bare ?? '').replaceAll(/\\(.)/g, '$1');
    const value = bare === 'null' ? null : raw;
    clauses.push({ field, key: key ?? key2, operator, value, negated: minus !== undefined });
    rest = rest.slice(match[0].length);
    if (rest === '') break;
    const joint = /^(and|or)\s+/i.exec(rest);
    if (joint !== null) rest = rest.slice(joint[0].length);
    joints.add(joint?.[1]?.toLowerCase() ?? 'and');
  }
  if (joints.size > 1) throw invalidRequest('Search queries cannot mix AND with OR.');
  return { clauses, any: joints.has('or') };
}

function holds(object: object, { field, key, operator, value, negated }: Clause): boolean {
  const member = new Map(Object.entries(object)).get(field);
  const found: unknown =
    key === undefined || typeof member !== 'object' || member === null
      ? member
      : new Map(Object.entries(member)).get(key);
  return compare(found, operator, value) !== negated;
}

function compare(found: unknown, operator: string, value: string | null): boolean {
  if (value === null) return found === null || found === undefined;
  if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') return false;
  const shown = String(found);
  if (operator === ':') return shown.toLowerCase() === value.toLowerCase();
  if (operator === '~') return shown.toLowerCase().includes(value.toLowerCase());
  const [left, right] = [Number(shown), Number(value)];
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  return operator === '<' ? left < right : left <= right;
}
