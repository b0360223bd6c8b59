import { writeCii } from '@onefacture/formats';
import { inspectDocument } from '@onefacture/inspection';
import { invoiceOf } from './library-invoices.js';

const WARM_UP_MS = 2_000;
const DOCUMENTS = 50;

const [seconds = '5'] = process.argv.slice(2);
const documents = Array.from({ length: DOCUMENTS }, () => Buffer.from(writeCii(invoiceOf(3))));

/** Documents judged a second on the clock, and a second of processor time; all of them different ones. */
function rates(forMs: number): [number, number] {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  while (performance.now() - startedAt < forMs) {
    for (const document of documents) inspectDocument(document, 'all');
    count += DOCUMENTS;
  }
  const { user, system } = process.cpuUsage(before);
  return [(count * 1_000) / (performance.now() - startedAt), (count * 1_000_000) / (user + system)];
}

rates(WARM_UP_MS);
process.stdout.write(
  rates(Number(seconds) * 1_000)
    .map(Math.round)
    .join(' '),
);
