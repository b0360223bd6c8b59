import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { brunoCommand, installBruno } from '../../scripts/bruno/run.js';
import { startForwardedStripe, type ForwardedStripe } from '../billing/forwarded-stripe.js';
import type { Client } from './client.js';
import { invoiceBody } from './invoices.js';
import { OPERATOR } from './operator.js';
import { ADMIN_KEY, startStack, type Stack } from './stack.js';

/** The collection in bruno/ as a newcomer runs it, against both processes, the simulator and the simulated Stripe. */

const Check = z.looseObject({ status: z.string(), error: z.string().optional() });
const Result = z.looseObject({
  path: z.string(),
  status: z.string(),
  error: z.string().nullish(),
  response: z.looseObject({ status: z.union([z.number(), z.string()]).nullish(), data: z.unknown() }),
  assertionResults: z.array(Check.extend({ lhsExpr: z.string(), rhsExpr: z.string() })),
});
type Result = z.output<typeof Result>;
const Report = z.tuple([z.looseObject({ results: z.array(Result) })]);

let stack: Stack;
let stripe: ForwardedStripe;
let folder: string;
let installed = false;
beforeAll(async () => {
  installed = await installBruno();
  if (!installed) return;
  folder = await mkdtemp(join(tmpdir(), 'onefacture-bruno-'));
  stripe = await startForwardedStripe('onefacture', () => `${stack.api.url}/billing/stripe-webhook`);
  const settings = { ...stripe.settings, ...OPERATOR, ONEFACTURE_SUBMIT_RETRY_SCHEDULE: '100ms,100ms' };
  stack = await startStack({ stepMs: 15, broker: true, settings });
}, 400_000);
afterAll(async () => {
  await stack?.stop();
  await stripe?.stop();
  if (installed) await rm(folder, { recursive: true, force: true });
});
beforeEach(({ skip }) => skip(!installed, 'Bruno could not be installed: npm ci --prefix bruno says why'));

/** Runs the collection, or parts of it, and reads what became of each request. */
async function run(...more: string[]): Promise<Result[]> {
  const report = join(folder, 'report.json');
  const { file, args, options } = brunoCommand(
    {
      apiUrl: stack.api.url,
      simulatorUrl: stack.simulatorUrl,
      adminKey: ADMIN_KEY,
      stripeWebhookSecret: stripe.settings['ONEFACTURE_STRIPE_WEBHOOK_SECRET'] ?? '',
    },
    // What comes after a request that failed lacks what it would have kept.
    [...more, '--bail', '--reporter-json', report],
  );
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const written = await readFile(report, 'utf8').catch(() => {
    throw new Error(`bruno wrote no report:\n${output}${complaints}`);
  });
  return Report.parse(JSON.parse(written))[0].results;
}

/** What is wrong with a request, in one paragraph; nothing when it passed or was left out. */
function complaint({ path, status, error, response, assertionResults }: Result): string[] {
  const failed = assertionResults.filter((check) => check.status === 'fail');
  if (!error && failed.length === 0 && ['pass', 'skipped'].includes(status)) return [];
  const checks = failed.map((check) => `  ${check.lhsExpr} ${check.rhsExpr}: ${check.error ?? ''}`);
  const answer = `  answer: ${JSON.stringify(response.data)?.slice(0, 600) ?? ''}`;
  return [[`${path}: ${response.status ?? ''} ${error ?? ''}`, ...checks, answer].join('\n')];
}

const complaints = (results: readonly Result[]): string => results.flatMap(complaint).join('\n\n');
const leftOut = (results: readonly Result[]): string[] =>
  results.filter(({ status }) => status === 'skipped').map(({ path }) => path);

/** An organisation one of whose invoices died because the platform refused all service. */
async function withDeadLetter(): Promise<Client> {
  const client = await stack.organisation();
  const faults = (wanted: object) =>
    fetch(`${stack.simulatorUrl}/_simulator/faults`, { method: 'POST', body: JSON.stringify(wanted) });
  await faults({ refuse_rate: 1 });
  const { id } = await client.submitNew(invoiceBody());
  await client.until(id, ({ submission }) => submission?.state === 'dead');
  await faults({});
  return client;
}

describe('the Bruno collection', () => {
  it('runs from top to bottom', { timeout: 300_000 }, async () => {
    const results = await run();
    expect(complaints(results)).toBe('');
    expect(results.length).toBeGreaterThan(140);
    // Where the collection takes either answer, this stack has what the better one needs.
    const better = /Give an organisation a key of its own|Destroy the key|Factur-X of an invoice for your subscription/;
    expect(results.filter(({ path }) => better.test(path)).map(({ response }) => response.status)).toEqual([
      200, 200, 200,
    ]);
    expect(leftOut(results)).toEqual(['16-Submissions/02 One dead letter', '16-Submissions/03 Take one up again']);
  });

  it('takes up again what was given up', async () => {
    const { apiKey } = await withDeadLetter();
    const results = await run('16-Submissions', '--env-var', `api_key=${apiKey}`);
    expect(complaints(results)).toBe('');
    expect(leftOut(results)).toEqual([]);
  });
});
