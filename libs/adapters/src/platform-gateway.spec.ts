import { randomUUID } from 'node:crypto';
import { Secret } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { CallPolicy } from './call-policy/call-policy.js';
import { MemoryPlatformHealthStore } from './platform-health.js';
import { PlatformGateway } from './platform-gateway.js';
import type { Call, Connection } from './ports/connection.js';
import type { PlatformAdapter } from './ports/platform-adapter.js';
import { PlatformFault, type FaultKind } from './ports/platform-fault.js';
import { builtInPlatforms, PlatformRegistry } from './registry.js';
import { faultOf, sampleSubmission } from './testing/adapter-contract.js';

const [sandbox, standard] = builtInPlatforms();

/** An adapter that answers or fails as told and keeps the calls it got. */
class ScriptedAdapter implements PlatformAdapter {
  readonly calls: Call[] = [];
  failure: PlatformFault | null = null;

  constructor(
    readonly name: string,
    readonly capabilities: PlatformAdapter['capabilities'],
  ) {}

  fails(kind: FaultKind, sent: 'no' | 'maybe' = 'maybe'): void {
    this.failure = new PlatformFault(kind, { platform: this.name, sent, detail: `it said ${kind}` });
  }

  async #answer<T>(call: Call, value: T): Promise<T> {
    this.calls.push(call);
    if (this.failure !== null) throw this.failure;
    return value;
  }

  submit: PlatformAdapter['submit'] = async (_, call) =>
    await this.#answer(call, {
      outcome: 'accepted' as const,
      flow_id: 'f',
      acknowledgement: { status: 'Pending', details: [] },
    });
  findByTrackingId: PlatformAdapter['findByTrackingId'] = async (_, call) => await this.#answer(call, null);
  getStatus: PlatformAdapter['getStatus'] = async (_, call) => await this.#answer(call, null);
  respond: PlatformAdapter['respond'] = async ({ submission }, call) => await this.submit(submission, call);
  verifyCallback: PlatformAdapter['verifyCallback'] = () => ({ id: 'callback', flow_ids: [] });
  lookUp: PlatformAdapter['lookUp'] = async (_, call) => await this.#answer(call, { lines: [], complete: true });
  listChanges: PlatformAdapter['listChanges'] = async (cursor, call) =>
    await this.#answer(call, { flows: [], next_cursor: cursor ?? 'start', more: false, unreadable: 0 });
  fetchDocument: PlatformAdapter['fetchDocument'] = async (flowId, kind, call) =>
    await this.#answer(call, { bytes: Buffer.from(flowId), media_type: kind });
  healthCheck: PlatformAdapter['healthCheck'] = async (call) => await this.#answer(call, undefined);
}

function scene(): {
  adapter: ScriptedAdapter;
  shared: ScriptedAdapter;
  gateway: PlatformGateway;
  apiSide: PlatformGateway;
} {
  const adapter = new ScriptedAdapter('own', standard!.capabilities);
  const shared = new ScriptedAdapter('sandbox', sandbox!.capabilities);
  const registry = new PlatformRegistry([shared, adapter]);
  const policy = new CallPolicy({ sleep: async () => undefined });
  const health = new MemoryPlatformHealthStore();
  return {
    adapter,
    shared,
    gateway: new PlatformGateway(registry, policy, health),
    apiSide: new PlatformGateway(registry, policy, health),
  };
}

const connectionTo = (platform: string, organization_id: string = randomUUID()): Connection => ({
  organization_id,
  connection_id: randomUUID(),
  platform,
  base_url: `https://${platform}.example`,
  authentication: { kind: 'bearer', token: new Secret('key') },
});

describe('PlatformGateway', () => {
  it('hands each operation to the adapter of the connection, with one request id and a deadline', async () => {
    const { adapter, gateway } = scene();
    const connection = connectionTo('own');
    const request_id = randomUUID();
    expect(await gateway.submit(connection, sampleSubmission(), { request_id })).toMatchObject({ flow_id: 'f' });
    expect(await gateway.findByTrackingId(connection, sampleSubmission())).toBeNull();
    expect(await gateway.getStatus(connection, { ...sampleSubmission(), flow_id: 'f' })).toBeNull();
    expect(await gateway.listChanges(connection, 'here')).toMatchObject({ next_cursor: 'here' });
    expect(await gateway.fetchDocument(connection, 'f')).toMatchObject({ media_type: 'Original' });
    await gateway.healthCheck(connection);
    expect(adapter.calls).toHaveLength(6);
    expect(adapter.calls[0]).toMatchObject({ connection, request_id });
    expect(adapter.calls[1]!.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sends a submit once when a byte may have left, three times when none did', async () => {
    const { adapter, gateway } = scene();
    adapter.fails('timeout');
    await faultOf(gateway.submit(connectionTo('own'), sampleSubmission()));
    expect(adapter.calls).toHaveLength(1);
    adapter.fails('malformed', 'no');
    await faultOf(gateway.submit(connectionTo('own'), sampleSubmission()));
    expect(adapter.calls).toHaveLength(4);
  });

  it('an open circuit of one operation leaves the others alone', async () => {
    const { adapter, gateway } = scene();
    adapter.fails('server_error');
    await faultOf(gateway.findByTrackingId(connectionTo('own'), sampleSubmission()));
    adapter.failure = null;
    expect((await faultOf(gateway.findByTrackingId(connectionTo('own'), sampleSubmission()))).circuitOpen).toBe(true);
    await expect(gateway.healthCheck(connectionTo('own'))).resolves.toBeUndefined();
  });

  it('in the sandbox one organisation does not stop another', async () => {
    const { shared, gateway } = scene();
    const [one, other] = [connectionTo('sandbox'), connectionTo('sandbox')];
    shared.fails('server_error');
    await faultOf(gateway.findByTrackingId(one, sampleSubmission()));
    shared.failure = null;
    expect((await faultOf(gateway.findByTrackingId(one, sampleSubmission()))).circuitOpen).toBe(true);
    expect(await gateway.findByTrackingId(other, sampleSubmission())).toBeNull();
  });

  it('a connection to nowhere is a wrong setting', async () => {
    await expect(scene().gateway.healthCheck(connectionTo('elsewhere'))).rejects.toMatchObject({
      code: 'platform.misconfigured',
      message: 'There is no platform called elsewhere; known are sandbox, own.',
    });
  });

  describe('status', () => {
    it('lists all platforms, unknown until called', async () => {
      expect(await scene().gateway.status()).toEqual([
        {
          name: 'sandbox',
          capabilities: sandbox!.capabilities,
          verified: true,
          health: 'unknown',
          breaker: 'closed',
          last_error: null,
          connections: [],
        },
        {
          name: 'own',
          capabilities: standard!.capabilities,
          verified: false,
          health: 'unknown',
          breaker: 'closed',
          last_error: null,
          connections: [],
        },
      ]);
    });

    it('shows in one process what another saw: up, degraded, down, and up again with the last error', async () => {
      const { adapter, gateway, apiSide } = scene();
      const connection = connectionTo('own');
      const shown = async (): Promise<unknown> => (await apiSide.status([connection]))[1];
      await gateway.healthCheck(connection);
      expect(await shown()).toMatchObject({ health: 'up', last_error: null });
      adapter.fails('rate_limited');
      await faultOf(gateway.listChanges(connection, null));
      const last_error = { code: 'platform.rate_limited', detail: 'it said rate_limited' };
      expect(await shown()).toMatchObject({ health: 'degraded', breaker: 'closed', last_error });
      adapter.fails('server_error');
      await faultOf(gateway.listChanges(connection, null));
      expect(await shown()).toMatchObject({ health: 'down', breaker: 'open' });
      adapter.failure = null;
      await gateway.healthCheck(connection);
      expect(await shown()).toMatchObject({ breaker: 'open', last_error: { code: 'platform.unavailable' } });
    });

    it('tells several accounts at one platform apart, and shows it as the worst of them', async () => {
      const { adapter, gateway } = scene();
      const [well, ill] = [connectionTo('own'), { ...connectionTo('own'), base_url: 'https://elsewhere.example' }];
      await gateway.healthCheck(well);
      adapter.fails('server_error');
      await faultOf(gateway.listChanges({ ...ill, connection_id: 'ill' }, null));
      expect((await gateway.status([well, { ...ill, connection_id: 'ill' }]))[1]).toMatchObject({
        health: 'down',
        breaker: 'open',
        connections: [
          { connection_id: well.connection_id, health: 'up', breaker: 'closed', last_error: null },
          { connection_id: 'ill', health: 'down', breaker: 'open' },
        ],
      });
    });

    it('a refused invoice says nothing about the platform', async () => {
      const { adapter, gateway } = scene();
      const connection = connectionTo('own');
      adapter.fails('rejected');
      await faultOf(gateway.submit(connection, sampleSubmission()));
      expect((await gateway.status([connection]))[1]).toMatchObject({ health: 'unknown', last_error: null });
    });
  });
});
