import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../libs/inspection/testing/zip.js';
import { downloadPack, type DownloadBounds } from './pack-download.js';

const SCHEMATRON = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <ns prefix="rsm" uri="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>
  <pattern><rule context="/rsm:CrossIndustryInvoice"><assert test="*" id="OWN-1">[OWN-1] Something.</assert></rule>
  </pattern></schema>`;
const ZIP = zipOf([{ name: 'acme/own.sch', bytes: Buffer.from(SCHEMATRON) }]);

const timers = new Set<NodeJS.Timeout>();
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/acme-1.5.zip': (response) => response.end(ZIP),
  '/moved': (response) => response.writeHead(302, { location: '/acme-1.5.zip' }).end(),
  '/circle': (response) => response.writeHead(302, { location: '/circle' }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/long': (response) => response.end(Buffer.alloc(100_001)),
  '/silent': () => undefined,
  // An answer that never ends, a little at a time: no pause of it is long.
  '/endless': (response) => timers.add(setInterval(() => response.write('x'), 10)),
  // Redirects that are slow each by themselves.
  '/slow': (response) => timers.add(setTimeout(() => response.writeHead(302, { location: '/slow' }).end(), 150)),
};
let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer(({ url = '' }: IncomingMessage, response) => {
    const answer = answers[url];
    if (answer === undefined) response.writeHead(404).end();
    else answer(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const timer of timers) clearInterval(timer);
  server.closeAllConnections();
  server.close();
});

const told: string[] = [];
const download = (path: string, bounds: Partial<DownloadBounds> = {}): Promise<Uint8Array> =>
  downloadPack(`${base}${path}`, { allowPrivate: true, maxBytes: 100_000, ...bounds }, (sentence) =>
    told.push(sentence),
  );

describe('a rule pack from the network', () => {
  it('is read from its address, or where that leads', async () => {
    expect(Buffer.from(await download('/acme-1.5.zip')).equals(ZIP)).toBe(true);
    expect(Buffer.from(await download('/moved')).equals(ZIP)).toBe(true);
    expect(told).toEqual(['/acme-1.5.zip', '/moved', '/acme-1.5.zip'].map((path) => `downloading ${base}${path} …`));
  });

  it.each([
    ['what is not there', '/nothing', { code: 'document.unreadable', message: expect.stringContaining('404') }],
    ['redirects in a circle', '/circle', { code: 'document.unreadable', message: expect.stringContaining('5 times') }],
    ['a redirect to a file', '/file', { code: 'webhook.target_refused' }],
    ['more bytes than it may have', '/long', { code: 'request.too_large' }],
  ])('is refused: %s', async (_, path, error) => {
    await expect(download(path)).rejects.toMatchObject(error);
  });

  it.each(['/silent', '/endless', '/slow'])('has one span of time for everything (%s)', async (path) => {
    await expect(download(path, { timeoutMs: 400 })).rejects.toMatchObject({ failure: 'timeout' });
  });

  it('is not looked for at a private address, unless the operator says so', async () => {
    await expect(download('/acme-1.5.zip', { allowPrivate: false })).rejects.toMatchObject({
      code: 'webhook.target_refused',
    });
  });
});

describe('npm run packs', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'packs-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const packs = async (...words: string[]): Promise<{ status: unknown; out: string; err: string }> => {
    const program = [resolve('node_modules/tsx/dist/cli.mjs'), resolve('scripts/packs.ts'), ...words];
    const env = { ...process.env, ONEFACTURE_PACKS_DIR: folder };
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, program, { env });
      return { status: 0, out: stdout, err: stderr };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error)) throw error;
      return { status: error.code, out: String(error.stdout), err: String(error.stderr) };
    }
  };

  it('adds by url, lists and removes', async () => {
    const url = `${base}/acme-1.5.zip`;
    const added = await packs('add', url, '--allow-private');
    expect(added).toMatchObject({ status: 0, out: expect.stringContaining('added acme 1.5: 1 rule file(s)') });
    expect((await packs('list')).out).toMatch(/^acme 1\.5\n {2}own\.sch: CII every guideline, 1 rules$/m);
    expect(await packs('remove', 'acme')).toMatchObject({ status: 0 });
  });
});
