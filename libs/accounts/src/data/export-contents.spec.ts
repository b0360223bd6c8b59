import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { ExportContents } from './export-contents.js';
import { ExportSource, jsonEntry, pagedEntries, type ExportEntry } from './export-source.js';

const CLOCK = new HeldClock();
const EXPORT = { id: 'e', requestedAt: CLOCK.now() };

class Source extends ExportSource {
  constructor(private readonly given: readonly ExportEntry[]) {
    super();
  }

  override async *entries(): AsyncIterable<ExportEntry> {
    yield* this.given;
  }

  override async size(): Promise<number> {
    return this.given.length;
  }
}

const invoice = (name: string) => jsonEntry(`${name}.json`, { name }, { counts: { invoices: 1 }, done: 1 });

async function all(entries: AsyncIterable<ExportEntry>): Promise<ExportEntry[]> {
  const found: ExportEntry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}
const goOn = async (): Promise<void> => undefined;

describe(ExportContents.name, () => {
  it('ends with a manifest that counts everything and names each file with its hash', async () => {
    const lists = new Source([jsonEntry('companies.json', [1, 2], { counts: { companies: 2 } })]);
    const contents = new ExportContents('o', EXPORT, [lists, new Source([invoice('a'), invoice('b')])]);
    const entries = await all(contents.entries(CLOCK, goOn));
    expect(entries.map(({ path }) => path)).toEqual(['companies.json', 'a.json', 'b.json', 'manifest.json']);
    const manifest: unknown = JSON.parse(Buffer.from(entries.at(-1)?.bytes ?? []).toString());
    expect(manifest).toMatchObject({
      format: 'onefacture-export',
      version: 1,
      organization_id: 'o',
      requested_at: EXPORT.requestedAt.toISOString(),
      counts: { companies: 2, invoices: 2 },
      files: entries.slice(0, -1).map(({ path, bytes }) => ({
        path,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    });
  });

  it('tells how far it is, and 100 only when it is stored', async () => {
    const contents = new ExportContents('o', EXPORT, [new Source([invoice('a'), invoice('b'), invoice('c')])]);
    await contents.measure();
    const told: object[] = [contents.progress];
    for await (const _ of contents.entries(CLOCK, goOn)) told.push(contents.progress);
    expect(told).toEqual([
      { percent: 0, files: 0 },
      { percent: 33, files: 1 },
      { percent: 66, files: 2 },
      { percent: 99, files: 3 },
      { percent: 99, files: 4 },
    ]);
  });

  it('goes no further than it may', async () => {
    const contents = new ExportContents('o', EXPORT, [new Source([invoice('a'), invoice('b')])]);
    const entries = contents.entries(CLOCK, async () => {
      if (contents.progress.files === 1) throw new Error('stop');
    });
    await expect(all(entries)).rejects.toThrow('stop');
  });
});

describe('files of a long list', () => {
  it('hold a page each; an empty list has one', async () => {
    const rows = Array.from({ length: 2_001 }, (_, index) => ({ id: String(index).padStart(5, '0') }));
    const page = async (limit: number, after: string | undefined) =>
      rows.filter(({ id }) => after === undefined || id > after).slice(0, limit);
    const entries = await all(pagedEntries('api_keys', page, ({ id }) => id));
    expect(entries.map(({ path, counts }) => [path, counts?.['api_keys']])).toEqual([
      ['api-keys-0001.json', 1_000],
      ['api-keys-0002.json', 1_000],
      ['api-keys-0003.json', 1],
    ]);
    const none = await all(pagedEntries('licences', async () => [], String));
    expect(none.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['licences-0001.json', '[]\n'],
    ]);
  });
});
