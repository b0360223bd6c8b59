import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What the five sources ask for, by their own names; docs/billing.md and docs/sources.md say which test holds each. */

const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
const TIERS = ['FREE', 'STARTER', 'ADVANCED', 'ENTERPRISE'];
const CYCLES = ['MONTHLY', 'YEARLY'];

const BILLING = {
  endpoints: numbered('E', 15),
  rules: numbered('R', 22),
  conflicts: numbered('C', 18),
  statuses: [
    ...['none', 'pending_payment', 'pending_bank_transfer', 'trialing', 'active', 'past_due', 'unpaid', 'paused'],
    'cancelled',
  ],
  events: [
    'checkout.session.completed',
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'invoice.payment_succeeded',
    'invoice.payment_failed',
  ],
  settings: [
    ...['ONEFACTURE_STRIPE_SECRET_KEY', 'ONEFACTURE_STRIPE_WEBHOOK_SECRET', 'ONEFACTURE_JWT_SECRET'],
    ...['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
    ...TIERS.flatMap((tier) => [`ONEFACTURE_PRICE_${tier}`, `ONEFACTURE_DISPLAY_PRICE_${tier}`]),
    ...TIERS.flatMap((tier) => [`ONEFACTURE_TIER_${tier}_INVOICES`, `ONEFACTURE_TIER_${tier}_API_CALLS`]),
    ...['SILVER', 'GOLD', 'PLATINIUM'].flatMap((plan) => CYCLES.map((cycle) => `STRIPE_${plan}_${cycle}_PRICE_ID`)),
  ],
};

const GATEWAY = {
  endpoints: [
    ...['POST /auth/register', 'POST /auth/login', 'GET /auth/me'],
    ...['GET /billing/plans', 'GET /billing/subscription', 'POST /billing/checkout', 'GET /billing/portal'],
    ...['GET /billing/usage', 'POST /billing/stripe-webhook'],
    ...['POST /v1/invoices', 'GET /v1/invoices/{id}', 'GET /v1/invoices/{id}/timeline'],
    ...['POST /v1/invoices/{id}/submit', 'POST /v1/invoices/{id}/retry', 'POST /v1/invoices/{id}/cancel'],
    ...['GET /v1/inbox', 'GET /v1/inbox/{id}', 'POST /v1/inbox/{id}/approve', 'POST /v1/inbox/{id}/reject'],
    ...['POST /v1/validate', 'POST /v1/webhooks', 'GET /v1/webhooks', 'PUT /v1/webhooks/{id}'],
    ...['DELETE /v1/webhooks/{id}', 'GET /v1/webhooks/deliveries', 'GET /v1/directory/lookup', 'GET /v1/platforms'],
    ...['POST /v1/sandbox/credentials', 'POST /v1/admin/api-keys'],
  ],
  members: [
    ...['id', 'status', 'profile', 'type_code', 'number', 'currency', 'issue_date', 'due_date', 'seller', 'buyer'],
    ...['lines', 'totals', 'notes', 'MINIMUM', 'BASIC', 'EN16931', 'EXTENDED', '380', '381', '384'],
  ],
  statuses: ['DRAFT', 'SUBMITTED', 'RECEIVED', 'APPROVED', 'REJECTED', 'PAID', 'CANCELLED'],
  events: ['submitted', 'received', 'approved', 'rejected', 'paid', 'cancelled'].map((name) => `invoice.${name}`),
  settings: [
    ...['ENV', 'HTTP_ADDR', 'PUBLIC_BASE_URL', 'DB_DSN', 'REDIS_ADDR', 'SIDECAR_URL', 'LOG_LEVEL', 'DB_MAX_CONNS'],
    ...['DB_CONNECT_TIMEOUT', 'DB_STATEMENT_CACHE', 'ENCRYPTION_KEY_ID', 'ENCRYPTION_KEY', 'KMS_URL', 'KMS_TOKEN'],
    ...['RATE_LIMIT_PER_MIN', 'BOOTSTRAP_API_KEY', 'HASH_PEPPER', 'CHORUS_CLIENT_ID', 'CHORUS_CLIENT_SECRET'],
    ...['CHORUS_BASE_URL', 'PENNYLANE_API_KEY', 'PENNYLANE_BASE_URL', 'DOCAPOSTE_API_KEY', 'DOCAPOSTE_BASE_URL'],
  ].map((name) => `ONEFACTURE_${name}`),
};

interface Row {
  /** Names in code, or the id of the first cell. */
  readonly names: readonly string[];
  readonly files: readonly string[];
  readonly titles: readonly string[];
}

/** Rows of the tables of a page, below a heading, whose last cell names tests. */
function rowsOf(path: string, heading: string): Row[] {
  const page = readFileSync(path, 'utf8');
  const lines = page.slice(page.indexOf(heading)).split('\n');
  const rows = lines.filter((line) => line.startsWith('| ') && !/^\| -|Tests +\|$/.test(line));
  return rows.map((line) => {
    const cells = line.slice(2, -2).split(' | ');
    const [what, tests] = [cells.slice(0, -1).join(' '), cells.at(-1) ?? ''];
    return {
      names: [cells[0]?.trim() ?? '', ...[...what.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)],
      files: [...tests.matchAll(/[\w./-]+spec\.ts/g)].map(([file]) => file),
      titles: [...tests.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
    };
  });
}

const placeOf = (file: string) => [file, join('libs/billing/src', file)].find((place) => existsSync(place));

describe.each([
  ['docs/billing.md', '## What the sources ask for', BILLING],
  ['docs/sources.md', '# ', GATEWAY],
])('%s', (path, heading, wanted) => {
  const rows = rowsOf(path, heading);

  it('names tests that exist, each by its title', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const { names, files, titles } of rows) {
      expect([files.length > 0, titles.length > 0], names[0]).toEqual([true, true]);
      expect(files.filter((file) => placeOf(file) === undefined)).toEqual([]);
      const sources = files.map((file) => readFileSync(placeOf(file) ?? file, 'utf8'));
      expect(titles.filter((title) => !sources.some((source) => source.includes(title)))).toEqual([]);
      const unused = sources.filter((source) => !titles.some((title) => source.includes(title)));
      expect(unused.length, `${names[0]} names a file without a title of it`).toBe(0);
    }
  });

  it.each(Object.entries(wanted))('has a row for each of the %s', (_, names) => {
    const named = new Set(rows.flatMap((row) => row.names));
    expect(names.filter((name) => !named.has(name))).toEqual([]);
  });
});

/** As .env.example names it. */
const shown = (name: string) => name.replace(/^STRIPE_[A-Z]+_(?:MONTHLY|YEARLY)/, 'STRIPE_<PLAN>_<MONTHLY|YEARLY>');

it('every setting of the sources is one of the product', () => {
  const settings = readFileSync('.env.example', 'utf8');
  const missing = [...BILLING.settings, ...GATEWAY.settings].filter((name) => !settings.includes(shown(name)));
  expect(missing).toEqual([]);
});
