import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withPlainNumbers, readJson } from '../http/json-text.js';
import { API_CONTROLLERS, documentText } from './document.js';
import { routesOf } from './routes.js';

const text = documentText();
/** Pages for people among the routes. */
const PAGES = ['get /check-ins/{token}', 'post /check-ins/{token}/{answer}'];

const all = routesOf(API_CONTROLLERS);
const routes = all.filter(({ method, path }) => !PAGES.includes(`${method} ${path}`));
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

describe('the OpenAPI document', () => {
  it('is the committed openapi.json; `npm run openapi` writes it', () => {
    const committed = readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(text)).toEqual(JSON.parse(committed));
  });

  it('holds every reference it uses', () => {
    const names = new Set(Object.keys(JSON.parse(text).components.schemas));
    const used = [...text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(used.filter((name) => !names.has(name ?? ''))).toEqual([]);
    expect(text).not.toContain('#/$defs/');
  });

  it('gives every operation a name of its own', () => {
    const ids = routes.map(({ operation }) => operation?.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists every event a webhook can tell', () => {
    expect(Object.keys(JSON.parse(text).webhooks)).toContain('invoice.paid');
  });
});

describe.each(named)('%s', (_, { operation, access, idempotent, method }) => {
  it('is described', () => {
    expect(operation?.summary).toBeTruthy();
    expect(Object.keys(operation?.answers ?? {}).length).toBeGreaterThan(0);
  });

  it('has examples that its own schema takes', () => {
    for (const { value } of Object.values(operation?.body?.examples ?? {})) {
      const exact = readJson(JSON.stringify(value));
      const read = [exact, withPlainNumbers(exact)].map((one) => operation?.body?.schema.safeParse(one));
      expect(read.find((one) => one?.success) ?? read).toMatchObject({ success: true });
    }
  });

  it('takes an Idempotency-Key only where a key or a token says whose it is', () => {
    expect(!idempotent || (/key|user/.test(access.by) && method === 'post')).toBe(true);
  });
});
