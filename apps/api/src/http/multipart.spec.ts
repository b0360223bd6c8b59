import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@onefacture/errors';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MultipartReader } from './multipart.js';
import { isUpload } from './upload.js';

const LIMITS = { maxFileBytes: 60_000, maxUploadFiles: 3, maxUploadBytes: 100_000 };

let server: Server;
let url: string;
beforeAll(async () => {
  const reader = new MultipartReader(LIMITS);
  const app = express();
  app.post('/', async (given, answer) => {
    try {
      const upload = await reader.read(given, answer);
      answer.json({
        ...upload,
        marked: isUpload(upload),
        files: upload.files.map(({ filename, bytes }) => [filename, bytes.length]),
      });
    } catch (error) {
      const { code, message } = error instanceof AppError ? error : { code: 'thrown', message: String(error) };
      answer.json({ code, message });
    }
  });
  server = await new Promise<Server>((resolve) => {
    const one = app.listen(0, '127.0.0.1', () => resolve(one));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const post = async (body: FormData | string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await fetch(url, { method: 'POST', body, headers })).json();
function form(...parts: [string, string | Buffer, string?][]): FormData {
  const filled = new FormData();
  for (const [name, value, filename] of parts) {
    if (filename === undefined) filled.append(name, String(value));
    else filled.append(name, new Blob([new Uint8Array(Buffer.from(value))]), filename);
  }
  return filled;
}
const raw = (lines: string[]) => post(lines.join('\r\n'), { 'Content-Type': 'multipart/form-data; boundary=x' });

/** Sends a body without a length until the other side hangs up. @returns how many bytes went */
const endless = () =>
  new Promise<number>((resolve) => {
    const chunk = Buffer.alloc(1_000_000, ' ');
    let sent = 0;
    const call = request(url, { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } });
    const next = (): void => {
      sent += chunk.length;
      if (sent < 200_000_000) call.write(chunk, () => setImmediate(next));
      else call.destroy();
    };
    call.on('error', () => resolve(sent)).on('response', (answer) => answer.resume());
    call.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n', next);
  });

describe(MultipartReader.name, () => {
  it('gives files and fields, names without folders and control characters', async () => {
    const given = form(
      ['to', 'cii'],
      ['file', 'abc', 'C:\\mine\\é.xml'],
      ['file', 'de', '../a.xml'],
      ['pdf', '', 'p.pdf'],
    );
    expect(await post(given)).toEqual({
      marked: true,
      fields: { to: 'cii' },
      files: [
        ['é.xml', 3],
        ['a.xml', 2],
        ['p.pdf', 0],
      ],
    });
  });

  it.each([
    ['a file', [['f', Buffer.alloc(60_001), 'a']], /A file is larger than 60000/],
    [
      'all files',
      [
        ['f', Buffer.alloc(60_000), 'a'],
        ['g', Buffer.alloc(40_001), 'b'],
      ],
      /together are larger than 100000/,
    ],
    ['the announced length', [['f', Buffer.alloc(170_000), 'a']], /together are larger than 100000/],
    [
      'the number of files',
      [
        ['a', '', 'a'],
        ['b', '', 'b'],
        ['c', '', 'c'],
        ['d', '', 'd'],
      ],
      /at most 3 files/,
    ],
    ['a text', [['a', 'x'.repeat(1_025)]], /longer than 1024/],
  ] as [string, [string, string | Buffer, string?][], RegExp][])('refuses too much: %s', async (_, parts, sentence) => {
    expect(await post(form(...parts))).toEqual({ code: 'request.too_large', message: expect.stringMatching(sentence) });
  });

  it('takes exactly as much as is allowed', async () => {
    const parts = form(['f', Buffer.alloc(60_000), 'a'], ['g', Buffer.alloc(40_000), 'b'], ['t', 'x'.repeat(1_024)]);
    expect(await post(parts)).toMatchObject({
      files: [
        ['a', 60_000],
        ['b', 40_000],
      ],
    });
  });

  it('is not led into prototypes, lists or numbers by names of fields', async () => {
    expect(await post(form(['__proto__', 'x'], ['constructor', 'y']))).toMatchObject({ marked: true });
    expect(await post(form(['a[b]', 'x']))).toMatchObject({ code: 'request.invalid' });
    expect(await post(form(['a', 'x'], ['a', 'y']))).toMatchObject({ code: 'request.invalid' });
    expect(await post(form(['a[99999999]', 'x']))).toMatchObject({ code: 'request.invalid' });
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it('refuses forms that are broken', async () => {
    const part = 'Content-Disposition: form-data; name="f"; filename="a"';
    expect(await raw(['--x', part, '', 'abc'])).toMatchObject({ code: 'request.unreadable' });
    expect(await raw(['--x', 'Content-Disposition: form-data', '', 'abc', '--x--', ''])).toMatchObject({
      code: 'request.unreadable',
    });
    expect(await raw(['no boundary at all'])).toMatchObject({ code: 'request.unreadable' });
    expect(await post('x', { 'Content-Type': 'multipart/form-data' })).toMatchObject({ code: 'request.unreadable' });
    const packed = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Encoding': 'gzip' };
    expect(await post('x', packed)).toMatchObject({ code: 'request.unsupported_type' });
  });

  it('hangs up on a body without an end', async () => {
    expect(await endless()).toBeLessThan(150_000_000);
  });
});
