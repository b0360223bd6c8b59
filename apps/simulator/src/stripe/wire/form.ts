import { invalidRequest } from './fault.js';

/** A value of a form: text, or nested by brackets. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormObject = Record<string, FormValue>;

const MAX_DEPTH = 12;

/** Reads `a=1&b[c]=2&d[0]=3&d[]=4`: brackets nest, numbers and empty brackets make arrays. */
export function readForm(text: string): FormObject {
  const root = new Branch();
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === '') continue;
    root.put(pathOf(name), value);
  }
  const read = root.value();
  return typeof read === 'object' && !Array.isArray(read) ? read : {};
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open === -1) return [name];
  const rest = name.slice(open);
  const parts = [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, part = '']) => part);
  const path = [name.slice(0, open), ...parts];
  if (rest.replaceAll(/\[[^[\]]*\]/g, '') !== '' || path.length > MAX_DEPTH) {
    throw invalidRequest(`Invalid parameter name: ${name}`, 'parameter_unknown', name);
  }
  return path;
}

/** Names are kept in a map, so that none of them can reach a prototype. */
class Branch {
  readonly #members = new Map<string, string | Branch>();

  put(path: readonly string[], value: string): void {
    const [first = '', ...rest] = path;
    const name = first === '' ? String(this.#members.size) : first;
    if (rest.length === 0) {
      this.#members.set(name, value);
      return;
    }
    const held = this.#members.get(name);
    const branch = held instanceof Branch ? held : new Branch();
    this.#members.set(name, branch);
    branch.put(rest, value);
  }

  value(): FormValue {
    const members = [...this.#members].map(([name, held]): [string, FormValue] => [
      name,
      held instanceof Branch ? held.value() : held,
    ]);
    const isArray = members.length > 0 && members.every(([name]) => /^\d+$/.test(name));
    return isArray ? members.map(([, value]) => value) : Object.fromEntries(members);
  }
}
