import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked, type Answer, type Client } from './client.js';
import { ADDRESS, buyer, invoiceBody, LINE } from './invoices.js';
import { Invoice, Page, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const MAX_BYTES = 60_000;
const MAX_LINES = 40;

let stack: Stack;
let acme: Client;

beforeAll(async () => {
  const settings = { ONEFACTURE_MAX_JSON_BYTES: String(MAX_BYTES), ONEFACTURE_MAX_LINES: String(MAX_LINES) };
  stack = await startStack({ worker: false, settings });
});
afterAll(() => stack?.stop());

/** The problem an answer is, once every member was looked at. */
function problemOf(answer: Answer, path = '/v1/invoices'): Problem {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = Problem.parse(answer.json);
  expect(problem).toMatchObject({
    status: answer.status,
    instance: path,
    request_id: answer.headers.get('x-request-id'),
    type: expect.stringMatching(`^${stack.api.url}/errors/[a-z-]+$`),
  });
  expect(problem.detail).toMatch(/[.!?]$/);
  return problem;
}

const line = (change: object) => ({ lines: [{ ...LINE, ...change }] });
const without = (name: string) => ({
  lines: [Object.fromEntries(Object.entries(LINE).filter(([key]) => key !== name))],
});
const seller = (change: object) => ({ seller: { name: 'Acme SAS', siren: '732829320', address: ADDRESS, ...change } });

/** What is wrong; the change to a good body; the field, code and sentence that say so. */
const FAULTS: [string, Record<string, unknown>, string, string, RegExp][] = [
  ['an unknown property', { colour: 'red' }, 'colour', 'UNKNOWN', /not a member/],
  ['an unknown property of a line', line({ prix: 3 }), 'lines[0].prix', 'UNKNOWN', /not a member/],
  ['a wrong type', { number: 12 }, 'number', 'INVALID', /must be a string; got the number 12/],
  ['a text for a list', { lines: 'none' }, 'lines', 'INVALID', /must be an array; got "none"/],
  ['null', { due_date: null }, 'due_date', 'INVALID', /null.*leave the member out/],
  ['words for a number', line({ quantity: 'ten' }), 'lines[0].quantity', 'INVALID', /must be a number/],
  ['a missing field', { number: undefined }, 'number', 'REQUIRED', /is required/],
  ['a missing field of a line', without('unit_code'), 'lines[0].unit_code', 'REQUIRED', /is required/],
  ['a missing party', { buyer: undefined }, 'buyer', 'REQUIRED', /is required/],
  ['no lines', { lines: [] }, 'lines', 'INVALID', /at least 1/],
  ['a negative price', line({ unit_price: -1 }), 'lines[0].unit_price', 'INVALID', /not negative/],
  ['an amount of 3 decimals', line({ net_amount: 1500.001 }), 'lines[0].net_amount', 'INVALID', /2 decimals.*has 3/],
  ['a total of 3 decimals', { totals: { net: '1500.001' } }, 'totals.net', 'INVALID', /2 decimals.*has 3/],
  ['a price of 7 decimals', line({ unit_price: 0.1234567 }), 'lines[0].unit_price', 'INVALID', /6 decimals.*has 7/],
  ['a quantity of 5 decimals', line({ quantity: 1.00001 }), 'lines[0].quantity', 'INVALID', /4 decimals.*has 5/],
  ['an endless number', line({ quantity: '1e400' }), 'lines[0].quantity', 'INVALID', /must be a number/],
  ['an unknown VAT category', line({ tax_category: 'Q' }), 'lines[0].tax_category', 'INVALID', /one of S, .*got "Q"/],
  ['a rate above 100', line({ tax_rate: 120 }), 'lines[0].tax_rate', 'INVALID', /0 to 100/],
  ['a rate of 0 with S', line({ tax_rate: 0 }), 'lines[0].tax_rate', 'INVALID', /above 0/],
  ['an unknown unit', line({ unit_code: 'hours' }), 'lines[0].unit_code', 'INVALID', /HUR/],
  ['a SIREN that fails its check', { buyer: buyer('552120223') }, 'buyer.siren', 'INVALID', /SIREN|digit/i],
  ['a SIREN of 8 digits', seller({ siren: '73282932' }), 'seller.siren', 'INVALID', /nine|9/i],
  ['a SIRET of another company', seller({ siret: '55212022200013' }), 'seller.siret', 'INVALID', /732829320/],
  [
    'a VAT number with a wrong key',
    seller({ vat_number: 'FR45732829320' }),
    'seller.vat_number',
    'INVALID',
    /VAT|key/i,
  ],
  ['an unknown currency', { currency: 'EUX' }, 'currency', 'INVALID', /ISO 4217/],
  ['a time of day', { issue_date: '2026-06-01T10:00:00Z' }, 'issue_date', 'INVALID', /midnight/],
  ['no day of the calendar', { issue_date: '2026-02-30' }, 'issue_date', 'INVALID', /calendar/],
  ['an unknown document type', { type_code: '999' }, 'type_code', 'INVALID', /380/],
  ['a number of 36 characters', { number: 'X'.repeat(36) }, 'number', 'INVALID', /35/],
  ['a control character', { payment_terms: 'a\u0000b' }, 'payment_terms', 'INVALID', /control character/],
  ['half a character', line({ description: '\ud800' }), 'lines[0].description', 'INVALID', /Unicode/],
];

/** Totals that disagree, and both figures. */
const TOTALS: [string, object, string, RegExp][] = [
  ['net', { net: 1499.99 }, 'totals.net', /1499\.99.*1500\.00|1500\.00.*1499\.99/],
  ['tax', { tax: 299 }, 'totals.tax', /299.*300\.00|300\.00.*299/],
  ['gross', { gross: '1800.01' }, 'totals.gross', /1800\.01.*1800\.00|1800\.00.*1800\.01/],
  ['due', { due: 0 }, 'totals.due', /1800\.00/],
];

describe('a body with a fault', () => {
  beforeAll(async () => {
    acme = await stack.organisation();
  });

  it.each(FAULTS)('%s is told with its field and a sentence', async (_, change, field, code, sentence) => {
    const problem = problemOf(await acme.post('/v1/invoices', invoiceBody(change)));
    expect(problem).toMatchObject({ status: 422, code: 'request.invalid', retryable: false });
    expect(problem.type).toMatch(/\/errors\/validation-failed$/);
    expect(problem.errors).toEqual([{ field, code, message: expect.stringMatching(sentence) }]);
  });

  it.each(TOTALS)('a %s that disagrees is told with both figures', async (_, totals, field, figures) => {
    const problem = problemOf(await acme.post('/v1/invoices', invoiceBody({ totals })));
    expect(problem).toMatchObject({ status: 422 });
    expect(problem.errors).toEqual([{ field, code: 'MISMATCH', message: expect.stringMatching(figures) }]);
  });

  it('all faults are told together, in the order of the document', async () => {
    const bad = { ...LINE, unit_price: -1, tax_rate: 'x' };
    const problem = problemOf(
      await acme.post('/v1/invoices?submit=true', invoiceBody({ number: '', lines: [LINE, bad] })),
    );
    expect(problem.errors.map(({ field }) => field)).toEqual(['number', 'lines[1].unit_price', 'lines[1].tax_rate']);
  });

  it('more lines than JSON may hold name the way for large invoices', async () => {
    const lines = Array.from({ length: MAX_LINES + 1 }, () => LINE);
    const problem = problemOf(await acme.post('/v1/invoices', invoiceBody({ lines })));
    expect(problem).toMatchObject({ status: 422 });
    expect(problem.errors).toMatchObject([{ field: 'lines', message: expect.stringMatching(/40.*41|41.*40/) }]);
    expect(problem.errors[0]?.message).toMatch(/file|application\/xml/i);
  });

  it('what a draft may lack but the platform wants is told when it is submitted', async () => {
    const credit = invoiceBody({ type_code: '381' });
    const problem = problemOf(await acme.post('/v1/invoices?submit=true', credit));
    expect(problem).toMatchObject({ status: 422, code: 'invoice.not_submittable' });
    expect(problem.errors).toMatchObject([
      { field: 'preceding_invoices', message: expect.stringMatching(/credit note/i) },
    ]);
    const profile = problemOf(await acme.post('/v1/invoices?submit=true', invoiceBody({ profile: 'MINIMUM' })));
    expect(profile.errors).toMatchObject([{ field: 'profile', message: expect.stringMatching(/BASIC_WL or more/) }]);
  });
});

const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  acme.post('/v1/invoices', body, headers);

describe('a body that cannot be read', () => {
  it.each([
    ['a comma too many', '{\n  "number": "A",\n}', /line 3, column 1\b/],
    ['an end too early', '{"number":', /line 1/],
    ['no JSON at all', 'number=A', /line 1, column 1\b/],
    ['one member twice', '{"number":"A","number":"B"}', /[Dd]uplicate.*number/],
    ['endless nesting', `{"lines":${'['.repeat(5_000)}`, /64 levels/],
  ])('%s is refused with its place', async (_, body, place) => {
    const problem = problemOf(await post(body));
    expect(problem).toMatchObject({ status: 400, code: 'request.unreadable', errors: [] });
    expect(problem.detail).toMatch(place);
  });

  it('members that would reach into the program are unknown ones', async () => {
    for (const name of ['__proto__', 'constructor']) {
      const text = JSON.stringify(invoiceBody()).replace('{', `{"${name}":{"status":"PAID"},`);
      const problem = problemOf(await post(text));
      expect(problem).toMatchObject({ status: 422, errors: [{ field: name, code: 'UNKNOWN' }] });
    }
  });

  it('another content type, charset or encoding is refused, and the right one named', async () => {
    const body = JSON.stringify(invoiceBody());
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json5', 'nonsense']) {
      const problem = problemOf(await post(body, { 'Content-Type': type }));
      expect(problem).toMatchObject({ status: 415, code: 'request.unsupported_type' });
      expect(problem.detail).toContain('application/json');
    }
    expect(await post(body, { 'Content-Type': 'application/json; charset=utf-16' })).toMatchObject({ status: 415 });
    expect(await post(body, { 'Content-Encoding': 'lzma' })).toMatchObject({ status: 415 });
    expect(await post(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({ status: 400 });
    expect(await post(Buffer.from('no gzip'), { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 400 });
  });

  it('a body over the limit is refused, also one that only grows when unpacked', async () => {
    const large = JSON.stringify(invoiceBody({ payment_terms: 'x'.repeat(MAX_BYTES) }));
    const problem = problemOf(await post(large));
    expect(problem).toMatchObject({ status: 413, code: 'request.too_large', limit: MAX_BYTES });
    const bomb = gzipSync(Buffer.alloc(100_000_000, ' '));
    expect(problemOf(await post(bomb, { 'Content-Encoding': 'gzip' }))).toMatchObject({ status: 413 });
    expect(await stack.anyone.get('/readyz')).toMatchObject({ status: 200 });
  });
});

describe('after all that', () => {
  it('nothing is stored', async () => {
    for (const path of ['/v1/invoices', '/v1/companies']) {
      expect(checked(await acme.get(path), 200).json).toEqual({ data: [], next_cursor: null });
    }
    const database = new Postgres({ connectionString: stack.dsn });
    await database.connect();
    const tables = ['invoices', 'companies', 'invoice_events', 'outbox', 'documents', 'idempotency_keys'];
    const counts: unknown[] = [];
    for (const table of tables) counts.push((await database.query(`select 1 from ${table}`)).rowCount);
    await database.end();
    expect(Object.fromEntries(tables.map((table, index) => [table, counts[index]]))).toEqual(
      Object.fromEntries(tables.map((table) => [table, 0])),
    );
  });

  it('each kind of error has its page, for people and for programs', async () => {
    const { data } = (await stack.anyone.get('/errors', { Accept: 'application/json' })).json as {
      data: { slug: string }[];
    };
    expect(data.length).toBeGreaterThan(20);
    for (const { slug } of data) {
      const page = checked(await stack.anyone.get(`/errors/${slug}`, { Accept: 'text/html' }), 200);
      expect(page.text).toMatch(/<h1>\d{3} [^]*What to do:[^]*Que faire :/);
    }
  });
});

describe('an invoice that is there', () => {
  let open: Invoice;
  beforeAll(async () => {
    acme = await stack.organisation();
    open = Invoice.parse(checked(await acme.post('/v1/invoices', invoiceBody()), 201).json);
  });
  const at = (suffix = '') => `/v1/invoices/${open.id}${suffix}`;
  const tagOf = async () => (await acme.get(at())).headers.get('etag') ?? '';

  it('holds its number: another one with it is refused, in the same year only', async () => {
    const again = (change: object) => acme.post('/v1/invoices', invoiceBody({ number: open.number, ...change }));
    const problem = problemOf(await again({}));
    expect(problem).toMatchObject({
      status: 409,
      code: 'invoice.duplicate_number',
      errors: [{ field: 'number', code: 'DUPLICATE' }],
    });
    expect(problem.detail).toContain(open.number);
    expect(await again({ issue_date: '2025-06-01', due_date: '2025-07-01' })).toMatchObject({ status: 201 });
    expect(await again({ seller: buyer('552120222'), buyer: buyer('732829320') })).toMatchObject({ status: 201 });
  });

  it('is changed only by who read it', async () => {
    const change = { due_date: '2026-07-15' };
    const none = problemOf(await acme.patch(at(), change), at());
    expect(none).toMatchObject({ status: 428, code: 'request.precondition_required' });
    const stale = problemOf(await acme.patch(at(), change, { 'If-Match': '"v0"' }), at());
    expect(stale).toMatchObject({ status: 412, code: 'request.precondition_failed' });
    expect(await acme.delete(at())).toMatchObject({ status: 428 });
    expect(await acme.delete(at(), { 'If-Match': '"v0"' })).toMatchObject({ status: 412 });
    const changed = checked(await acme.patch(at(), change, { 'If-Match': await tagOf() }), 200);
    expect(changed.json).toMatchObject({ due_date: '2026-07-15' });
    expect(changed.headers.get('etag')).toBe(await tagOf());
  });

  it('keeps what it is when a change is bad', async () => {
    const before = await acme.get(at());
    const changes = [{ lines: [] }, { status: 'PAID' }, { id: randomUUID() }, { totals: { net: 1 } }, []];
    for (const change of changes) {
      const problem = problemOf(await acme.patch(at(), change, { 'If-Match': await tagOf() }), at());
      expect(problem).toMatchObject({ status: 422 });
    }
    expect((await acme.get(at())).text).toBe(before.text);
  });

  it('takes no command that does not fit its state', async () => {
    const retry = problemOf(await acme.post(at('/retry')), at('/retry'));
    expect(retry).toMatchObject({ status: 409, code: 'invoice.wrong_state' });
    expect(retry.detail).toMatch(/REJECTED.*DRAFT/);
    checked(await acme.post(at('/submit')), 202);
    const tag = await tagOf();
    const answers = [
      await acme.post(at('/submit')),
      await acme.post(at('/cancel')),
      await acme.post(at('/retry')),
      await acme.patch(at(), { due_date: '2026-07-20' }, { 'If-Match': tag }),
      await acme.delete(at(), { 'If-Match': tag }),
    ];
    for (const answer of answers) {
      const problem = Problem.parse(answer.json);
      expect(problem).toMatchObject({ status: 409, code: 'invoice.wrong_state', retryable: false });
      expect(problem.detail).toMatch(/on its way/);
    }
    expect(await tagOf()).toBe(tag);
  });

  it('is gone after it was deleted, and its number is free', async () => {
    const { id, number } = Invoice.parse(checked(await acme.post('/v1/invoices', invoiceBody()), 201).json);
    const tag = (await acme.get(`/v1/invoices/${id}`)).headers.get('etag') ?? '';
    expect(await acme.delete(`/v1/invoices/${id}`, { 'If-Match': tag })).toMatchObject({ status: 204, text: '' });
    expect(await acme.get(`/v1/invoices/${id}`)).toMatchObject({ status: 404 });
    expect(await acme.post('/v1/invoices', invoiceBody({ number }))).toMatchObject({ status: 201 });
  });
});

describe('an address', () => {
  beforeAll(async () => {
    acme = await stack.organisation();
  });

  it.each([randomUUID(), 'not-a-uuid', '1', '%00', "'%20or%201=1"])('with the id %s is not found', async (id) => {
    const problem = problemOf(await acme.get(`/v1/invoices/${id}`), `/v1/invoices/${id}`);
    expect(problem).toMatchObject({ status: 404, code: 'request.not_found' });
  });

  it('that is no text is a problem too, and nobody’s fault but its own', async () => {
    const answer = await acme.get('/v1/invoices/%E0%A4%A');
    expect(Problem.parse(answer.json).status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('that does not exist says so', async () => {
    expect(problemOf(await acme.get('/v2/invoices'), '/v2/invoices').detail).toContain('GET /v2/invoices');
  });

  it('says which methods it takes', async () => {
    for (const [path, allow] of [
      ['/v1/invoices', 'GET, HEAD, POST'],
      [`/v1/invoices/${randomUUID()}`, 'DELETE, GET, HEAD, PATCH'],
      ['/v1/sandbox/credentials', 'POST'],
    ] as const) {
      const answer = await acme.put(path, {});
      expect(problemOf(answer, path)).toMatchObject({ status: 405, code: 'request.method_not_allowed' });
      expect(answer.headers.get('allow')).toBe(allow);
    }
  });

  it.each([
    ['limit=101', 'limit', /1 to 100/],
    ['limit=0', 'limit', /1 to 100/],
    ['limit=ten', 'limit', /whole number/],
    ['cursor=xyz', 'cursor', /next_cursor/],
    ['status=LOST', 'status', /DRAFT, SUBMITTED/],
    ['issued_from=yesterday', 'issued_from', /.{10}/],
    ['limt=3', 'limt', /not a member/],
  ])('with the query %s is refused with the name and a sentence', async (query, field, sentence) => {
    const problem = problemOf(await acme.get(`/v1/invoices?${query}`));
    expect(problem).toMatchObject({ status: 422, code: 'request.invalid' });
    expect(problem.errors).toMatchObject([{ field, message: expect.stringMatching(sentence) }]);
  });

  it('pages through a list without a gap or a repeat', async () => {
    const numbers = Array.from({ length: 7 }, () => invoiceBody());
    for (const body of numbers) checked(await acme.post('/v1/invoices', body), 201);
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = cursor === '' ? 'limit=3' : `limit=3&cursor=${cursor}`;
      const page = Page.parse(checked(await acme.get(`/v1/invoices?${query}`), 200).json);
      seen.push(...page.data.map(({ number }) => number));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(numbers.map(({ number }) => number).toReversed());
  });
});

/** What an answer to a key that is not taken shows. */
function refusal(answer: Answer): object {
  const { status, code, retryable } = problemOf(answer);
  return { status, code, retryable, challenge: answer.headers.get('www-authenticate') };
}
const UNAUTHENTICATED = {
  status: 401,
  code: 'auth.unauthenticated',
  retryable: false,
  challenge: expect.stringMatching(/^ApiKey/),
};

describe('a key', () => {
  beforeAll(async () => {
    acme = await stack.organisation();
  });
  const Issued = Page.shape.data.element.loose();
  const issue = async (body: object) => {
    const issued = Issued.parse(checked(await acme.post('/v1/api-keys', body), 201).json);
    return { id: issued.id, client: acme.withKey(String(issued['api_key'])) };
  };
  it('that is missing or bad is refused', async () => {
    expect(refusal(await stack.anyone.get('/v1/invoices'))).toEqual(UNAUTHENTICATED);
    expect(refusal(await stack.operator.get('/v1/invoices'))).toEqual(UNAUTHENTICATED);
    for (const key of ['x', 'ofx_test_abc', `ofx_test_${'a'.repeat(16)}_${'b'.repeat(49)}`, '']) {
      expect(refusal(await acme.withKey(key).get('/v1/invoices'))).toEqual(UNAUTHENTICATED);
    }
  });

  it('with one letter changed is refused', async () => {
    const key = String(Issued.parse((await acme.post('/v1/api-keys', { label: 'typo' })).json)['api_key']);
    const typo = key.replace(/.(?=.{8}$)/, (letter) => (letter === 'a' ? 'b' : 'a'));
    expect(refusal(await acme.withKey(typo).get('/v1/invoices'))).toEqual(UNAUTHENTICATED);
    expect(await acme.withKey(key).get('/v1/invoices')).toMatchObject({ status: 200 });
  });

  it('that was revoked is refused at once, also where it was known', async () => {
    const { id, client } = await issue({ label: 'short' });
    expect(await client.get('/v1/invoices')).toMatchObject({ status: 200 });
    expect(await acme.delete(`/v1/api-keys/${id}`)).toMatchObject({ status: 204 });
    expect(refusal(await client.get('/v1/invoices'))).toEqual(UNAUTHENTICATED);
  });

  it('that expired is refused, also where it was known', async () => {
    const { client } = await issue({ label: 'brief', expires_at: new Date(Date.now() + 2_500).toISOString() });
    expect(await client.get('/v1/invoices')).toMatchObject({ status: 200 });
    await sleep(2_600);
    expect(refusal(await client.get('/v1/invoices'))).toEqual(UNAUTHENTICATED);
  });

  it('is judged before the body is read', async () => {
    expect(await stack.anyone.post('/v1/invoices', '{"broken')).toMatchObject({ status: 401 });
  });
});

describe('a webhook', () => {
  it.each([
    ['https://10.0.0.1/', /not a public address/],
    ['https://169.254.169.254/latest/meta-data', /not a public address/],
    ['https://[::1]:8080/', /not a public address/],
    ['https://user:secret@example.com/', /user name/],
    ['http://10.0.0.1/', /Only https/],
    ['http://example.com/', /Only https/],
    ['ftp://example.com/', /http/],
    ['https://example.com:25/', /Port 25/],
  ])('to %s is refused', async (url, sentence) => {
    const problem = problemOf(await acme.post('/v1/webhooks', { url }), '/v1/webhooks');
    expect(problem).toMatchObject({
      status: 422,
      errors: [{ field: 'url', message: expect.stringMatching(sentence) }],
    });
  });

  it('for an event that does not exist is refused, and the catalogue named', async () => {
    const wanted = { url: 'https://example.com/', event_types: ['invoice.*', 'invoice.lost'] };
    const problem = problemOf(await acme.post('/v1/webhooks', wanted), '/v1/webhooks');
    expect(problem.errors).toEqual([
      { field: 'event_types[1]', code: 'UNKNOWN', message: expect.stringMatching(/invoice\.paid/) },
    ]);
    expect((await acme.get('/v1/webhooks')).json).toEqual({ data: [], next_cursor: null });
  });
});
