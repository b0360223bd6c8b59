import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GREY_JPEG, JPEG, png } from '../../libs/formats/src/logo/testing/pictures.js';
import { openAccount } from './accounts.js';
import { checked, type Answer, type Client } from './client.js';
import { freshNumber, invoiceBody } from './invoices.js';
import { startStack, type Stack } from './stack.js';

const PATH = '/v1/organization/logo';
const Kept = z.object({ media_type: z.string(), width: z.int(), height: z.int(), size: z.int(), sha256: z.string() });
const Id = z.object({ id: z.uuid() });

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const put = (client: Client, picture: Uint8Array, type = 'image/png') =>
  client.put(PATH, picture, { 'Content-Type': type });
const kept = (answer: Answer) => Kept.parse(checked(answer, 200).json);
const draft = async (client: Client) =>
  Id.parse(checked(await client.post('/v1/invoices', invoiceBody({ number: freshNumber('LOGO') })), 201).json).id;
/** How many pictures a PDF says it has. */
const pictures = ({ text }: Answer) => text.split('/Subtype /Image').length - 1;
const documentOf = async (client: Client, id: string, kind: string) =>
  checked(await client.get(`/v1/invoices/${id}/documents/${kind}`), 200);

describe('the logo of an organisation', () => {
  it('is kept clean, stands in what is made, and goes', async () => {
    const client = await stack.organisation();
    checked(await client.get(PATH), 404);
    const id = await draft(client);
    expect(pictures(await documentOf(client, id, 'facturx'))).toBe(0);
    expect(kept(await put(client, png()))).toMatchObject({ media_type: 'image/png', width: 2, height: 1 });
    const { sha256, size } = kept(await put(client, JPEG, 'image/jpeg'));
    const served = checked(await client.get(PATH), 200);
    expect(served.headers.get('content-type')).toBe('image/jpeg');
    expect([served.bytes.length, createHash('sha256').update(served.bytes).digest('hex')]).toEqual([size, sha256]);
    expect(served.bytes.includes('secret place')).toBe(false);
    const made = await documentOf(client, id, 'facturx');
    expect([pictures(made), made.bytes.includes(served.bytes)]).toEqual([1, true]);
    expect(pictures(await documentOf(client, id, 'readable'))).toBe(1);
    // Its own organisation would say that the number is taken.
    const judge = await stack.organisation();
    const pdf = { 'Content-Type': 'application/pdf' };
    expect(checked(await judge.call('POST', '/v1/validate', made.bytes, pdf), 200).json).toMatchObject({
      valid: true,
    });
    checked(await client.call('DELETE', PATH, undefined), 204);
    checked(await client.call('DELETE', PATH, undefined), 404);
    expect(pictures(await documentOf(client, id, 'facturx'))).toBe(0);
  });

  it('is that of the test half too, set by an owner and seen by nobody else', async () => {
    const [acme, other] = [await openAccount(stack.anyone), await openAccount(stack.anyone)];
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(GREY_JPEG)]), 'logo.jpg');
    const { sha256 } = kept(await acme.client.call('PUT', PATH, form));
    const issued = checked(await acme.client.post('/v1/api-keys?mode=test', { label: 'test' }), 201);
    const key = stack.anyone.withKey(z.object({ api_key: z.string() }).parse(issued.json).api_key);
    expect((await key.get(PATH)).headers.get('etag')).toBe(`"${sha256}"`);
    checked(await other.client.get(PATH), 404);
  });
});

describe('no logo', () => {
  const bomb = png({ width: 2_000, height: 2_000, data: Uint8Array.of(0x78, 0x9c, 1, 2, 3) });
  it.each<[string, Uint8Array, string]>([
    ['is a picture of another kind', Buffer.from('GIF89a'), 'image/png'],
    ['is what inflates to no picture', bomb, 'image/png'],
    ['has more pixels than anybody prints', png({ width: 50_000, height: 50_000 }), 'image/png'],
    ['has more bytes than a page', Buffer.concat([png(), Buffer.alloc(700_000)]), 'image/png'],
    ['is cut', JPEG.subarray(0, JPEG.length - 20), 'image/jpeg'],
  ])('%s', async (_, picture, type) => {
    const client = await stack.organisation();
    const { json } = checked(await put(client, picture, type), 422);
    expect(json).toMatchObject({ errors: [{ field: 'logo', code: 'INVALID' }] });
    checked(await client.get(PATH), 404);
  });

  it('says that it is a drawing', async () => {
    const client = await stack.organisation();
    expect(await put(client, Buffer.from('<svg/>'), 'image/svg+xml')).toMatchObject({ status: 415 });
  });
});
