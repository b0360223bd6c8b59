import { createHash } from 'node:crypto';
import { ApiKeys } from '@onefacture/accounts';
import { ownInvoicePlace } from '@onefacture/billing';
import { AppError } from '@onefacture/errors';
import { DocumentsService } from '@onefacture/invoicing';
import { Envelope } from '@onefacture/security';
import { EndpointsService } from '@onefacture/webhooks';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startData, type DataBench } from './data-bench.js';

const DAY_MS = 86_400_000;
let bench: DataBench;
beforeAll(async () => {
  bench = await startData();
  // The processes that make documents start with the first of them.
  await furnished();
}, 120_000);
afterEach(() => vi.restoreAllMocks());
afterAll(() => bench?.stop());

const Manifest = z.object({
  format: z.literal('onefacture-export'),
  organization_id: z.uuid(),
  counts: z.record(z.string(), z.int()),
  files: z.array(z.object({ path: z.string(), size: z.int(), sha256: z.string() })),
});
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const ask = (organization: string) => bench.within(organization, (tx) => bench.exports.request(tx, 'key:1'));
const run = (organization: string, id: string) => bench.writer.run({ organization_id: organization, id });
const chunksOf = (organization: string) =>
  bench.within(organization, (tx) =>
    tx.manager.query<{ bytes: Buffer }[]>('SELECT bytes FROM data_export_chunks ORDER BY number'),
  );
const actionsOf = async (organization: string) => {
  const rows = await bench.within(organization, (tx) =>
    tx.manager.query<{ action: string }[]>('SELECT action FROM audit_entries ORDER BY id'),
  );
  return rows.map(({ action }) => action);
};

const ENDPOINT = { url: 'https://example.com/hook' };

/** An organisation with an invoice that has its documents, one that has none, and a webhook. */
async function furnished(): Promise<{ organization: string; secret: string; key: string }> {
  const organization = await bench.organisation();
  const { entity } = await bench.create(organization, { number: 'F/2026-1' });
  await bench.within(organization, (tx) => tx.manager.query(`UPDATE invoices SET submission_state = 'sending'`));
  await bench.app.get(DocumentsService).freeze(entity);
  await bench.create(organization, { number: 'F-2' });
  const { secret } = await bench.within(organization, (tx) =>
    bench.app.get(EndpointsService).create(tx, 'key:1', ENDPOINT),
  );
  const issued = await bench.within(organization, (tx) =>
    bench.app
      .get(ApiKeys)
      .issue(tx, 'test', { label: 'ERP', scopes: ['admin'], allowed_ips: [], expires_at: undefined }, 'key:1'),
  );
  return { organization, secret, key: issued.secret };
}

describe('an export', () => {
  it('is one ZIP with everything, which its manifest counts and names with hashes', async () => {
    const { organization } = await furnished();
    const made = await bench.exported(organization);
    expect(made).toMatchObject({ state: 'ready', percent: 100, error: null, requestedBy: 'key:1' });
    const files = await bench.files(organization, made.id);
    expect(files.size).toBe(made.files);
    const manifest = Manifest.parse(JSON.parse(files.get('manifest.json')?.toString() ?? ''));
    expect(manifest.organization_id).toBe(organization);
    expect(manifest.counts).toMatchObject({ invoices: 2, documents: 2, webhooks: 1, companies: 1, members: 0 });
    expect(manifest.counts['audit_entries']).toBeGreaterThan(3);
    const named = manifest.files.map(({ path, size, sha256 }) => [path, size, sha256]);
    const there = [...files]
      .filter(([path]) => path !== 'manifest.json')
      .map(([path, bytes]) => [path, bytes.length, createHash('sha256').update(bytes).digest('hex')]);
    expect(there).toEqual(named);
    const paths = [...files.keys()];
    for (const path of ['organization.json', 'billing.json', 'platform-connections-0001.json', 'api-keys-0001.json']) {
      expect(paths).toContain(path);
    }
    const pdf = paths.find((path) => /^invoices\/F_2026-1\.[\da-f-]{36}\/facturx\/.*\.pdf$/.test(path)) ?? '';
    expect(files.get(pdf)?.subarray(0, 5).toString()).toBe('%PDF-');
    const invoice = files.get(pdf.replace(/facturx.*$/, 'invoice.json'))?.toString() ?? '';
    // Amounts are exact.
    expect(invoice).toMatch(/"number": "F\/2026-1"[^]*"gross": \d+\.\d\d/);
    expect(files.get(pdf.replace(/facturx.*$/, 'timeline.json'))?.toString()).toContain('invoice.created');
    expect(await actionsOf(organization)).toEqual(expect.arrayContaining(['data.exported', 'data.export_downloaded']));
  });

  it('brings the logo, and what was paid with its documents', async () => {
    const organization = await bench.organisation();
    const [paid, unpaid] = [uuidv7(), uuidv7()];
    const factur = Buffer.from('%PDF-1.7 an invoice for a subscription');
    const sealed = await bench.app.get(Envelope).seal(factur, ownInvoicePlace(organization, paid));
    await bench.within(organization, async (tx) => {
      await tx.manager.query(
        `INSERT INTO organisation_logos (organization_id, media_type, width, height, sha256, bytes, updated_at)
           VALUES ($1, 'image/png', 1, 1, '', 'a picture', now())`,
        [organization],
      );
      for (const id of [paid, unpaid]) {
        await tx.manager.query(
          `INSERT INTO payment_invoices (organization_id, id, invoice_id, number, status, currency, net, tax, total, paid,
             due, created_at, period_start, period_end, lines)
           VALUES ($1, $2::uuid, $2::uuid::text, 'A-1', 'paid', 'EUR', 1000, 200, 1200, 1200, 0, now(), now(), now(), '[]')`,
          [organization, id],
        );
      }
      await tx.manager.query(
        `INSERT INTO own_invoices (organization_id, payment_invoice_id, number, state, filename, sha256, bytes, looked_at)
           VALUES ($1, $2, 'A-1', 'ready', 'A-1.pdf', '', $3, now())`,
        [organization, paid, Buffer.from(sealed)],
      );
    });
    const files = await bench.files(organization, (await bench.exported(organization)).id);
    expect(String(files.get('logo.png'))).toBe('a picture');
    expect(files.get(`subscription-invoices/${paid}/A-1.pdf`)?.equals(factur)).toBe(true);
    expect([...files.keys()].filter((path) => path.startsWith('subscription-invoices/'))).toHaveLength(1);
    const manifest = Manifest.parse(JSON.parse(String(files.get('manifest.json'))));
    expect(manifest.counts).toMatchObject({ subscription_invoices: 2, documents: 1 });
  });

  it('has no secret in it, and is sealed at rest', async () => {
    const { organization, secret, key } = await furnished();
    const { id } = await bench.exported(organization);
    const text = [...(await bench.files(organization, id)).values()].map(String).join('\n');
    expect(text).toContain('https://example.com/hook');
    for (const hidden of [secret, key, 'hash"', 'credentials"']) expect(text).not.toContain(hidden);
    for (const { bytes } of await chunksOf(organization)) {
      expect(bytes.subarray(0, 4).toString('latin1')).toBe('OFX1');
      expect(bytes.includes('manifest.json')).toBe(false);
    }
  });

  it('is the organisation’s alone', async () => {
    const { organization } = await furnished();
    const { id } = await bench.exported(organization);
    const other = await bench.organisation();
    expect(await codeOf(bench.exports.get(other, id))).toBe('request.not_found');
    expect(await codeOf(bench.exports.open(other, id, 'key:2'))).toBe('request.not_found');
    await run(other, id);
    const theirs = await bench.exported(other);
    const manifest = (await bench.files(other, theirs.id)).get('manifest.json')?.toString() ?? '';
    expect(manifest).not.toContain(organization);
    expect(Manifest.parse(JSON.parse(manifest)).counts).toMatchObject({ webhooks: 0 });
  });

  it('is made one at a time, and its file is given up for the next', async () => {
    const { organization } = await furnished();
    const first = await bench.exported(organization);
    const second = await ask(organization);
    expect(await codeOf(ask(organization))).toBe('data.export_running');
    expect(await codeOf(bench.exports.open(organization, second.id, 'key:1'))).toBe('data.export_not_ready');
    await bench.files(organization, first.id);
    await run(organization, second.id);
    expect((await bench.files(organization, second.id)).has('manifest.json')).toBe(true);
    expect(await codeOf(bench.exports.open(organization, first.id, 'key:1'))).toBe('data.export_expired');
    const states = (await bench.exports.list(organization, 10)).map(({ state }) => state);
    expect(states).toEqual(['ready', 'expired']);
    expect(await chunksOf(organization)).toHaveLength(second.chunks === 0 ? 1 : second.chunks);
  });

  it('is deleted when its time is over', async () => {
    const { organization } = await furnished();
    const { id, expiresAt } = await bench.exported(organization);
    expect(expiresAt?.getTime()).toBe(bench.clock.now().getTime() + 7 * DAY_MS);
    await run(organization, id);
    expect(await chunksOf(organization)).toHaveLength(1);
    bench.clock.pass(7 * DAY_MS + 1);
    expect(await codeOf(bench.exports.open(organization, id, 'key:1'))).toBe('data.export_expired');
    await run(organization, id);
    expect(await bench.exports.get(organization, id)).toMatchObject({ state: 'expired', dueAt: null });
    expect(await chunksOf(organization)).toEqual([]);
  });
});

describe('a worker that makes an export', () => {
  it('does so once, however often the job comes', async () => {
    const { organization } = await furnished();
    const { id } = await ask(organization);
    await Promise.all([run(organization, id), run(organization, id), run(organization, id)]);
    await run(organization, id);
    expect(await bench.exports.get(organization, id)).toMatchObject({ state: 'ready', tries: 1 });
    expect((await actionsOf(organization)).filter((action) => action === 'data.exported')).toHaveLength(1);
  });

  it('that died is followed by another, which begins anew; a late part of the first is refused', async () => {
    const { organization } = await furnished();
    const { id } = await ask(organization);
    const claim = () =>
      bench.within(organization, (tx) =>
        tx.manager.query(`UPDATE data_exports SET state = 'running', tries = tries + 1, due_at = $2 WHERE id = $1`, [
          id,
          new Date(bench.clock.now().getTime() + 120_000),
        ]),
      );
    await claim();
    await bench.within(organization, (tx) =>
      tx.manager.query(
        `INSERT INTO data_export_chunks (organization_id, export_id, number, bytes) VALUES ($1, $2, 0, 'left')`,
        [organization, id],
      ),
    );
    await run(organization, id);
    expect(await bench.exports.get(organization, id)).toMatchObject({ state: 'running', tries: 1 });
    bench.clock.pass(120_001);
    await run(organization, id);
    expect(await bench.exports.get(organization, id)).toMatchObject({ state: 'ready', tries: 2 });
    expect((await bench.files(organization, id)).has('manifest.json')).toBe(true);
  });

  it('tries again what could not be read, and gives up after five tries', async () => {
    const { organization } = await furnished();
    const { id } = await ask(organization);
    const failing = vi
      .spyOn(bench.app.get(DocumentsService)['vault'], 'all')
      .mockRejectedValue(new AppError('key.unavailable'));
    for (let tries = 1; tries <= 5; tries += 1) {
      const { dueAt } = await bench.exports.get(organization, id);
      bench.clock.reach(dueAt);
      await run(organization, id);
      expect(await bench.exports.get(organization, id)).toMatchObject({
        state: tries === 5 ? 'failed' : 'waiting',
        error: 'key.unavailable',
        tries,
      });
      expect(await chunksOf(organization)).toEqual([]);
    }
    failing.mockRestore();
    expect(await codeOf(bench.exports.open(organization, id, 'key:1'))).toBe('data.export_not_ready');
    expect(await bench.exported(organization)).toMatchObject({ state: 'ready' });
  });

  it('does nothing for an export that is not there', async () => {
    const organization = await bench.organisation();
    await run(organization, uuidv7());
    expect(await bench.exports.list(organization, 10)).toEqual([]);
  });
});
