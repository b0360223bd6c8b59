import { PlatformFault, type PlatformCallback } from '@onefacture/adapters';
import { SystemFunctions } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTransmission, type TransmissionBench } from '../testing/transmission-bench.js';
import { PlatformCallbacksService } from './platform-callbacks.service.js';

let bench: TransmissionBench;
let callbacks: PlatformCallbacksService;
beforeAll(async () => {
  bench = await startTransmission();
  callbacks = bench.app.get(PlatformCallbacksService);
  vi.spyOn(bench.gateway, 'verifyCallback').mockImplementation((_, { headers, body }: PlatformCallback) => {
    if (headers['x-signature'] !== 'ours') {
      throw new PlatformFault('unauthorised', { platform: 'sandbox', sent: 'no', detail: 'It is forged.' });
    }
    if (body.length === 0) throw new PlatformFault('malformed', { platform: 'sandbox', sent: 'no', detail: 'Empty.' });
    return { id: Buffer.from(body).toString(), flow_ids: [] };
  });
});
afterAll(() => bench.stop());

async function connection() {
  const organisation = await bench.organisation();
  const found = await bench.connection(organisation);
  if (!found) throw new Error('no connection');
  return { organisation, id: found.id };
}
const receive = (id: string, text: string, { signature = 'ours', platform = 'sandbox' } = {}) =>
  callbacks.receive(platform, id, { headers: { 'x-signature': signature }, body: Buffer.from(text) });
const kept = (organisation: string) =>
  bench.within(organisation, (tx) =>
    tx.manager.query<{ news_id: string; body: Buffer }[]>('SELECT news_id, body FROM platform_callbacks'),
  );

describe('a callback', () => {
  it('is kept once, sealed, and has the platform asked at once', async () => {
    const { organisation, id } = await connection();
    expect(await receive(id, 'news-1')).toBe(true);
    expect(await receive(id, 'news-1')).toBe(false);
    expect(await receive(id, 'x'.repeat(5_000))).toBe(true);
    const rows = await kept(organisation);
    expect(rows.map(({ news_id }) => news_id).toSorted()).toEqual(['news-1', expect.stringMatching(/^sha256:\w{64}$/)]);
    expect(rows[0]?.body.includes('news-1')).toBe(false);
    expect((await bench.connection(organisation))?.pollDueAt).toEqual(bench.clock.now());
    expect(await bench.asked(id)).toMatchObject([{ queue: 'track-status' }]);
  });

  it('that is forged changes nothing', async () => {
    const { organisation, id } = await connection();
    await expect(receive(id, 'news', { signature: 'theirs' })).rejects.toMatchObject({ code: 'auth.unauthenticated' });
    await expect(receive(id, '')).rejects.toMatchObject({ code: 'request.unreadable' });
    expect(await kept(organisation)).toEqual([]);
    expect(await bench.asked(id)).toEqual([]);
  });

  it('to a connection that is not there, or of another platform, finds nothing', async () => {
    const { id } = await connection();
    await expect(receive(uuidv7(), 'news')).rejects.toMatchObject({ code: 'request.not_found' });
    await expect(receive(id, 'news', { platform: 'chorus' })).rejects.toMatchObject({ code: 'request.not_found' });
  });

  it('is refused when there are too many, connection by connection', async () => {
    const [busy, calm] = [await connection(), await connection()];
    const answers = await Promise.allSettled(Array.from({ length: 640 }, () => receive(busy.id, 'same')));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused.every(({ reason }) => reason.code === 'request.rate_limited')).toBe(true);
    expect(await receive(calm.id, 'news')).toBe(true);
  });

  it('is forgotten after a while', async () => {
    const { organisation, id } = await connection();
    await receive(id, 'old');
    const system = bench.app.get(SystemFunctions);
    await system.purgePlatformCallbacks(new Date(bench.clock.now().getTime() - 1));
    expect(await kept(organisation)).toHaveLength(1);
    expect(await system.purgePlatformCallbacks(new Date(bench.clock.now().getTime() + 1))).toBeGreaterThanOrEqual(1);
    expect(await kept(organisation)).toEqual([]);
  });
});
