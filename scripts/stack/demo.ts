import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { DemoClient } from './demo-client.js';
import { describeEvent } from './demo-words.js';
import { demoNumber, sampleInvoice } from './sample-invoice.js';
import { bold, complain, dim, green, say } from './screen.js';
import type { Stack } from './stack-file.js';
import { sleep } from './wait.js';

const ENDED = new Set(['PAID', 'REJECTED', 'CANCELLED']);

const invoiceSchema = z.object({
  id: z.string(),
  status: z.string(),
  submission: z
    .object({ state: z.string().nullish(), attempts: z.number().nullish(), last_error: z.unknown().nullish() })
    .nullish(),
});
const timelineSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      event: z.string(),
      status: z.string().nullish(),
      lifecycle_code: z.union([z.string(), z.number()]).nullish(),
    }),
  ),
});

/**
 * Sends the sample invoice and shows its life until it is paid, then leaves its PDF and XML in `outFolder`.
 * Every step is tried again until the time is over: api, worker or Redis may die meanwhile.
 * @returns whether the invoice ended PAID
 */
export async function runDemo(
  stack: Stack,
  outFolder: string,
  { withinMs, signal, pauseMs = 400 }: { withinMs: number; signal: AbortSignal; pauseMs?: number },
): Promise<boolean> {
  const now = new Date();
  const number = demoNumber(now);
  const client = new DemoClient(stack, AbortSignal.any([signal, AbortSignal.timeout(withinMs)]), pauseMs);
  say();
  say(bold(`Demo: invoice ${number}, 1 800.00 EUR, from Acme SAS to Globex SAS`));
  try {
    await client.watchWebhooks();
    const body = { ...sampleInvoice(number, now) };
    const sent = await client.post('/v1/invoices?submit=true', body, `demo-${number}`, [201, 202]);
    const { id } = invoiceSchema.parse(sent);
    say(dim(`  sent, id ${id}`));
    const status = await follow(client, id, pauseMs);
    if (status !== 'PAID') {
      complain(`the demo invoice ended ${status}; its timeline is at ${stack.api_url}/v1/invoices/${id}/timeline`);
      return false;
    }
    await saveDocuments(client, id, number, outFolder);
    await report(client, stack, { id, number }, pauseMs);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    const reason = client.isOver ? `no PAID within ${withinMs / 1000} s` : String(error);
    complain(`the demo did not finish (${reason}); see .data/logs/api.log and worker.log`);
    return false;
  }
}

/** Prints each event once, as it happens, until the invoice has come to an end. */
async function follow(client: DemoClient, id: string, pauseMs: number): Promise<string> {
  const shown = new Set<string>();
  const startedAt = Date.now();
  let quietSince = Date.now();
  for (;;) {
    // The status first: the timeline read after it holds every event that led there.
    const invoice = invoiceSchema.parse(await client.get(`/v1/invoices/${id}`));
    const { data } = timelineSchema.parse(await client.get(`/v1/invoices/${id}/timeline`));
    const fresh = data.filter((event) => !shown.has(event.id)).toSorted((one, two) => one.at.localeCompare(two.at));
    for (const event of fresh) {
      shown.add(event.id);
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
      say(`  ${dim(`${seconds} s`)}  ${(event.status ?? '').padEnd(9)}  ${describeEvent(event)}`);
    }
    if (ENDED.has(invoice.status)) return invoice.status;
    if (fresh.length > 0) quietSince = Date.now();
    if (Date.now() - quietSince > 8_000) {
      const { state, attempts } = invoice.submission ?? {};
      say(dim(`           still ${invoice.status}, submission ${state ?? 'none'}, attempts ${attempts ?? 0}`));
      quietSince = Date.now();
    }
    await sleep(pauseMs);
  }
}

async function saveDocuments(client: DemoClient, id: string, number: string, outFolder: string): Promise<void> {
  mkdirSync(outFolder, { recursive: true });
  for (const [kind, extension] of [
    ['facturx', 'pdf'],
    ['cii', 'xml'],
  ] as const) {
    const file = join(outFolder, `${number}.${extension}`);
    writeFileSync(file, await client.download(`/v1/invoices/${id}/documents/${kind}`));
    say(`  ${green('saved')} ./${relative(process.cwd(), file)}`);
  }
}

async function report(
  client: DemoClient,
  stack: Stack,
  { id, number }: { id: string; number: string },
  pauseMs: number,
): Promise<void> {
  // The last delivery leaves after the state that it tells about.
  let count = await client.webhookCount(id);
  for (let calm = 0; calm < 4; calm += 1) {
    await sleep(pauseMs);
    const next = await client.webhookCount(id);
    if (next !== count) calm = 0;
    count = next;
  }
  const times = await client.submissionCount(number);
  say(`  ${green('PAID')}  submitted ${times === 1 ? 'once' : `${times} times`}, ${count} signed webhooks delivered`);
  say(dim(`        what the platform saw: ${stack.simulator_url}/_simulator/hooks/demo and ${stack.simulator_url}/`));
}
