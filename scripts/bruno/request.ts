import type { ApiOperation, Member } from './api-document.js';
import { file, pairs, text, type Pair } from './bru-text.js';
import type { Caller, OperationStep, SimulatorStep, Step, Waiting } from './step.js';

/** A request as it stands in its file. */
export interface Request {
  /** Its number in the folder and its name. */
  readonly name: string;
  /** Position in the folder. */
  readonly position: number;
  readonly step: Step;
  /** Undefined for a call outside of the API. */
  readonly operation: ApiOperation | undefined;
  /** Variable that holds `{id}` of the path. */
  readonly id: string | undefined;
}

/** The text of a request's `.bru` file. */
export function requestText(request: Request): string {
  const { name, position, step, operation } = request;
  const description = [operation?.description ?? '', step.note ?? ''].filter((part) => part !== '').join('\n\n');
  return file([
    pairs('meta', [
      ['name', name],
      ['type', 'http'],
      ['seq', String(position)],
    ]),
    ...('call' in step ? callBlocks(step) : operationBlocks(request, step)),
    pairs('vars:post-response', kept(step)),
    pairs('assert', assertions(request)),
    text('script:pre-request', script(step)),
    'call' in step ? pairs('settings', [['followRedirects', 'false']]) : '',
    text('docs', description),
  ]);
}

function callBlocks({ call, fields, query, headers }: SimulatorStep): string[] {
  const [method = '', url = ''] = call.split(' ');
  const body = fields === undefined ? 'none' : 'formUrlEncoded';
  return [
    pairs(method.toLowerCase(), [
      ['url', `${url}${queryString(query)}`],
      ['body', body],
      ['auth', 'none'],
    ]),
    pairs('params:query', Object.entries(query ?? {})),
    pairs('headers', Object.entries(headers ?? {})),
    pairs('body:form-urlencoded', Object.entries(fields ?? {})),
  ];
}

function operationBlocks({ operation, id }: Request, step: OperationStep): string[] {
  if (operation === undefined) throw new Error(`${step.operation} is not an operation of openapi.json`);
  const { method, path } = operation;
  const by = step.by ?? usualCaller(operation);
  const body = bodyOf(step, operation);
  return [
    pairs(method, [
      ['url', `{{base_url}}${path.replaceAll(/\{(\w+)\}/g, ':$1')}${queryString(step.query)}`],
      ['body', body.kind],
      ['auth', { key: 'inherit', member: 'bearer', operator: 'bearer', nobody: 'none' }[by]],
    ]),
    pairs('params:query', Object.entries(step.query ?? {})),
    pairs('params:path', pathParameters(path, step, id)),
    pairs('headers', Object.entries(step.headers ?? {})),
    by === 'member' ? pairs('auth:bearer', [['token', '{{access_token}}']]) : '',
    by === 'operator' ? pairs('auth:bearer', [['token', '{{admin_key}}']]) : '',
    body.block,
  ];
}

function usualCaller({ security }: ApiOperation): Caller {
  if (security.includes('ApiKey')) return 'key';
  if (security.includes('User')) return 'member';
  return security.includes('Admin') ? 'operator' : 'nobody';
}

const queryString = (query: Readonly<Record<string, string>> = {}): string => {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};

function pathParameters(path: string, step: OperationStep, id: string | undefined): Pair[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const value = step.path?.[name] ?? (name === 'id' && id !== undefined ? `{{${id}}}` : undefined);
    if (value === undefined) throw new Error(`${step.operation} needs a value for {${name}}`);
    return [name, value];
  });
}

/** What `body:` of the method names, and the block with the content. */
function bodyOf(step: OperationStep, { examples }: ApiOperation): { kind: string; block: string } {
  if (step.text !== undefined) return { kind: 'text', block: text('body:text', step.text) };
  if (step.file !== undefined) {
    const value = `@file(${step.file.path}) @contentType(${step.file.type})`;
    return { kind: 'file', block: pairs('body:file', [['file', value]]) };
  }
  if (step.form !== undefined) {
    const fields = Object.entries(step.form).flatMap(([name, value]) => [value].flat().map((one): Pair => [name, one]));
    return { kind: 'multipartForm', block: pairs('body:multipart-form', fields) };
  }
  const [first] = Object.keys(examples);
  const example = examples[step.example ?? first ?? ''];
  if (example === undefined && step.change === undefined) return { kind: 'none', block: '' };
  const content = JSON.stringify({ ...Object(example), ...step.change }, undefined, 2);
  return { kind: 'json', block: text('body:json', content) };
}

/** `id` is a member of the body, everything with `res` or `bru` an expression of its own. */
const expression = (member: string): string => (/^(res|bru)\b/.test(member) ? member : `res.body.${member}`);

const kept = ({ keep = {} }: Step): Pair[] =>
  Object.entries(keep).map(([variable, member]) => [variable, expression(member)]);

/** Asserted of an answer without being asked for; more would say little and cost time. */
const FEW = 4;
const CHECKS: Readonly<Record<string, string>> = {
  string: 'isString',
  array: 'isArray',
  boolean: 'isBoolean',
  number: 'isNumber',
  integer: 'isNumber',
};

function assertions({ step, operation }: Request): Pair[] {
  const status = [step.status ?? operation?.status ?? 200].flat();
  const expected = Object.entries(step.expect ?? {}).map(([member, holds]): Pair => [expression(member), holds]);
  const named = new Set(expected.map(([member]) => member));
  const described = status.length === 1 && status[0] === operation?.status ? (operation?.members ?? []) : [];
  const always = described.filter(({ name }) => !named.has(expression(name)));
  return [
    ['res.status', status.length === 1 ? `eq ${status.join()}` : `in ${status.join(', ')}`],
    ...always
      .slice(0, FEW)
      .map(({ name, type }: Member): Pair => [expression(name), CHECKS[type ?? ''] ?? 'isDefined']),
    ...expected,
  ];
}

function script({ waitFor, before = [] }: Step): string {
  return [...(waitFor === undefined ? [] : waiting(waitFor)), ...before].join('\n');
}

function waiting({ path, holds, by = 'key' }: Waiting): string[] {
  const url = path.startsWith('/') ? `{{base_url}}${path}` : path;
  return [
    "const until = require('./until.js');",
    `await until(bru, { url: '${url}', by: '${by}' }, (body) => ${holds});`,
  ];
}
