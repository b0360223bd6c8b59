import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readInvoice } from './documents/invoice-facts.js';
import { startSimulator, type RunningSimulator } from './simulator.js';
import { PlatformClient } from './testing/platform-client.js';
import { ublInvoice } from './testing/sample-invoice.js';

let simulator: RunningSimulator;
let folder: string;
const start = () => startSimulator({ port: 0, dataDir: folder, stepMs: 5, holdMs: 20 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-inbox-'));
  simulator = await start();
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const Delivered = z.object({ flow_id: z.string(), syntax: z.string(), name: z.string() });
const deliver = async (organization: string, body?: Buffer, more = '') =>
  Delivered.parse(
    await (
      await fetch(`${simulator.url}/_simulator/inbox?organization_id=${organization}${more}`, {
        method: 'POST',
        ...(body ? { body: new Uint8Array(body) } : {}),
      })
    ).json(),
  );
const incoming = (client: PlatformClient) => client.search({ flowDirection: ['In'] });

describe('the inbox of an organisation', () => {
  it('has a sample come in, which only that organisation sees, and nobody submitted', async () => {
    const organization = randomUUID();
    const client = await PlatformClient.login(simulator.url, organization);
    const { flow_id, syntax } = await deliver(organization);
    expect(syntax).toBe('CII');
    const { results } = await incoming(client);
    expect(results).toMatchObject([{ flowId: flow_id, flowType: 'SupplierInvoice', flowDirection: 'In' }]);
    expect(readInvoice(Buffer.from(await client.document(flow_id)), 'CII')).toMatchObject({ due: '1200.00' });
    expect(await client.settled()).toEqual([]);
    expect((await incoming(await PlatformClient.login(simulator.url))).results).toEqual([]);
  });

  it.each([
    ['UBL', ublInvoice(), 'UBL'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'Factur-X'],
    ['a lifecycle message', Buffer.from('<rsm:CrossDomainAcknowledgementAndResponse/>'), 'CDAR'],
    ['anything else', Buffer.from('hello'), 'CII'],
  ])('takes %s as it is', async (_, file, syntax) => {
    const organization = randomUUID();
    const delivered = await deliver(organization, file, '&name=a.bin');
    expect(delivered).toMatchObject({ syntax, name: 'a.bin' });
    const client = await PlatformClient.login(simulator.url, organization);
    expect(await client.document(delivered.flow_id)).toBe(file.toString('utf8'));
  });

  it('gives a flow other bytes, and remembers all of it after a restart', async () => {
    const organization = randomUUID();
    const first = await deliver(organization, Buffer.from('one'));
    await deliver(organization, Buffer.from('two'), `&flow_id=${first.flow_id}`);
    await simulator.stop();
    simulator = await start();
    const client = await PlatformClient.login(simulator.url, organization);
    const { results } = await incoming(client);
    expect(results).toHaveLength(1);
    expect(results[0]?.updatedAt).not.toBe(results[0]?.submittedAt);
    expect(await client.document(first.flow_id)).toBe('two');
  });

  it('wants to know whose it is', async () => {
    expect((await fetch(`${simulator.url}/_simulator/inbox`, { method: 'POST' })).status).toBe(400);
  });
});
