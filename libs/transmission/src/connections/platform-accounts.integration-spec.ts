import type { AppError } from '@onefacture/errors';
import { PlatformFault } from '@onefacture/adapters';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import { ConnectionBody } from './connection-body.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionsService } from './connections.service.js';
import { PlatformAccountsService } from './platform-accounts.service.js';
import { heldOf, StoredSettings } from './stored-settings.js';

let bench: TransmissionBench;
let accounts: PlatformAccountsService;
beforeAll(async () => {
  bench = await startTransmission({
    ONEFACTURE_CEGID_BASE_URL: 'https://cegid.example/flow-service',
    ONEFACTURE_CEGID_API_KEY: 'the-key-of-the-house',
  });
  accounts = bench.app.get(PlatformAccountsService);
});
afterAll(() => bench.stop());

const LIVE = { actor: 'key:one', mode: 'live' } as const;
const OWN = {
  name: 'Own',
  platform: 'xp-z12-013',
  base_url: 'https://1.1.1.1/flow-service',
  token_url: 'https://1.1.1.1/token',
  credentials: { client_id: 'us', client_secret: 'the-secret-of-acme' },
};
const body = (change: object = {}) => ConnectionBody.parse({ ...OWN, ...change });

/** An organisation without any connection. */
async function organisation(): Promise<string> {
  const id = await bench.organisation();
  await bench.within(id, (tx) => tx.manager.query('DELETE FROM platform_connections'));
  return id;
}
async function create(own: string, change: object = {}, by: { actor: string; mode: 'test' | 'live' } = LIVE) {
  const wanted = body(change);
  await accounts.assertAcceptable(wanted, by);
  return bench.within(own, (tx) => accounts.create(tx, by, wanted));
}
async function replace(own: string, id: string, change: object = {}) {
  const wanted = body({ credentials: undefined, ...change });
  await accounts.assertAcceptable(wanted, LIVE);
  return bench.within(own, (tx) => accounts.replace(tx, LIVE, id, wanted));
}
/** Fields that are wrong, with the code of each. */
const faults = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: AppError) => reason,
  );
  expect(error).toMatchObject({ code: 'request.invalid' });
  return Object.fromEntries((error?.options.errors ?? []).map(({ field, code }) => [field, code]));
};
const opened = async (own: string, id: string) => {
  const row = await bench.within(own, (tx) => accounts.get(tx, id));
  return bench.app.get(ConnectionsService).open(row);
};
const audited = (own: string) =>
  bench.within(own, (tx) =>
    tx.manager.query<{ action: string; details: object }[]>(
      `SELECT action, details FROM audit_entries WHERE subject_type = 'platform_connection' ORDER BY id`,
    ),
  );

describe('a platform connection', () => {
  it('keeps its secrets sealed, and tells which there are', async () => {
    const own = await organisation();
    const row = await create(own, { headers: { 'X-Key': 'header-secret' }, callback_secret: 'callback-secret' });
    expect(heldOf(StoredSettings.parse(row.settings))).toEqual({
      credentials: 'client_credentials',
      technical_account: false,
      headers: ['X-Key'],
      callback_secret: true,
    });
    const [stored] = await bench.within(own, (tx) => tx.manager.query<object[]>('SELECT * FROM platform_connections'));
    expect(JSON.stringify(stored)).not.toMatch(/the-secret|header-secret|callback-secret/);
    expect(Buffer.from(row.credentials ?? '').includes('the-secret-of-acme')).toBe(false);
    expect(await opened(own, row.id)).toMatchObject({ base_url: OWN.base_url, authentication: { client_id: 'us' } });
    expect(JSON.stringify(await audited(own))).not.toMatch(/secret-of/);
  });

  it('is the default when it is the first, and there is exactly one default', async () => {
    const own = await organisation();
    const first = await create(own);
    const second = await create(own, { name: 'Second' });
    expect([first.isDefault, second.isDefault]).toEqual([true, false]);
    const third = await create(own, { is_default: true });
    await Promise.all([replace(own, first.id, { is_default: true }), replace(own, second.id, { is_default: true })]);
    const rows = await bench.within(own, (tx) => accounts.page(tx, 10, undefined));
    expect(rows.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect(rows.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    const chosen = rows.find(({ isDefault }) => isDefault)?.id ?? '';
    expect(await faults(replace(own, chosen, { is_default: false }))).toEqual({ is_default: 'INVALID' });
  });

  it('keeps secrets that are left out, replaces those that are given, and forgets those that are null', async () => {
    const own = await organisation();
    const { id, credentialsSetAt } = await create(own, { callback_secret: 'one', headers: { A: 'b' } });
    bench.clock.pass(1_000);
    const kept = await replace(own, id, { name: 'Renamed', headers: null });
    expect(kept).toMatchObject({ name: 'Renamed', credentialsSetAt, enabled: true });
    expect(heldOf(StoredSettings.parse(kept.settings))).toMatchObject({ headers: [], callback_secret: true });
    const given = await replace(own, id, { credentials: { token: 'another' } });
    expect(given.credentialsSetAt?.getTime()).toBeGreaterThan(credentialsSetAt?.getTime() ?? Infinity);
    expect((await opened(own, id)).authentication.kind).toBe('bearer');
    expect(await faults(replace(own, id, { credentials: null }))).toEqual({ credentials: 'REQUIRED' });
    expect((await audited(own)).map(({ action }) => action)).toEqual([
      'platform_connection.create',
      'platform_connection.update',
      'platform_connection.update',
    ]);
  });

  it('does not take its secrets along to another address', async () => {
    const own = await organisation();
    const { id } = await create(own, { headers: { A: 'b' } });
    const elsewhere = { base_url: 'https://8.8.8.8/flow-service' };
    expect(await faults(replace(own, id, elsewhere))).toEqual({ credentials: 'REQUIRED', headers: 'REQUIRED' });
    expect(await faults(replace(own, id, { token_url: 'https://8.8.8.8/token', headers: null }))).toEqual({
      credentials: 'REQUIRED',
    });
    await replace(own, id, { base_url: 'https://1.1.1.1/other/path' });
    await replace(own, id, { ...elsewhere, credentials: { token: 'new' }, headers: null });
    expect((await opened(own, id)).base_url).toBe(elsewhere.base_url);
  });

  it('cannot be removed while it is needed', async () => {
    const invoice = await bench.invoice();
    const chosen = await bench.connection(invoice.organisation);
    const remove = (id = '') => bench.within(invoice.organisation, (tx) => accounts.remove(tx, LIVE, id));
    bench.gateway.onSubmit(() => {
      throw new PlatformFault('timeout', { platform: 'sandbox', sent: 'maybe', detail: 'late' });
    });
    await invoice.step();
    await expect(remove(chosen?.id)).rejects.toMatchObject({ code: 'connection.in_use' });
    const own = await organisation();
    const first = await create(own);
    const second = await create(own);
    const removeOwn = (id: string) => bench.within(own, (tx) => accounts.remove(tx, LIVE, id));
    await expect(removeOwn(first.id)).rejects.toMatchObject({ code: 'connection.in_use' });
    await removeOwn(second.id);
    await removeOwn(first.id);
    await expect(removeOwn(first.id)).rejects.toMatchObject({ code: 'request.not_found' });
    expect(await bench.within(own, (tx) => new ConnectionRepository(tx).list())).toEqual([]);
  });
});

const due = async (own: string, id: string) =>
  (await bench.within(own, (tx) => accounts.get(tx, id))).pollDueAt?.getTime() ?? null;
const withInbox = async <T>(inbox: boolean, work: () => Promise<T>): Promise<T> => {
  const before = bench.gateway.able;
  bench.gateway.able = { ...before, inbox };
  return work().finally(() => {
    bench.gateway.able = before;
  });
};

describe('what comes in at a new connection', () => {
  it('is looked for at once, where the platform has an inbox and the connection is on', async () => {
    const own = await organisation();
    const [read, off, none] = [
      await withInbox(true, () => create(own)),
      await withInbox(true, () => create(own, { name: 'Off', enabled: false, is_default: false })),
      await withInbox(false, () => create(own, { name: 'None' })),
    ];
    expect(await due(own, read.id)).toBe(bench.clock.now().getTime());
    expect(await bench.asked(read.id)).toMatchObject([{ queue: 'track-status' }]);
    expect([await due(own, off.id), await due(own, none.id)]).toEqual([null, null]);
  });
});

describe('what a platform needs of its connection', () => {
  it.each([
    ['an unknown platform', { platform: 'minitel' }, { platform: 'UNKNOWN' }],
    ['the sandbox in live', { platform: 'sandbox', credentials: undefined }, { platform: 'INVALID' }],
    ['no address where none is known', { base_url: undefined }, { base_url: 'REQUIRED' }],
    ['no address for tokens', { token_url: undefined }, { token_url: 'REQUIRED' }],
    ['no credentials', { credentials: undefined }, { credentials: 'REQUIRED' }],
    ['Chorus Pro without its technical account', { platform: 'chorus' }, { technical_account: 'REQUIRED' }],
    [
      'a token where there must be a pair',
      { platform: 'chorus', credentials: { token: 't' }, technical_account: { login: 'a', password: 'b' } },
      { credentials: 'INVALID' },
    ],
    [
      'an address for the account of the installation',
      { platform: 'cegid', credentials: undefined, token_url: undefined },
      { base_url: 'INVALID' },
    ],
    ['a loopback address', { base_url: 'https://127.0.0.1:8443/' }, { base_url: 'INVALID' }],
    [
      'private addresses anywhere',
      { token_url: 'https://10.0.0.1/', directory_base_url: 'https://[::1]/' },
      { token_url: 'INVALID', directory_base_url: 'INVALID' },
    ],
  ])('refuses %s', async (_, change, wanted) => {
    expect(await faults(create(await organisation(), change))).toEqual(wanted);
  });

  it('lets a test organisation have the sandbox only, with everybody’s account', async () => {
    const own = await organisation();
    const by = { actor: 'key:one', mode: 'test' } as const;
    expect(await faults(create(own, {}, by))).toEqual({ platform: 'INVALID' });
    const sandbox = { platform: 'sandbox', base_url: undefined, token_url: undefined };
    expect(await faults(create(own, sandbox, by))).toEqual({ credentials: 'INVALID' });
    const row = await create(own, { ...sandbox, credentials: undefined, callback_secret: 'signs' }, by);
    expect((await opened(own, row.id)).callback_secret?.reveal()).toBe('signs');
  });

  it('takes the account of the installation without credentials', async () => {
    const own = await organisation();
    const none = { credentials: undefined, base_url: undefined, token_url: undefined };
    const row = await create(own, { platform: 'cegid', ...none });
    expect(row).toMatchObject({ credentials: null, credentialsSetAt: null });
    expect((await opened(own, row.id)).base_url).toBe('https://cegid.example/flow-service');
  });
});

describe('a test of a connection', () => {
  it('says that the platform is up, or why it is not', async () => {
    const own = await organisation();
    const { id } = await create(own);
    const health = vi.spyOn(bench.gateway, 'healthCheck').mockResolvedValueOnce(undefined);
    expect(await accounts.check(own, id)).toMatchObject({ ok: true });
    health.mockRejectedValueOnce(new PlatformFault('unauthorised', { platform: 'x', sent: 'no', detail: 'No.' }));
    expect(await accounts.check(own, id)).toMatchObject({
      ok: false,
      error: { code: 'platform.unauthorised', message: 'No.' },
    });
    health.mockRejectedValueOnce(new Error('a defect'));
    await expect(accounts.check(own, id)).rejects.toThrow('a defect');
    await expect(accounts.check(await organisation(), id)).rejects.toMatchObject({ code: 'request.not_found' });
  });
});
