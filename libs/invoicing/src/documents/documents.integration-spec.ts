import { createHash } from 'node:crypto';
import type { AppError } from '@onefacture/errors';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTOR, startInvoicing, type InvoicingBench } from '../testing/invoicing-bench.js';
import { DocumentsService } from './documents.service.js';

let bench: InvoicingBench;
let documents: DocumentsService;
beforeAll(async () => {
  bench = await startInvoicing();
  documents = bench.app.get(DocumentsService);
});
afterAll(() => bench.stop());

const codeOf = (error: AppError) => error.code;
const get = (organisation: string, id: string, kind: string) => documents.get(organisation, id, { kind });
/** A worker has claimed it. */
const claim = (organisation: string) =>
  bench.within(organisation, (tx) => tx.manager.query(`UPDATE invoices SET submission_state = 'sending'`));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a preview', () => {
  it('shows a draft as it is now, and keeps nothing', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const before = await get(organisation, entity.id, 'cii');
    expect(before).toMatchObject({ frozen: false, mediaType: 'application/xml', filename: 'INV-2026-0001.xml' });
    expect(Buffer.from(before.bytes).toString()).toContain('>INV-2026-0001<');
    await bench.within(organisation, (tx) => bench.invoices.patch(tx, ACTOR, entity.id, 1, { number: 'F/9' }));
    const after = await get(organisation, entity.id, 'cii');
    expect(Buffer.from(after.bytes).toString()).toContain('>F/9<');
    expect(after.filename).toBe('F_9.xml');
    const rows = await bench.within(organisation, (tx) => tx.manager.query<object[]>('SELECT kind FROM documents'));
    expect(rows).toEqual([]);
  });
});

describe('documents', () => {
  it('are frozen once: made again at another moment, their bytes stay', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    await claim(organisation);
    const first = await documents.freeze(entity);
    expect(first.map(({ kind }) => kind)).toEqual(['cii', 'facturx']);
    bench.clock.pass(86_400_000);
    const again = await documents.freeze(entity);
    const served = await get(organisation, entity.id, 'facturx');
    const hashes = (all: typeof first) => all.map(({ bytes }) => sha256(bytes));
    expect(hashes(again)).toEqual(hashes(first));
    expect(served.frozen).toBe(true);
    expect(sha256(served.bytes)).toBe(first[1]?.sha256);
    expect(Buffer.from(served.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('are one set when two workers freeze at the same moment', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const later = { now: () => new Date(bench.clock.now().getTime() + 3_600_000) };
    const other = Object.assign(Object.create(documents) as { freeze: DocumentsService['freeze'] }, { clock: later });
    const [one, two] = await Promise.all([documents.freeze(entity), other.freeze(entity)]);
    expect(one.map(({ sha256: hash }) => hash)).toEqual(two.map(({ sha256: hash }) => hash));
    const [{ count } = { count: 0 }] = await bench.within(organisation, (tx) =>
      tx.manager.query<{ count: number }[]>('SELECT count(*)::int AS count FROM documents'),
    );
    expect(count).toBe(2);
  });

  it('are sealed at rest, with what their bytes are beside them', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    const [cii] = await documents.freeze(entity);
    const rows = await bench.within(organisation, (tx) =>
      tx.manager.query<{ bytes: Buffer; sha256: string; size: number; program_version: string }[]>(
        `SELECT bytes, sha256, size, program_version FROM documents ORDER BY kind`,
      ),
    );
    expect(rows[0]).toMatchObject({ sha256: cii?.sha256, size: cii?.bytes.length });
    expect(rows[0]?.program_version).toMatch(/^onefacture \d/);
    for (const { bytes } of rows) {
      expect(bytes.includes('avenue Foch')).toBe(false);
      expect(bytes.includes('%PDF')).toBe(false);
      expect(bytes.includes('CrossIndustryInvoice')).toBe(false);
    }
  });

  it('of another kind, or of another organisation, are not there', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    const { entity } = await bench.create(one);
    await documents.freeze(entity);
    await expect(get(one, entity.id, 'cdar').catch(codeOf)).resolves.toBe('document.not_available');
    await expect(get(one, entity.id, 'constructor').catch(codeOf)).resolves.toBe('document.not_available');
    await expect(get(two, entity.id, 'cii').catch(codeOf)).resolves.toBe('request.not_found');
  });

  it('that were altered at rest do not open', async () => {
    const organisation = await bench.organisation();
    const { entity } = await bench.create(organisation);
    await claim(organisation);
    await documents.freeze(entity);
    const client = new Client(bench.dsn);
    await client.connect();
    await client.query(
      `UPDATE documents SET bytes = set_byte(bytes, length(bytes) - 1, get_byte(bytes, length(bytes) - 1) # 1)
         WHERE invoice_id = $1 AND kind = 'cii'`,
      [entity.id],
    );
    await client.end();
    await expect(get(organisation, entity.id, 'cii').catch(codeOf)).resolves.toBe('data.undecryptable');
    await expect(get(organisation, entity.id, 'facturx')).resolves.toMatchObject({ frozen: true });
  });
});
