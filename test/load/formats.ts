import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  readCdar,
  readCii,
  readUbl,
  writeCdar,
  writeCii,
  writeFacturX,
  writeUbl,
  type LifecycleMessage,
} from '@onefacture/formats';
import Pdf from 'pdfkit';
import { SaxesParser } from 'saxes';
import { cost, median } from './figures.js';
import { invoiceOf } from './library-invoices.js';

const ROUNDS = 7;
const NOW = new Date();

/** Something to time, and what to hold it against. */
interface Pair {
  readonly name: string;
  readonly work: () => unknown;
  readonly yardstick: string;
  readonly bare: () => unknown;
}

/** Prints both and their ratio; answers ours in ms. */
async function compare({ name, work, yardstick, bare }: Pair): Promise<number> {
  const [works, bares]: [number[], number[]] = [[], []];
  await cost(work);
  await cost(bare);
  for (let round = 0; round < ROUNDS; round += 1) {
    works.push(await cost(work));
    bares.push(await cost(bare));
  }
  const [ours, theirs] = [median(works), median(bares)];
  const figures = `${ours.toFixed(3).padStart(9)} ms   ${yardstick} ${theirs.toFixed(3).padStart(8)} ms`;
  process.stdout.write(`${name.padEnd(32)}${figures}   ratio ${(ours / theirs).toFixed(1)}\n`);
  return ours;
}

/** Every event of the document, and nothing done with it. */
function bareParse(xml: string): void {
  new SaxesParser({ xmlns: true }).write(xml).close();
}

const FONT = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
);

/** One PDF/A-3b page with one line of text in the font of our page, read from its file as pdfkit does. */
async function barePage(): Promise<void> {
  const page = new Pdf({ subset: 'PDF/A-3b', pdfVersion: '1.7', font: FONT, info: { CreationDate: NOW } });
  const ended = new Promise((resolve) => page.on('data', () => undefined).once('end', resolve));
  page.text('Facture');
  page.end();
  await ended;
}

const message: LifecycleMessage = {
  guideline: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
  id: 'LC-1',
  issued_at: '2026-06-01T10:00:00.000Z',
  phase: '23',
  stated_at: '2026-06-01T10:00:00.000Z',
  sender: { role: 'WK' },
  issuer: { role: 'BY', id: { scheme: '0002', value: '552120222' } },
  recipients: [{ role: 'SE', id: { scheme: '0002', value: '732829320' } }],
  references: [
    {
      number: 'INV-2026-0001',
      type_code: '380',
      lifecycle_code: '205',
      issue_date: '2026-06-01',
      seller_siren: '732829320',
      statuses: [],
    },
  ],
};

const statusXml = writeCdar(message);
const statusBytes = Buffer.from(statusXml);
const against = (xml: string) => ({ yardstick: 'bare saxes parse', bare: () => bareParse(xml) });

process.stdout.write(`Node ${process.versions.node}, processor time of one document, medians of ${ROUNDS} rounds\n`);
await compare({ name: 'read a CDAR status', work: () => readCdar(statusBytes), ...against(statusXml) });
await compare({ name: 'write a CDAR status', work: () => writeCdar(message), ...against(statusXml) });

const readers = [
  { syntax: 'CII', read: readCii, write: writeCii },
  { syntax: 'UBL', read: readUbl, write: writeUbl },
] as const;
for (const { syntax, read, write } of readers) {
  const times: number[] = [];
  for (const lines of [3, 1_000, 10_000]) {
    const xml = write(invoiceOf(lines));
    const bytes = Buffer.from(xml);
    times.push(await compare({ name: `read ${syntax}, ${lines} lines`, work: () => read(bytes), ...against(xml) }));
  }
  const [, thousand = 0, tenThousand = 0] = times;
  process.stdout.write(`read ${syntax}, 10,000 lines / 1,000 lines: ratio ${(tenThousand / thousand).toFixed(1)}\n`);
}

/** Peak resident memory of a process that does nothing but read one file. */
function peakMemory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-formats-'));
  try {
    const file = join(folder, 'invoice.xml');
    writeFileSync(file, writeCii(invoiceOf(10_000)));
    const script = fileURLToPath(new URL('read-one.ts', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, file], { encoding: 'utf8' });
    return stdout === '' ? stderr : stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
process.stdout.write(`read CII, 10,000 lines, in a process of its own: ${peakMemory()}`);

for (const lines of [1, 100, 5_000]) {
  const invoice = invoiceOf(lines);
  const xml = writeCii(invoice);
  await compare({ name: `write CII, ${lines} lines`, work: () => writeCii(invoice), ...against(xml) });
  await compare({
    name: `write Factur-X, ${lines} lines`,
    work: () => writeFacturX(invoice, xml, { createdAt: NOW, generator: 'bench' }),
    yardstick: 'bare pdfkit page',
    bare: barePage,
  });
}
