import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  builtInPlatforms,
  CallPolicy,
  DEFAULT_CALL_POLICY,
  PlatformGateway,
  PlatformRegistry,
  sandboxConnection,
  type Connection,
  type DirectoryQuery,
  type PlatformFlow,
  type Submission,
} from '@onefacture/adapters';
import { loadSettings, SandboxSettings } from '@onefacture/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { ciiInvoice } from '../../apps/simulator/src/testing/sample-invoice.js';

const gateway = new PlatformGateway(
  new PlatformRegistry(builtInPlatforms()),
  new CallPolicy({ settings: { ...DEFAULT_CALL_POLICY, deadlineMs: 2000 } }),
);
let simulator: RunningSimulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platforms-'));
  simulator = await startSimulator({ port: 0, dataDir: folder, stepMs: 5, holdMs: 20, clientSecret: 'of+the:sandbox' });
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

function connect(): Connection {
  const settings = loadSettings({
    ONEFACTURE_ENV: 'development',
    ONEFACTURE_DB_DSN: 'postgres://localhost/unused',
    ONEFACTURE_SANDBOX_BASE_URL: simulator.url,
    ONEFACTURE_SANDBOX_CLIENT_SECRET: 'of+the:sandbox',
  });
  return sandboxConnection(settings.get(SandboxSettings), {
    organization_id: randomUUID(),
    connection_id: randomUUID(),
  });
}

function invoiceFor(buyer?: string): Submission {
  const bytes = Buffer.from(ciiInvoice(buyer === undefined ? {} : { buyer }));
  return {
    tracking_id: randomUUID(),
    file_name: 'invoice.xml',
    media_type: 'application/xml',
    syntax: 'CII',
    processing_rule: 'B2B',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    invoice: { number: 'INV-1', seller_siren: '732829320' },
  };
}

/** Polls until the wanted number of messages came in; the bookmark travels as text. */
async function messages(connection: Connection, wanted: number): Promise<PlatformFlow[]> {
  const found: PlatformFlow[] = [];
  for (let cursor: string | null = null; found.length < wanted;) {
    const page = await gateway.listChanges(connection, cursor);
    expect(page.unreadable).toBe(0);
    found.push(...page.flows.filter(({ syntax }) => syntax === 'CDAR'));
    cursor = page.next_cursor;
  }
  return found;
}

describe('the sandbox adapter against the simulator', () => {
  it('sends an invoice, finds it, follows its messages and reads each of them once', async () => {
    const connection = connect();
    const submission = invoiceFor();
    const receipt = await gateway.submit(connection, submission);
    expect(receipt).toMatchObject({ outcome: 'accepted', acknowledgement: { status: 'Pending' } });
    const found = await gateway.findByTrackingId(connection, submission);
    expect(found).toMatchObject({ flow_id: receipt.flow_id, direction: 'Out', syntax: 'CII' });
    const original = await gateway.fetchDocument(connection, found!.flow_id);
    expect(Buffer.from(original.bytes).equals(Buffer.from(submission.bytes))).toBe(true);
    const inbound = await messages(connection, 3);
    expect(new Set(inbound.map(({ flow_id, updated_at }) => `${flow_id} ${updated_at}`)).size).toBe(inbound.length);
    const { bytes } = await gateway.fetchDocument(connection, inbound[0]!.flow_id);
    expect(Buffer.from(bytes).toString()).toContain('CrossDomainAcknowledgementAndResponse');
  });

  it('a second sending of the same tracking id already exists', async () => {
    const connection = connect();
    const submission = invoiceFor();
    await gateway.submit(connection, submission);
    expect(await gateway.submit(connection, submission)).toMatchObject({ outcome: 'already_exists' });
  });

  it('a lost answer leaves a flow that the look-up finds', async () => {
    const connection = connect();
    const submission = invoiceFor('000000067');
    await expect(gateway.submit(connection, submission)).rejects.toMatchObject({
      code: 'platform.unavailable',
      sent: 'maybe',
    });
    expect((await gateway.findByTrackingId(connection, submission))?.tracking_id).toBe(submission.tracking_id);
  });

  it('keeps organisations apart', async () => {
    const submission = invoiceFor();
    await gateway.submit(connect(), submission);
    expect(await gateway.findByTrackingId(connect(), submission)).toBeNull();
  });

  it('answers the health check and shows as up', async () => {
    const connection = connect();
    await gateway.healthCheck(connection);
    const [sandbox] = await gateway.status([connection]);
    expect(sandbox).toMatchObject({ name: 'sandbox', health: 'up', breaker: 'closed', verified: true });
  });
});

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What a receiver of the simulator got, once there are that many. */
async function callbacksAt(url: string, wanted: number): Promise<Received[]> {
  for (;;) {
    const { data } = (await (await fetch(url)).json()) as { data: Received[] };
    if (data.length >= wanted) return data;
  }
}

describe('callbacks of the simulator', () => {
  it('are subscribed to, believed by their signature, and name flows that can be asked for', async () => {
    const open = connect();
    const hook = `${simulator.url}/_simulator/hooks/${open.organization_id}`;
    const { secret } = await gateway.subscribe(open, hook);
    const connection: Connection = { ...open, ...(secret === undefined ? {} : { callback_secret: secret }) };
    const submission = invoiceFor('000000018');
    const receipt = await gateway.submit(connection, submission);
    const received = await callbacksAt(hook, 8);
    const news = received.map(({ headers, body }) =>
      gateway.verifyCallback(connection, { headers, body: Buffer.from(body), received_at: Date.now() }),
    );
    const flowIds = [...new Set(news.flatMap(({ flow_ids }) => flow_ids))];
    expect(flowIds).toContain(receipt.flow_id);
    for (const flow_id of flowIds) {
      expect(await gateway.getStatus(connection, { ...submission, flow_id })).toMatchObject({ flow_id });
    }
    const [first] = received;
    const forged = { headers: first!.headers, body: Buffer.from(`${first!.body} `), received_at: Date.now() };
    expect(() => gateway.verifyCallback(connection, forged)).toThrow('The signature of the callback is wrong.');
  });
});

const lookUp = async (query: DirectoryQuery) => await gateway.lookUp(connect(), query);

describe('the directory of the simulator', () => {
  it('finds a recipient by SIREN, SIRET and address', async () => {
    expect(await lookUp({ siren: '732829320' })).toEqual({
      complete: true,
      lines: [
        {
          address: '732829320',
          siren: '732829320',
          status: 'enabled',
          via: 'platform',
          name: 'Entreprise 732829320',
        },
      ],
    });
    for (const query of [{ siret: '73282932000074' }, { address: '732829320_73282932000074' }]) {
      expect((await lookUp(query)).lines).toMatchObject([{ siret: '73282932000074', status: 'enabled' }]);
    }
  });

  it.each([
    ['000000059', []],
    ['000000208', ['disabled']],
    ['000000216', ['upcoming']],
    ['000000232', ['enabled', 'enabled', 'disabled', 'enabled', 'upcoming']],
    ['000000257', ['unknown']],
  ])('of %s the lines are %j', async (siren, statuses) => {
    const { lines, complete } = await lookUp({ siren });
    expect([lines.map(({ status }) => status), complete]).toEqual([statuses, true]);
  });

  it('says when it got a part of the lines only', async () => {
    const { lines, complete } = await lookUp({ siren: '000000240' });
    expect([lines.length, complete]).toEqual([2, false]);
  });

  it('tells what a public body wants', async () => {
    const { lines } = await lookUp({ siren: '000000224' });
    expect(lines).toMatchObject([
      { siret: '00000022400014', via: 'public_portal', requires: { commitment: true, service_code: true } },
      { routing_code: 'COMPTA-01', routing_name: 'Service COMPTA-01', via: 'public_portal' },
    ]);
  });
});
