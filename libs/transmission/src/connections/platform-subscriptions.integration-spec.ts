import { PlatformFault, type CallbackSubscription } from '@onefacture/adapters';
import { Secret } from '@onefacture/config';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import { open } from '../testing/scripted-gateway.js';
import type { ConnectionBody } from './connection-body.js';
import { ConnectionsService } from './connections.service.js';
import { PlatformAccountsService } from './platform-accounts.service.js';
import { PlatformSubscriptionsService } from './platform-subscriptions.service.js';
import { heldOf, StoredSettings } from './stored-settings.js';

const BY = { actor: 'key:one', mode: 'live' } as const;
const OWN: ConnectionBody = {
  name: 'Own',
  platform: 'superpdp',
  credentials: { client_id: 'us', client_secret: 'the-secret' },
};
let bench: TransmissionBench;
let accounts: PlatformAccountsService;
let subscriptions: PlatformSubscriptionsService;
beforeAll(async () => {
  bench = await startTransmission({ ONEFACTURE_PUBLIC_BASE_URL: 'https://us.example' });
  accounts = bench.app.get(PlatformAccountsService);
  subscriptions = bench.app.get(PlatformSubscriptionsService);
});
beforeEach(() => {
  bench.gateway.able = { ...bench.gateway.able, push: true, subscribe: true };
});
afterAll(() => bench.stop());
afterEach(() => void vi.restoreAllMocks());

const answering = (id: string, secret?: string) =>
  vi
    .spyOn(bench.gateway, 'subscribe')
    .mockResolvedValue({ id, ...(secret === undefined ? {} : { secret: new Secret(secret) }) });

async function connected() {
  const organisation = await bench.organisation();
  const { id } = await bench.within(organisation, (tx) => accounts.create(tx, BY, OWN));
  return {
    ...{ organisation, id, url: `https://us.example/v1/platforms/superpdp/callbacks/${id}` },
    subscribe: () => subscriptions.subscribe(organisation, BY, id),
    replace: (change: Partial<ConnectionBody>) =>
      bench.within(organisation, (tx) => accounts.replace(tx, BY, id, { ...OWN, ...change })),
    settings: async () =>
      StoredSettings.parse((await bench.within(organisation, (tx) => accounts.get(tx, id))).settings),
    opened: async () =>
      bench.app.get(ConnectionsService).open(await bench.within(organisation, (tx) => accounts.get(tx, id))),
    audited: () =>
      bench.within(organisation, (tx) =>
        tx.manager.query<{ actor: string; details: object }[]>(
          `SELECT actor, details FROM audit_entries WHERE action = 'platform_connection.subscribe'`,
        ),
      ),
  };
}

describe('a subscription to callbacks', () => {
  it('is asked for once; its secret is kept sealed, and the trail says so', async () => {
    const one = await connected();
    const asked = answering('hook-1', 'the key it signs with');
    const first = await one.subscribe();
    const second = await one.subscribe();
    expect(asked.mock.calls.map(([connection, url]) => [connection.connection_id, url])).toEqual([[one.id, one.url]]);
    expect(second.settings).toEqual(first.settings);
    expect(await one.settings()).toMatchObject({
      subscription: { id: 'hook-1', callback_url: one.url },
      held: { credentials: 'client_credentials', callback_secret: true },
    });
    expect((await one.opened()).callback_secret?.reveal()).toBe('the key it signs with');
    expect(first.credentials?.includes('the key it signs with')).toBe(false);
    expect(await one.audited()).toEqual([
      { actor: 'key:one', details: { platform: 'superpdp', subscription: 'hook-1', secret: true } },
    ]);
  });

  it('leaves the secret that is there when the platform gives none', async () => {
    const one = await connected();
    await one.replace({ callback_secret: 'agreed by letter' });
    answering('hook-1');
    await one.subscribe();
    expect((await one.opened()).callback_secret?.reveal()).toBe('agreed by letter');
  });

  it('is not asked for twice at a time', async () => {
    const one = await connected();
    const call = open<CallbackSubscription>();
    vi.spyOn(bench.gateway, 'subscribe').mockImplementation(() => Promise.resolve(call.call()));
    const first = one.subscribe();
    await vi.waitUntil(() => call.isOpen());
    await expect(one.subscribe()).rejects.toMatchObject({ code: 'connection.in_use' });
    call.end(() => ({ id: 'hook-1' }));
    expect(StoredSettings.parse((await first).settings).subscription?.id).toBe('hook-1');
  });

  it('that failed can be asked for again, at once or when the one who asked is gone', async () => {
    const one = await connected();
    const fault = new PlatformFault('rejected', { platform: 'superpdp', sent: 'maybe', detail: 'No such route.' });
    vi.spyOn(bench.gateway, 'subscribe').mockRejectedValueOnce(fault);
    await expect(one.subscribe()).rejects.toMatchObject({ code: 'platform.rejected' });
    expect((await one.settings()).subscription).toBeUndefined();
    const died = open<CallbackSubscription>();
    vi.spyOn(bench.gateway, 'subscribe').mockImplementationOnce(() => Promise.resolve(died.call()));
    const left = one.subscribe();
    await vi.waitUntil(() => died.isOpen());
    bench.clock.pass(3_600_000);
    answering('hook-2', 'two');
    await one.subscribe();
    died.end(() => ({ id: 'hook-1', secret: new Secret('one') }));
    await expect(left).rejects.toMatchObject({ code: 'connection.in_use' });
    expect((await one.settings()).subscription?.id).toBe('hook-2');
    expect((await one.opened()).callback_secret?.reveal()).toBe('two');
  });

  it('stays with a connection that is renamed or given a new secret of the same client', async () => {
    const one = await connected();
    answering('hook-1', 'one');
    await one.subscribe();
    await one.replace({ name: 'Renamed', credentials: { client_id: 'us', client_secret: 'rotated' } });
    expect((await one.settings()).subscription?.id).toBe('hook-1');
  });

  it.each<[string, Partial<ConnectionBody>]>([
    ['another client', { credentials: { client_id: 'they', client_secret: 's' } }],
    ['another company', { organization_header: 'another' }],
    ['a secret of its own', { callback_secret: 'ours' }],
    ['another address', { base_url: 'https://1.1.1.1/flow', credentials: { client_id: 'us', client_secret: 's' } }],
  ])('is forgotten when the connection gets %s', async (_, change) => {
    const one = await connected();
    answering('hook-1', 'one');
    await one.subscribe();
    await one.replace(change);
    expect((await one.settings()).subscription).toBeUndefined();
    expect(heldOf(await one.settings()).callback_secret).toBe(true);
  });

  it('is refused where the platform is not asked by a call, and for a connection that is not there', async () => {
    const one = await connected();
    await expect(subscriptions.subscribe(await bench.organisation(), BY, one.id)).rejects.toMatchObject({
      code: 'request.not_found',
    });
    bench.gateway.able = { ...bench.gateway.able, subscribe: false };
    await expect(one.subscribe()).rejects.toMatchObject({
      code: 'platform.rejected',
      reasons: [{ code: 'NOT_OFFERED' }],
    });
  });
});
