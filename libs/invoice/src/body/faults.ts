import type { FieldFault } from '@onefacture/errors';
import type { z } from 'zod';
import { isNumberLiteral } from '../money.js';

/** No answer lists more faults than this. */
export const MOST_FAULTS = 100;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A path as callers write it: `lines[0].tax_rate`. */
export function fieldPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text;
}

/**
 * Turns zod's issues into faults a developer can act on: one per field, in the order of the document, at most 100.
 * `json` is the value that was read; the sentences quote it.
 */
export function faultsOf(issues: readonly Issue[], json: unknown): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const issue of issues) {
    for (const fault of faultsOfIssue(issue, json)) {
      if (faults.size >= MOST_FAULTS) return [...faults.values()];
      if (!faults.has(fault.field)) faults.set(fault.field, fault);
    }
  }
  return [...faults.values()];
}

function* faultsOfIssue(issue: Issue, json: unknown): Generator<FieldFault> {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    for (const inner of meantBranch(issue.errors)) {
      yield* faultsOfIssue({ ...inner, path: [...issue.path, ...inner.path] }, json);
    }
    return;
  }
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) yield unknownMember([...issue.path, key]);
    return;
  }
  const got = valueAt(json, issue.path);
  const field = fieldPath(issue.path);
  if (got === undefined && !(issue.code === 'custom' && issue.params?.['code'] !== undefined)) {
    yield { field, code: 'REQUIRED', message: 'is required' };
    return;
  }
  yield { field, code: codeOf(issue), message: messageOf(issue, got) };
}

/** Of the forms a member may take, the one the caller used: the first that is wrong only further inside. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const meant = branches.find(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return meant ?? branches[0] ?? [];
}

function unknownMember(path: Path): FieldFault {
  const field = fieldPath(path.map((step) => (typeof step === 'string' ? clip(step) : step)));
  return { field, code: 'UNKNOWN', message: 'is not a member of this object: remove it, or correct its spelling' };
}

function codeOf(issue: Issue): string {
  if (issue.code === 'too_big') return 'TOO_LONG';
  if (issue.code !== 'custom') return 'INVALID';
  const code: unknown = issue.params?.['code'];
  return typeof code === 'string' ? code : 'INVALID';
}

function messageOf(issue: Issue, got: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeWords(issue.expected)}; got ${describe(got)}${nullHint(got)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}; got ${describe(got)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `must be at most ${issue.maximum} characters; got ${typeof got === 'string' ? got.length : describe(got)}`
        : `must hold at most ${issue.maximum} entries; got ${Array.isArray(got) ? got.length : describe(got)}`;
    case 'too_small':
      return issue.origin === 'array'
        ? `must hold at least ${issue.minimum} entry; got none`
        : `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}; got ${describe(got)}`;
    case 'invalid_format':
      return `${formatWords(issue)}; got ${describe(got)}`;
    case 'custom':
      return issue.params?.['code'] === undefined ? `${issue.message}; got ${describe(got)}` : issue.message;
    default:
      return `${issue.message}; got ${describe(got)}`;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date such as 2026-06-01',
  datetime: 'an instant such as 2026-06-01T09:00:00Z',
  uuid: 'a UUID',
  url: 'a URL such as https://example.com/hooks',
  email: 'an e-mail address',
};

/** Our words for a format, unless the schema has its own sentence. */
function formatWords({ format, message }: Extract<Issue, { code: 'invalid_format' }>): string {
  const words = FORMATS[format];
  return words !== undefined && message.startsWith('Invalid') ? `must be ${words}` : message;
}

function typeWords(expected: string): string {
  if (expected === 'object') return 'an object';
  return expected === 'array' ? 'an array' : `a ${expected}`;
}

function nullHint(got: unknown): string {
  return got === null ? ': give a value, or leave the member out where it is optional' : '';
}

/** A value in a few words, safe to print: its kind, and its text when short. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (isNumberLiteral(value)) return `the number ${clip(value.value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return value === undefined ? 'nothing' : 'an object';
}

function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

function valueAt(json: unknown, path: Path): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
