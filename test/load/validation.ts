import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openInvoice, writeCii } from '@onefacture/formats';
import { inspectDocument } from '@onefacture/inspection';
import { checkModel, ruleSetsOf, Subject, watchDocument } from '@onefacture/validation';
import { compilePack, NOT_HERE } from '../conformance/official-standards.js';
import { medianRound, processorTime, type Round, roundLine } from './figures.js';
import { invoiceOf } from './library-invoices.js';
import { type Call, load, peakMegabytes } from './load.js';
import { startMachine } from './machine.js';

const ROUNDS = 9;
/** Of 0.3 s, before measuring, for ours and for theirs. */
const UNCOUNTED = 20;
const PROCESSES = 2;
const SECONDS = 5;

const GOALS = { fasterThanSaxon: 50, fiveThousandOverFiveHundred: 12, fiveThousandMs: 1_000, perSecond: 1_000 };

const documentOf = (lines: number): Uint8Array => Buffer.from(writeCii(invoiceOf(lines)));

/** Bytes to report in this process: reading, schema and rules. A document that is refused would be measured for nothing. */
function pipeline(document: Uint8Array): void {
  const failed = inspectDocument(document, 'all').layers.find(({ report }) => report.status === 'failed');
  if (failed !== undefined) throw new Error(`The sample is refused: ${JSON.stringify(failed.findings.slice(0, 3))}`);
}

const ms = (value: number): string => `${value.toFixed(2)} ms`;
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const verdict = (met: boolean): string => (met ? 'met' : 'MISSED');
const scriptOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What saxon-js takes for the rules of CEN for CII and nothing else, in a process of its own, rules loaded before. */
async function saxonCost(document: Uint8Array): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-validation-'));
  try {
    const file = join(folder, 'invoice.xml');
    writeFileSync(file, document);
    const sef = await compilePack('CEN EN16931-CII 1.3.16');
    const args = ['--stack-size=8000', '--import', 'tsx', scriptOf('saxon-cost.ts'), sef, file];
    const { stdout, stderr } = spawnSync(process.execPath, [...args, String(ROUNDS), String(UNCOUNTED)], {
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return Number(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function againstSaxon(): Promise<void> {
  const three = documentOf(3);
  const ours = await processorTime(ROUNDS, () => pipeline(three), UNCOUNTED);
  const reading = await processorTime(ROUNDS, () => openInvoice(three));
  const watched = await processorTime(ROUNDS, () => openInvoice(three, watchDocument));
  const { document, syntax } = openInvoice(three).reading;
  const sets = ruleSetsOf(document, syntax, 'all');
  const model = await processorTime(ROUNDS, () => sets.map((set) => checkModel(set, new Subject(document, syntax))));
  const rules = `rules over elements ${ms(watched - reading)} and over the model ${ms(model)}`;
  say(
    `3 lines: pipeline ${ms(ours)} (reading ${ms(reading)}, ${rules}, schema and report ${ms(ours - watched - model)})`,
  );
  say(`  by the rules of ${sets.map(({ name }) => name).join(', ')}`);
  if (NOT_HERE) {
    say('  not held against saxon-js: the official rules are not on this machine');
    return;
  }
  const theirs = await saxonCost(three);
  const ratio = theirs / ours;
  const { fasterThanSaxon } = GOALS;
  say(`  saxon-js on CEN-CII alone ${ms(theirs)}: ${ratio.toFixed(0)} times as much`);
  say(`  goal ${fasterThanSaxon} times: ${verdict(ratio >= fasterThanSaxon)}`);
}

async function byLength(): Promise<void> {
  const [short, long] = [documentOf(500), documentOf(5_000)];
  const few = await processorTime(ROUNDS, () => pipeline(short), UNCOUNTED);
  const many = await processorTime(ROUNDS, () => pipeline(long));
  const ratio = many / few;
  const met = ratio <= GOALS.fiveThousandOverFiveHundred && many < GOALS.fiveThousandMs;
  say(`500 lines: pipeline ${ms(few)}; 5,000 lines: ${ms(many)}, ratio ${ratio.toFixed(1)}`);
  say(`  goal at most ${GOALS.fiveThousandOverFiveHundred}, and under ${GOALS.fiveThousandMs} ms: ${verdict(met)}`);
}

/** Everything that a child says. */
async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, 'close');
  return text;
}

/** On the clock, so that other work on the machine counts against it; the processor time says what it would be alone. */
async function throughput(): Promise<void> {
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  const args = ['--import', 'tsx', scriptOf('validate-many.ts'), String(SECONDS)];
  const children = Array.from({ length: PROCESSES }, () => spawn(process.execPath, args, { stdio }));
  const said = (await Promise.all(children.map(outputOf))).map((text) => text.split(' ').map(Number));
  const [clock = 0, alone = 0] = [0, 1].map((at) => said.reduce((sum, rates) => sum + (rates[at] ?? 0), 0));
  say(`3 lines, ${PROCESSES} processes: ${clock} documents a second (by processor time, ${alone})`);
  say(`  goal ${GOALS.perSecond} a second: ${verdict(clock >= GOALS.perSecond)}`);
}

/** No more in flight than one child and its queue take by default: beyond, the api answers 503. */
const HTTP = { rounds: 5, seconds: 3, concurrency: 12, warmUp: 8 };

/** POST /v1/validate at the built api with its default settings: its processes, Postgres, Redis and this one share the machine. */
async function throughHttp(): Promise<void> {
  const machine = await startMachine();
  try {
    const documents = Array.from({ length: 50 }, () => Buffer.from(documentOf(3)).toString());
    const headers = { 'x-api-key': machine.apiKey, 'content-type': 'application/xml' };
    let sent = 0;
    const next = (): Call => {
      sent += 1;
      const body = documents[sent % documents.length] ?? '';
      return { method: 'POST', path: '/v1/validate', headers, body, expected: 200 };
    };
    const { concurrency, seconds } = HTTP;
    await load(machine.api, next, { concurrency, seconds: HTTP.warmUp });
    const rounds: Round[] = [];
    while (rounds.length < HTTP.rounds) rounds.push(await load(machine.api, next, { concurrency, seconds }));
    say(`through HTTP, ${concurrency} requests in flight, medians of ${HTTP.rounds} rounds of ${seconds} s:`);
    say(roundLine('POST /v1/validate, 3 lines', medianRound(rounds)));
    say(
      `  processor time is that of the api alone; it held ${peakMegabytes(machine.api.pid)?.toFixed(0) ?? '?'} MB at most`,
    );
  } finally {
    await machine.stop();
  }
}

/** Each in a process of its own: what one leaves on the heap, or has compiled for it, is not counted with the next. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  'against-saxon': againstSaxon,
  'by-length': byLength,
  throughput,
  'through-http': throughHttp,
};

const part = PARTS[process.argv[2] ?? ''];
if (part !== undefined) await part();
else {
  say(`Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`);
  say(`processor time, medians of ${ROUNDS} rounds; the pipeline goes from bytes to report: reading, schema and rules`);
  for (const name of Object.keys(PARTS)) {
    const args = [...process.execArgv, fileURLToPath(import.meta.url), name];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
