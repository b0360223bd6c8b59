import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zipOf } from '../../libs/inspection/testing/zip.js';
import { checked, type Answer, type Client } from './client.js';
import { HOSTILE_PDF, HOSTILE_XML, HOSTILE_ZIP, utf16WithoutMark } from './hostile-files.js';
import { runGuide } from './guide.js';
import { freshNumber, invoiceBody } from './invoices.js';
import { ownDocument, pageWithoutFonts } from './own-documents.js';
import { Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const LAYERS = ['pdfa3', 'extraction', 'xsd', 'schematron', 'business', 'score'];
const Finding = z.strictObject({
  layer: z.enum(LAYERS),
  ruleset: z.string().min(1),
  code: z.string().min(1),
  severity: z.enum(['error', 'warning']),
  message: z.string().min(1),
  message_fr: z.string().min(1),
  path: z.string(),
  term: z.string(),
  hint: z.string().optional(),
  hint_fr: z.string().optional(),
});
const Report = z.strictObject({
  valid: z.boolean(),
  conformant: z.boolean(),
  score: z.int().min(0).max(100),
  format: z.enum(['cii', 'ubl', 'facturx', 'json', 'cdar']),
  profile: z.string(),
  guideline: z.string(),
  layers: z.array(
    z.strictObject({
      layer: z.enum(LAYERS),
      status: z.enum(['passed', 'failed', 'skipped', 'not_applicable']),
      reason: z.string().optional(),
      engine: z.string(),
      ruleset: z.string(),
      duration_ms: z.number().min(0),
    }),
  ),
  findings: z.array(Finding),
  invoice: z.looseObject({ number: z.string() }).optional(),
});
const Bulk = z.strictObject({
  tally: z.strictObject({ files: z.int(), valid: z.int(), invalid: z.int(), unreadable: z.int() }),
  data: z.array(
    z.strictObject({
      name: z.string(),
      report: Report.optional(),
      problem: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
    }),
  ),
});

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack({ worker: false });
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

const XML = { 'Content-Type': 'application/xml' };
const validate = (body: unknown, headers: Record<string, string> = {}, query = ''): Promise<Answer> =>
  acme.call('POST', `/v1/validate${query}`, body, headers);
const reported = async (body: unknown, headers: Record<string, string> = {}, query = '') =>
  Report.parse(checked(await validate(body, headers, query), 200).json);
const form = (files: Record<string, Uint8Array>, fields: Record<string, string> = {}, field = 'file'): FormData => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  for (const [name, bytes] of Object.entries(files)) made.append(field, new Blob([new Uint8Array(bytes)]), name);
  return made;
};
const codes = (report: z.output<typeof Report>): string[] => report.findings.map(({ code }) => code);

const bulk = (body: unknown, query = '', headers: Record<string, string> = {}) =>
  acme.call('POST', `/v1/validate/bulk${query}`, body, headers);
const files = async () => {
  const cii = await ownDocument('cii');
  const bad = Buffer.from(cii.toString().replace(/(<ram:GrandTotalAmount>)[^<]*/, '$19999.99'));
  return { 'good.xml': cii, 'bad.xml': bad, 'note.txt': Buffer.from('hello') };
};

/** Status and code of a refusal, or that the report says no. */
const outcomeOf = (answer: Answer): string => {
  if (answer.status === 200) return Report.parse(answer.json).valid ? 'valid' : 'not valid';
  return `${answer.status} ${Problem.parse(answer.json).code}`;
};
const REFUSED = /^4(?:13|15|22) (?:document|request)\./;

describe('POST /v1/validate', () => {
  it('reports on XML, PDF and JSON in six layers, as the body or in a form', async () => {
    const cii = await ownDocument('cii');
    const pdf = await ownDocument('facturx');
    const bodies: [string, unknown, Record<string, string>][] = [
      ['cii', cii, XML],
      ['ubl', await ownDocument('ubl'), { 'Content-Type': 'text/xml' }],
      ['facturx', pdf, { 'Content-Type': 'application/pdf' }],
      ['json', invoiceBody({}), { 'Content-Type': 'application/json' }],
      ['cii', form({ 'a.xml': cii }), {}],
    ];
    for (const [format, body, headers] of bodies) {
      const report = await reported(body, headers);
      expect([format, report.findings.filter(({ severity }) => severity === 'error')]).toEqual([format, []]);
      expect(report).toMatchObject({ valid: true, conformant: true, format });
      expect(report.layers.map(({ layer }) => layer)).toEqual(LAYERS);
    }
  });

  it('names the rule, the place and the amounts that disagree', async () => {
    const cii = (await ownDocument('cii')).toString().replace(/(<ram:GrandTotalAmount>)[^<]*/, '$19999.99');
    const report = await reported(cii, XML);
    expect(report).toMatchObject({ valid: false, conformant: false });
    const [finding] = report.findings.filter(({ code }) => code === 'BR-CO-15');
    expect(finding).toMatchObject({ severity: 'error', layer: 'schematron', term: 'BT-112' });
    expect(finding?.message).toContain('9999.99');
    expect(finding?.path).toMatch(/^\/rsm:CrossIndustryInvoice\/.*ram:GrandTotalAmount$/);
  });

  it('names members to who sends JSON', async () => {
    const report = await reported(
      invoiceBody({ seller: { ...(invoiceBody({})['seller'] as object), siren: '732829321' } }),
    );
    expect(report.valid).toBe(false);
    expect(report.findings.map(({ path }) => path)).toContain('seller.siren');
  });

  it('applies the rule sets asked for, by query or by field', async () => {
    const cii = await ownDocument('cii');
    const rulesets = async (wish: string) =>
      (await reported(cii, XML, `?rulesets=${wish}`)).layers.find(({ layer }) => layer === 'schematron')?.ruleset;
    expect(await rulesets('profile')).toMatch(/^EN16931 [\d.]+$/);
    expect(await rulesets('fr-ctc')).toMatch(/^BR-FR-Flux2 [\d.]+$/);
    expect(await rulesets('all')).toMatch(/^EN16931 [\d.]+, BR-FR-Flux2 [\d.]+$/);
    const byField = await reported(form({ 'a.xml': cii }, { rulesets: 'profile' }));
    expect(byField.layers[3]?.ruleset).toMatch(/^EN16931 [\d.]+$/);
    expect((await validate(cii, XML, '?rulesets=some')).status).toBe(422);
  });

  it('shows what the document says when asked', async () => {
    const report = await reported(await ownDocument('ubl', { number: 'F-77' }), XML, '?include=invoice');
    expect(report.invoice).toMatchObject({ number: 'F-77', totals: { gross: expect.any(Number) } });
  });

  it('answers a problem to who accepts only that', async () => {
    const accept = { ...XML, Accept: 'application/problem+json' };
    const good = await validate(await ownDocument('cii'), accept);
    expect(good.status).toBe(200);
    const bad = (await ownDocument('cii')).toString().replace(/(<ram:GrandTotalAmount>)[^<]*/, '$19999.99');
    const answer = await validate(bad, accept);
    const problem = Problem.parse(answer.json);
    expect(problem).toMatchObject({ status: 422, type: expect.stringMatching(/\/errors\/validation-failed$/) });
    expect(problem.errors.map(({ code }) => code)).toContain('BR-CO-15');
  });

  it('knows the number that this seller already used', async () => {
    const number = freshNumber();
    const draft = checked(await acme.post('/v1/invoices', invoiceBody({ number })), 201);
    expect(draft.status).toBe(201);
    expect(codes(await reported(await ownDocument('cii', { number }), XML))).toContain('OF-DUP-01');
    expect(codes(await reported(await ownDocument('cii', { number: freshNumber() }), XML))).not.toContain('OF-DUP-01');
  });

  it('reports on a PDF without an invoice', async () => {
    const report = await reported(await pageWithoutFonts(), { 'Content-Type': 'application/pdf' });
    expect(report).toMatchObject({ valid: false, conformant: false, format: 'facturx' });
    expect(report.layers.map(({ status }) => status).slice(1, 5)).toEqual(['failed', 'skipped', 'skipped', 'skipped']);
  });

  it('refuses what is no document at all', async () => {
    expect(Problem.parse((await validate(Buffer.from('hello'), XML)).json)).toMatchObject({ status: 422 });
    expect((await validate('hello', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await validate(Buffer.from('<a xmlns="urn:x"/>'), XML)).status).toBe(422);
  });

  it('wants a key with the scope', async () => {
    expect((await acme.withKey('').call('POST', '/v1/validate', await ownDocument('cii'), XML)).status).toBe(401);
  });
});

describe('POST /v1/validate/bulk', () => {
  it('reports on each file of a form, and does not stop at one that cannot be read', async () => {
    const { tally, data } = Bulk.parse(checked(await bulk(form(await files(), {}, 'files')), 200).json);
    expect(tally).toEqual({ files: 3, valid: 1, invalid: 1, unreadable: 1 });
    expect(data.map(({ name }) => name)).toEqual(['good.xml', 'bad.xml', 'note.txt']);
    expect(data[2]?.problem?.code).toBe('document.unreadable');
  });

  it('reports on the files of an archive, as the body or among others', async () => {
    const archive = zipOf(Object.entries(await files()).map(([name, bytes]) => ({ name: `mai/${name}`, bytes })));
    const alone = Bulk.parse(checked(await bulk(archive, '', { 'Content-Type': 'application/zip' }), 200).json);
    expect(alone.data.map(({ name }) => name)).toEqual(['mai/good.xml', 'mai/bad.xml', 'mai/note.txt']);
    const among = Bulk.parse(checked(await bulk(form({ 'all.zip': archive }, {}, 'files')), 200).json);
    expect(among.tally).toEqual(alone.tally);
  });

  it('answers a table, and a page', async () => {
    const csv = checked(await bulk(form(await files(), {}, 'files'), '?format=csv'), 200);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n').length).toBeGreaterThan(3);
    const page = checked(await bulk(form(await files(), { format: 'html', language: 'en' }, 'files')), 200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('3 files, 1 valid, 1 not valid, 1 unreadable.');
  });

  it.each(Object.entries(HOSTILE_ZIP))('answers %s with a coded error', async (_name, made) => {
    const answer = await bulk(made(), '', { 'Content-Type': 'application/zip' });
    expect([413, 422]).toContain(answer.status);
    expect(Problem.parse(answer.json).code).toMatch(
      /^(?:document\.unreadable|document\.too_heavy|request\.too_large)$/,
    );
  });
});

describe('GET /v1/rules', () => {
  const Rule = z.object({ code: z.string(), ruleset: z.string(), wants: z.string().min(1), fix_fr: z.string().min(1) });
  const Rules = z.object({ data: z.array(Rule), next_cursor: z.string().nullable() });

  it('lists every rule, page by page, narrowed by set', async () => {
    const codesSeen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: z.output<typeof Rules> = Rules.parse(
        checked(await acme.get(`/v1/rules?ruleset=BR-FR-Flux2&limit=100${query}`), 200).json,
      );
      codesSeen.push(...page.data.map(({ code }) => code));
      cursor = page.next_cursor;
    }
    expect(codesSeen.length).toBeGreaterThan(100);
    expect(new Set(codesSeen).size).toBe(codesSeen.length);
    expect((await acme.get('/v1/rules?cursor=nonsense')).status).toBe(422);
  });

  it('tells of one, as data and as a page', async () => {
    expect(Rule.parse(checked(await acme.get('/v1/rules/BR-CO-10'), 200).json).code).toBe('BR-CO-10');
    expect((await acme.get('/v1/rules/BR-NONE')).status).toBe(404);
    const page = checked(await acme.get('/errors/BR-CO-10', { Accept: 'text/html' }), 200);
    expect(page.text).toContain('<h1>BR-CO-10</h1>');
    expect(page.text).toContain('lang="fr"');
  });

  it('knows every code that a report names', async () => {
    const bad = (await ownDocument('ubl')).toString().replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, '$11');
    const found = codes(await reported(bad, XML));
    expect(found.length).toBeGreaterThan(0);
    for (const code of found) expect([code, (await acme.get(`/v1/rules/${code}`)).status]).toEqual([code, 200]);
  });
});

describe('the guide docs/guides/validation.md', () => {
  it('runs as it stands', async () => {
    const { folder, status, stderr } = await runGuide('docs/guides/validation.md', stack.api.url, acme.apiKey);
    expect(status, stderr).toBe(0);
    expect(Report.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).valid).toBe(true);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('<html lang="en">');
    await rm(folder, { recursive: true });
  });
});

describe('an attack', () => {
  it.each(Object.entries(HOSTILE_XML))('by %s is answered with a coded error', async (_name, made) => {
    expect(outcomeOf(await validate(made(), XML))).toMatch(REFUSED);
  });

  it('by UTF-16 without a mark is read as what it is', async () => {
    expect(outcomeOf(await validate(utf16WithoutMark(), XML))).toBe('not valid');
  });

  it.each(Object.entries(HOSTILE_PDF))('by %s is answered with a coded error or a report', async (_name, made) => {
    const outcome = outcomeOf(await validate(made(), { 'Content-Type': 'application/pdf' }));
    expect(outcome === 'not valid' || REFUSED.test(outcome), outcome).toBe(true);
  });

  it('leaves the service alive, and other requests unharmed', async () => {
    const good = await ownDocument('cii');
    const attacks = [
      HOSTILE_XML['100,000 levels'],
      HOSTILE_XML['quadratic entity'],
      HOSTILE_PDF['a gigabyte in a stream'],
    ];
    const [kind] = [{ 'Content-Type': 'application/pdf' }];
    const answers = await Promise.all([
      ...attacks.map((made, index) => validate(made?.(), index === 2 ? kind : XML)),
      ...Array.from({ length: 4 }, () => validate(good, XML)),
    ]);
    for (const answer of answers.slice(-4)) expect(Report.parse(checked(answer, 200).json).valid).toBe(true);
  });
});
