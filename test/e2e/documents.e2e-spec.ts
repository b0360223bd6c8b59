import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readCii, readPdfContainer, readUbl } from '@onefacture/formats';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, type Answer, type Client } from './client.js';
import { runGuide } from './guide.js';
import { freshNumber, invoiceBody } from './invoices.js';
import { ownDocument, pageWithoutFonts } from './own-documents.js';
import { Invoice, Page, Problem } from './shapes.js';
import { startStack, type Stack } from './stack.js';

const Batch = z.object({
  id: z.uuid(),
  created_at: z.iso.datetime(),
  drafts: z.array(
    z.object({
      draft_id: z.uuid(),
      filename: z.string(),
      status: z.string(),
      invoice_id: z.uuid().nullable(),
      refusal: z.object({ code: z.string(), detail: z.string() }).nullable(),
      errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
      findings: z.array(z.looseObject({ code: z.string(), path: z.string(), line: z.int() })),
    }),
  ),
});

const TYPES = { cii: 'application/xml', ubl: 'text/xml', facturx: 'application/pdf' } as const;
type OwnKind = keyof typeof TYPES;
const MAX_FILE_BYTES = 200_000;

let stack: Stack;
let acme: Client;
beforeAll(async () => {
  stack = await startStack({
    stepMs: 5,
    settings: {
      ONEFACTURE_MAX_FILE_BYTES: String(MAX_FILE_BYTES),
      ONEFACTURE_MAX_UPLOAD_FILES: '4',
      ONEFACTURE_MAX_UPLOAD_BYTES: '300000',
    },
  });
  acme = await stack.organisation();
});
afterAll(() => stack?.stop());

const send = (body: string | Uint8Array, kind: OwnKind, query = '', headers: Record<string, string> = {}) =>
  acme.call('POST', `/v1/invoices${query}`, body, { 'Content-Type': TYPES[kind], ...headers });
const sent = async (body: Uint8Array, kind: OwnKind, query = '') =>
  Invoice.parse(checked(await send(body, kind, query), query === '' ? 201 : 202).json);
const problemOf = (answer: Answer) => Problem.parse(answer.json);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const document = (id: string, kind: string) => acme.get(`/v1/invoices/${id}/documents/${kind}`);

const wrap = (id: string, pdf: Uint8Array, headers = {}) =>
  acme.call('POST', `/v1/invoices/${id}/documents/facturx`, pdf, { 'Content-Type': 'application/pdf', ...headers });
const importing = (parts: Parameters<Client['upload']>[1], headers: Record<string, string> = {}) =>
  acme.upload('/v1/invoices/import-batch', parts, headers);
const convert = (parts: Parameters<Client['upload']>[1], query = '', headers: Record<string, string> = {}) =>
  acme.upload(`/v1/convert${query}`, parts, headers);
const large = (bytes: number) => ['files', 'a.xml', Buffer.alloc(bytes, ' ')] as const;

describe('a file of the caller’s own', () => {
  it.each(['cii', 'ubl', 'facturx'] as const)('%s is stored, served and sent untouched', async (kind) => {
    const number = freshNumber('OWN');
    const bytes = await ownDocument(kind, { number });
    const invoice = await sent(bytes, kind, '?submit=true');
    expect(invoice).toMatchObject({ number, source: kind, findings: [], derived: [], totals: { gross: 1800 } });
    await acme.untilStatus(invoice.id, 'PAID');
    expect((await stack.received(acme, number)).equals(bytes)).toBe(true);
    const served = await document(invoice.id, kind);
    expect(served.bytes.equals(bytes)).toBe(true);
    expect(served.headers.get('etag')).toBe(`"${sha256(bytes)}"`);
    expect(served.headers.get('x-onefacture-frozen')).toBe('true');
    expect(await stack.submissions(number)).toMatchObject([
      { accepted: 1, syntax: { cii: 'CII', ubl: 'UBL', facturx: 'Factur-X' }[kind] },
    ]);
  });

  it('is answered with what the reader met in it, where, and stays a DRAFT', async () => {
    const text = (await ownDocument('cii')).toString('utf8');
    const odd = text.replace('<ram:ID>', '<ram:Odd>x</ram:Odd><ram:ID>');
    const answer = checked(await send(odd, 'cii'), 201);
    expect(answer.headers.get('location')).toBe(`/v1/invoices/${Invoice.parse(answer.json).id}`);
    expect(answer.json).toMatchObject({
      status: 'DRAFT',
      findings: [{ code: 'OF-XML-01', line: expect.any(Number), path: expect.stringContaining('ram:Odd') }],
    });
  });

  it('cannot be changed, but deleted', async () => {
    const { id, number } = await sent(await ownDocument('ubl'), 'ubl');
    const patched = await acme.patch(`/v1/invoices/${id}`, { due_date: '2026-07-15' }, { 'If-Match': '*' });
    expect(problemOf(patched)).toMatchObject({ status: 409, code: 'invoice.wrong_state' });
    expect(problemOf(patched).detail).toMatch(/own file/);
    expect(await acme.delete(`/v1/invoices/${id}`, { 'If-Match': '*' })).toMatchObject({ status: 204 });
    expect(await sent(await ownDocument('ubl', { number }), 'ubl')).toMatchObject({ number });
  });

  it('is stored once per Idempotency-Key, and its number once', async () => {
    const bytes = await ownDocument('facturx');
    const headers = { 'Idempotency-Key': randomUUID() };
    const [first, again] = [await send(bytes, 'facturx', '', headers), await send(bytes, 'facturx', '', headers)];
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(problemOf(await send(bytes, 'facturx'))).toMatchObject({ status: 409, code: 'invoice.duplicate_number' });
    const other = await send(await ownDocument('facturx'), 'facturx', '', headers);
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency.mismatch' });
  });

  it('that is no invoice is refused with UNREADABLE and a sentence', async () => {
    for (const [body, sentence] of [
      ['<a/>', /is a a in no namespace/],
      ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /DOCTYPE/],
      ['<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>1', /end|closed|well-formed/i],
    ] as const) {
      const problem = problemOf(await send(body, 'cii'));
      expect(problem).toMatchObject({ status: 422, code: 'document.unreadable', errors: [{ code: 'UNREADABLE' }] });
      expect(problem.detail).toMatch(sentence);
    }
    expect(await send('', 'cii')).toMatchObject({ status: 422 });
    const noXml = await ownDocument('readable');
    expect(problemOf(await send(noXml, 'facturx')).detail).toMatch(/holds no invoice as XML/);
  });

  it('that lacks what no invoice can is refused with the term; another seller in live, too', async () => {
    const text = (await ownDocument('cii')).toString('utf8');
    const without = text.replace(/<ram:DuePayableAmount>.*?<\/ram:DuePayableAmount>/, '');
    expect(problemOf(await send(without, 'cii'))).toMatchObject({
      status: 422,
      code: 'request.invalid',
      errors: [{ field: 'totals.due', code: 'REQUIRED', message: expect.stringContaining('BT-115') }],
    });
    const nobody = text.replace(/<ram:SpecifiedLegalOrganization>.*?<\/ram:SpecifiedLegalOrganization>/s, '');
    expect(problemOf(await send(nobody, 'cii')).errors).toMatchObject([{ field: 'seller.siren' }]);
  });

  it('over the limit is refused, also one that only grows when unpacked', async () => {
    expect(problemOf(await send(Buffer.alloc(MAX_FILE_BYTES + 1, ' '), 'cii'))).toMatchObject({
      status: 413,
      limit: MAX_FILE_BYTES,
    });
    const bomb = await send(gzipSync(Buffer.alloc(50_000_000, ' ')), 'cii', '', { 'Content-Encoding': 'gzip' });
    expect(problemOf(bomb)).toMatchObject({ status: 413, limit: MAX_FILE_BYTES });
  });
});

describe('the documents of an invoice', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = Invoice.parse(checked(await acme.post('/v1/invoices', invoiceBody()), 201).json));
  });

  it.each([
    ['json', 'application/json', 'json'],
    ['cii', 'application/xml', 'xml'],
    ['ubl', 'application/xml', 'xml'],
    ['facturx', 'application/pdf', 'pdf'],
    ['readable', 'application/pdf', 'pdf'],
    ['readable?format=html&language=en', 'text/html', 'html'],
  ])('%s is made when asked for, and the same until the DRAFT changes', async (kind, type, extension) => {
    const first = checked(await document(id, kind), 200);
    expect(first.headers.get('content-type')).toMatch(type);
    expect(first.headers.get('content-disposition')).toMatch(new RegExp(`filename="E2E-[0-9a-f]+\\.${extension}"$`));
    expect(first.headers.get('etag')).toBe(`"${sha256(first.bytes)}"`);
    expect(first.headers.get('x-onefacture-frozen')).toBe('false');
    const again = await acme.get(`/v1/invoices/${id}/documents/${kind}`, {
      'If-None-Match': `"other", ${first.headers.get('etag')}`,
    });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it('are refused in another kind, language or to another organisation', async () => {
    expect(problemOf(await document(id, 'docx'))).toMatchObject({ status: 404, code: 'document.not_available' });
    expect(problemOf(await document(id, 'readable?language=de'))).toMatchObject({ status: 422 });
    const others = await stack.organisation();
    expect(await others.get(`/v1/invoices/${id}/documents/readable`)).toMatchObject({ status: 404 });
  });

  it('of an own file are made of that file', async () => {
    const cii = await ownDocument('cii');
    const own = await sent(cii, 'cii');
    const pdf = await document(own.id, 'facturx');
    expect(Buffer.from(readPdfContainer(pdf.bytes).invoice?.bytes ?? []).equals(cii)).toBe(true);
    expect(readUbl((await document(own.id, 'ubl')).bytes).document.number).toBe(own.number);
    const profile = await sent(await ownDocument('facturx', {}, 'BASIC_WL'), 'facturx');
    expect(profile).toMatchObject({ profile: 'BASIC_WL', lines: [] });
  });

  it('are sent as UBL where the connection wants it', async () => {
    const client = await stack.organisation();
    const database = new Postgres({ connectionString: stack.dsn });
    await database.connect();
    await database.query(`UPDATE platform_connections SET syntax = 'UBL' WHERE organization_id = $1`, [
      client.organizationId,
    ]);
    await database.end();
    const { id: made, number } = await client.submitNew(invoiceBody());
    await client.untilStatus(made, 'PAID');
    const received = await stack.received(client, number);
    expect(readUbl(received)).toMatchObject({ document: { number }, findings: [] });
    const served = await client.get(`/v1/invoices/${made}/documents/ubl`);
    expect(served.bytes.equals(received)).toBe(true);
    expect(served.headers.get('cache-control')).toContain('immutable');
  });
});

describe('a page of the caller’s own', () => {
  it('carries the XML of the DRAFT to the platform', async () => {
    const { id, number } = Invoice.parse((await acme.post('/v1/invoices', invoiceBody())).json);
    const page = await ownDocument('readable', { number });
    const stored = checked(await wrap(id, page), 201);
    expect(stored.json).toMatchObject({ kind: 'facturx', filename: `${number}.pdf`, media_type: 'application/pdf' });
    const wrapped = await document(id, 'facturx');
    expect(stored.json).toMatchObject({ sha256: sha256(wrapped.bytes), size: wrapped.bytes.length });
    expect(readCii(readPdfContainer(wrapped.bytes).invoice?.bytes ?? Buffer.alloc(0)).document.number).toBe(number);
    checked(await acme.post(`/v1/invoices/${id}/submit`), 202);
    await acme.untilStatus(id, 'PAID');
    expect((await stack.received(acme, number)).equals(wrapped.bytes)).toBe(true);
    expect(problemOf(await wrap(id, page))).toMatchObject({ status: 409, code: 'invoice.wrong_state' });
  });

  it('can come in a form, be replaced, and goes with a change of the DRAFT', async () => {
    const { id } = Invoice.parse((await acme.post('/v1/invoices', invoiceBody())).json);
    const path = `/v1/invoices/${id}/documents/facturx`;
    const [one, two] = [await ownDocument('readable'), await ownDocument('facturx')];
    const first = checked(await acme.upload(path, [['file', 'page.pdf', one]]), 201);
    const second = checked(await acme.upload(path, [['file', 'page.pdf', two]]), 201);
    expect(second.json).not.toEqual(first.json);
    expect(second.json).toMatchObject({ sha256: sha256((await document(id, 'facturx')).bytes) });
    checked(await acme.patch(`/v1/invoices/${id}`, { due_date: '2026-07-15' }, { 'If-Match': '*' }), 200);
    expect(sha256((await document(id, 'facturx')).bytes)).not.toBe((second.json as { sha256: string }).sha256);
    expect(problemOf(await acme.upload(path, [['note', 'no file']]))).toMatchObject({ status: 422 });
  });

  it('is refused with the reasons when it cannot become PDF/A-3', async () => {
    const { id } = Invoice.parse((await acme.post('/v1/invoices', invoiceBody())).json);
    const refused = problemOf(await wrap(id, await pageWithoutFonts()));
    expect(refused).toMatchObject({ status: 422, code: 'document.not_convertible' });
    expect(refused.errors).toContainEqual(expect.objectContaining({ field: 'pages[1]', code: 'FONT_NOT_EMBEDDED' }));
    expect(problemOf(await wrap(id, Buffer.from('no pdf')))).toMatchObject({
      status: 422,
      code: 'document.unreadable',
    });
    expect((await document(id, 'facturx')).headers.get('x-onefacture-frozen')).toBe('false');
    const own = await sent(await ownDocument('cii'), 'cii');
    expect(problemOf(await wrap(own.id, await ownDocument('readable')))).toMatchObject({ status: 409 });
  });
});

describe('an import batch', () => {
  it('makes a DRAFT of each file that can be one, and says why of the others', async () => {
    const [cii, ubl] = [await ownDocument('cii'), await ownDocument('ubl')];
    const answer = checked(
      await importing([
        ['files', 'a.xml', cii],
        ['files', '../../évil.xml', '<a/>'],
        ['files', 'b.xml', ubl],
        ['files', 'a again.xml', cii],
      ]),
      201,
    );
    const batch = Batch.parse(answer.json);
    expect(answer.headers.get('location')).toBe(`/v1/invoices/import-batch/${batch.id}`);
    expect(batch.drafts.map(({ filename, status, refusal }) => [filename, status, refusal?.code])).toEqual([
      ['a.xml', 'stored', undefined],
      ['évil.xml', 'refused', 'document.unreadable'],
      ['b.xml', 'stored', undefined],
      ['a again.xml', 'refused', 'invoice.duplicate_number'],
    ]);
    expect((await acme.get(`/v1/invoices/import-batch/${batch.id}`)).json).toEqual(answer.json);
    const [first, second, third] = batch.drafts;
    const validate = (draft: string | undefined) =>
      acme.post(`/v1/invoices/import-batch/${batch.id}/drafts/${draft ?? ''}/validate`);
    expect((await validate(first?.draft_id)).json).toMatchObject({ valid: true, status: 'stored', errors: [] });
    expect((await validate(second?.draft_id)).json).toMatchObject({ valid: false, errors: [{ code: 'UNREADABLE' }] });
    checked(await acme.delete(`/v1/invoices/${third?.invoice_id ?? ''}`, { 'If-Match': '*' }), 204);
    expect((await validate(third?.draft_id)).json).toMatchObject({ valid: false, status: 'deleted', invoice_id: null });
    checked(await acme.post(`/v1/invoices/${first?.invoice_id ?? ''}/submit`), 202);
    await acme.untilStatus(first?.invoice_id ?? '', 'PAID');
    const others = await stack.organisation();
    for (const path of ['', `/drafts/${first?.draft_id ?? ''}/validate`]) {
      const foreign = await others.call(
        path === '' ? 'GET' : 'POST',
        `/v1/invoices/import-batch/${batch.id}${path}`,
        undefined,
      );
      expect(foreign).toMatchObject({ status: 404 });
    }
  });

  it('says what stands in the way of a submission', async () => {
    const credit = await ownDocument('ubl', { type_code: '381' });
    const { id, drafts } = Batch.parse((await importing([['files', 'credit.xml', credit]])).json);
    const check = await acme.post(`/v1/invoices/import-batch/${id}/drafts/${drafts[0]?.draft_id ?? ''}/validate`);
    expect(check.json).toMatchObject({ valid: false, errors: [{ field: 'preceding_invoices' }] });
  });

  it('is made once per Idempotency-Key, whatever the boundary of the form', async () => {
    const [cii, headers] = [await ownDocument('cii'), { 'Idempotency-Key': randomUUID() }];
    const first = await importing([['files', 'a.xml', cii]], headers);
    const again = await importing([['files', 'a.xml', cii]], headers);
    expect(again).toMatchObject({ status: 201, text: first.text });
    const other = await importing([['files', 'b.xml', cii]], headers);
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency.mismatch' });
  });

  it('is bounded, and refuses forms that are none', async () => {
    const path = '/v1/invoices/import-batch';
    const small = ['files', 'a.xml', '<a/>'] as const;
    const raw = (body: string, type = 'multipart/form-data; boundary=x') =>
      acme.call('POST', path, body, { 'Content-Type': type });
    const before = Page.parse((await acme.get('/v1/invoices?limit=100')).json).data.length;
    const outcomes = [
      await importing([small, small, small, small, small]),
      await importing([large(MAX_FILE_BYTES + 1)]),
      await importing([large(150_000), large(150_001)]),
      await importing(Array.from({ length: 11 }, (_, index) => [`f${index}`, 'x'] as const)),
      await importing([['to', 'x'.repeat(2_000)]]),
      await importing([]),
      await importing([['to', 'cii']]),
      await importing([['a', '1'], ['a', '2'], small]),
      await raw('--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n<a/>'),
      await raw('--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n'),
      await raw('x', 'multipart/form-data'),
      await raw('{}', 'application/json'),
    ];
    expect(outcomes.map(({ status }) => status)).toEqual([413, 413, 413, 413, 413, 422, 422, 422, 400, 400, 400, 415]);
    for (const answer of outcomes) expect(problemOf(answer).detail).toMatch(/.{20}/);
    expect(Page.parse((await acme.get('/v1/invoices?limit=100')).json).data).toHaveLength(before);
  });
});

describe('a conversion', () => {
  it('leads from any kind to any other and stores nothing', async () => {
    const before = (await acme.get('/v1/invoices')).text;
    const number = freshNumber('CONV');
    for (const from of ['json', 'cii', 'ubl', 'facturx'] as const) {
      const file = await ownDocument(from, { number });
      for (const [to, type] of [
        ['json', 'application/json'],
        ['cii', 'application/xml'],
        ['ubl', 'application/xml'],
        ['facturx', 'application/pdf'],
        ['readable', 'application/pdf'],
      ] as const) {
        const answer = checked(
          await convert([
            ['file', 'a', file],
            ['to', to],
          ]),
          200,
        );
        expect(answer.headers.get('content-type')).toBe(type);
        expect(answer.headers.get('content-disposition')).toContain(`"${number}.`);
        expect(answer.headers.get('x-onefacture-losses')).toBe('0');
      }
    }
    expect((await acme.get('/v1/invoices')).text).toBe(before);
  });

  it('lists what is lost to who accepts JSON', async () => {
    const file = await ownDocument('ubl');
    const answer = await convert([['file', 'a.xml', file]], '?to=cii&profile=BASIC_WL', { Accept: 'application/json' });
    const { document: text, losses } = z
      .object({ document: z.base64(), media_type: z.literal('application/xml'), losses: z.array(z.looseObject({})) })
      .parse(checked(answer, 200).json);
    expect(losses).toContainEqual({ field: 'lines[0].name', value: 'Consulting services' });
    expect(readCii(Buffer.from(text, 'base64')).document.profile).toBe('BASIC_WL');
  });

  it('takes a bare body, and a page for Factur-X', async () => {
    const json = checked(await acme.post('/v1/convert?to=ubl', invoiceBody({ number: 'BARE-1' })), 200);
    expect(readUbl(json.bytes).document.number).toBe('BARE-1');
    const page = await ownDocument('readable');
    const form = [
      ['file', 'a.xml', await ownDocument('cii')],
      ['pdf', 'page.pdf', page],
      ['to', 'facturx'],
    ] as const;
    expect(readPdfContainer(checked(await convert(form), 200).bytes).invoice?.name).toBe('factur-x.xml');
  });

  it('says what is wrong with a wish', async () => {
    const file = ['file', 'a.xml', await ownDocument('cii')] as const;
    for (const [parts, query, field] of [
      [[file], '', 'to'],
      [[file], '?to=docx', 'to'],
      [[file, ['to', 'cii'], ['profil', 'BASIC']], '', 'profil'],
      [[['to', 'cii']], '', 'file'],
      [[file, file, ['to', 'cii']], '', 'file'],
      [[file, ['pdf', 'p.pdf', 'x'], ['to', 'cii']], '', 'pdf'],
      [[file, ['to', 'facturx'], ['profile', 'EXTENDED_CTC_FR']], '', 'profile'],
    ] as [Parameters<Client['upload']>[1], string, string][]) {
      const problem = problemOf(await convert(parts, query));
      expect(problem).toMatchObject({ status: 422, code: 'request.invalid', errors: [{ field }] });
    }
    expect(
      problemOf(
        await convert([
          ['file', 'a', 'x'],
          ['to', 'cii'],
        ]),
      ),
    ).toMatchObject({
      code: 'document.unreadable',
      errors: [{ code: 'UNREADABLE' }],
    });
  });
});

describe('the guide docs/guides/documents.md', () => {
  it('runs as it stands', async () => {
    const { folder, status, stderr } = await runGuide(
      'docs/guides/documents.md',
      stack.api.url,
      (await stack.organisation()).apiKey,
    );
    expect(status, stderr).toBe(0);
    const kinds = ['invoice.xml', 'invoice.pdf', 'invoice.html'].map((name) => readFile(join(folder, name), 'utf8'));
    expect((await Promise.all(kinds)).map((text) => text.slice(0, 5))).toEqual(['<?xml', '%PDF-', '<!doc']);
    const batch = Batch.parse(JSON.parse(await readFile(join(folder, 'batch.json'), 'utf8')));
    expect(batch.drafts.map(({ status: outcome }) => outcome)).toEqual(['stored', 'refused']);
    await rm(folder, { recursive: true });
  });
});
