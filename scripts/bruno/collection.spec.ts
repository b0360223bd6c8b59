import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOperations } from './api-document.js';
import { collectionFiles, isGenerated } from './collection.js';

const ROOT = join(import.meta.dirname, '../..');
const COLLECTION = join(ROOT, 'bruno');
const operations = readOperations(readFileSync(join(ROOT, 'openapi.json'), 'utf8'));
const committed = new Map(
  readdirSync(COLLECTION, { recursive: true, encoding: 'utf8' })
    .filter((path) => isGenerated(path) && path.endsWith('.bru'))
    .map((path) => [path, readFileSync(join(COLLECTION, path), 'utf8')]),
);
const requests = [...committed].filter(([path]) => !path.endsWith('folder.bru'));

/** `get /v1/invoices/{id}`, read off the text of a request; undefined for a call outside of the API. */
function routeOf(text: string): string | undefined {
  const [, method, path] = /^(get|post|put|patch|delete) \{\n {2}url: \{\{base_url\}\}([^?\n]*)/m.exec(text) ?? [];
  return path === undefined ? undefined : `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
}

describe('the Bruno collection', () => {
  it('is what `npm run bruno` writes', () => {
    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(collectionFiles(operations)));
  });

  it('has a request for every route of the API, and for no other', () => {
    const asked = new Set(requests.flatMap(([, text]) => routeOf(text) ?? []));
    const described = [...operations.values()].map(({ method, path }) => `${method} ${path}`);
    expect([...asked].toSorted()).toEqual(described.toSorted());
  });

  it('asserts a status everywhere, and holds no secret', () => {
    for (const [path, text] of requests) expect(text, path).toMatch(/res\.status: (eq|in) \d/);
    const all = requests.map(([, text]) => text).join('\n');
    expect(all).not.toMatch(/(ofx_(test|live)_|whsec_|sk_test_|ofr_|ofi_)\w{8}/);
  });

  it('has the billing folder of the product’s description, in its order', () => {
    const billing = requests.map(([path]) => path).filter((path) => path.startsWith('09-Billing/'));
    const first = billing.filter((path) => /\/0[1-4] /.test(path)).toSorted();
    expect(first).toEqual([
      '09-Billing/01 Get subscription.bru',
      '09-Billing/02 Start checkout.bru',
      '09-Billing/03 Open portal.bru',
      '09-Billing/04 Reactivate.bru',
    ]);
    expect(committed.get('09-Billing/folder.bru')).toMatch(/name: Billing\n {2}seq: 10\n/);
  });

  it('has the check-ins of the product’s description under their names', () => {
    const names = ['03 In-app pending', '04 In-app respond paid', '05 In-app respond pending'];
    expect(names.filter((name) => !committed.has(`08-Check-ins/${name}.bru`))).toEqual([]);
  });
});
