import type { AppError } from '@onefacture/errors';
import { verifyWebhook } from '@onefacture/security';
import { Webhook } from 'standardwebhooks';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver, type Receiver } from '../testing/receiver.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';
import type { RotationIn } from './endpoints.service.js';

const DAY_MS = 86_400_000;

let bench: WebhooksBench;
let receiver: Receiver;
beforeAll(async () => {
  [bench, receiver] = await Promise.all([startWebhooks(), startReceiver()]);
});
afterAll(() => Promise.all([bench.stop(), receiver.stop()]));

/** An endpoint that can be rotated and told. */
async function rotating() {
  const organisation = await bench.organisation();
  const path = `/${uuidv7()}`;
  const { endpoint, secret } = await bench.create(organisation, { url: receiver.url(path) });
  return {
    organisation,
    endpoint,
    secret,
    rotate: (rotation: RotationIn = {}) =>
      bench.within(organisation, (tx) => bench.endpoints.rotate(tx, 'key:2', endpoint.id, rotation)),
    /** Tells once. @returns whether the delivery verifies under a secret or public key */
    async told() {
      const [made] = await bench.publish(organisation);
      await bench.deliver(organisation, made?.id ?? '');
      const { headers = {}, body = '' } = receiver.at(path).at(-1) ?? {};
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const now = bench.clock.now().getTime() / 1_000;
      return { verifies: (key: string | null) => verifyWebhook(plain, body, key ?? 'whpk_', now), plain, body };
    },
  };
}

describe('a rotated secret', () => {
  it('signs from now on, the old one beside it for a day, in both notations', async () => {
    const one = await rotating();
    const { secret, endpoint, previousExpiresAt } = await one.rotate();
    expect(secret).not.toBe(one.secret);
    expect(previousExpiresAt).toEqual(new Date(bench.clock.now().getTime() + DAY_MS));
    const during = await one.told();
    const keys = [one.secret, secret, one.endpoint.publicKey, endpoint.publicKey];
    expect(keys.map(during.verifies)).toEqual([true, true, true, true]);
    for (const known of [one.secret, secret]) {
      expect(new Webhook(known).verify(during.body, during.plain)).toEqual(JSON.parse(during.body));
    }
    bench.clock.pass(DAY_MS + 1);
    const after = await one.told();
    expect(keys.map(after.verifies)).toEqual([false, true, false, true]);
  });

  it('ends at once when it is revoked, and all before it with it', async () => {
    const one = await rotating();
    const second = await one.rotate();
    const third = await one.rotate({ revoke: true });
    expect(third.previousExpiresAt).toBeNull();
    const { verifies } = await one.told();
    expect([one.secret, second.secret, third.secret].map(verifies)).toEqual([false, false, true]);
  });

  it('overlaps as long as asked, not at all for 0', async () => {
    const one = await rotating();
    const second = await one.rotate({ overlap_seconds: 60 });
    const third = await one.rotate({ overlap_seconds: 0 });
    const { verifies } = await one.told();
    expect([one.secret, second.secret, third.secret].map(verifies)).toEqual([true, false, true]);
  });

  it('may have ten predecessors that still sign, no more', async () => {
    const one = await rotating();
    for (let turn = 0; turn < 10; turn += 1) await one.rotate();
    await expect(one.rotate()).rejects.toMatchObject({ code: 'webhook.too_many_keys' });
    const { verifies } = await one.told();
    expect(verifies(one.secret)).toBe(true);
    await one.rotate({ revoke: true });
    expect((await one.told()).verifies(one.secret)).toBe(false);
    bench.clock.pass(DAY_MS + 1);
    await expect(one.rotate()).resolves.toBeDefined();
  });

  it('is kept sealed, old and new, and is on the audit trail without its value', async () => {
    const one = await rotating();
    const { secret } = await one.rotate();
    const [row] = await bench.within(one.organisation, (tx) =>
      tx.manager.query<{ text: string }[]>(
        'SELECT row_to_json(e)::text AS text FROM webhook_endpoints e WHERE id = $1',
        [one.endpoint.id],
      ),
    );
    for (const value of [secret, one.secret]) {
      const raw = Buffer.from(value.slice('whsec_'.length), 'base64');
      expect(row?.text).not.toContain(value);
      expect(row?.text).not.toContain(raw.toString('hex'));
    }
    const audit = await bench.within(one.organisation, (tx) =>
      tx.manager.query<object[]>(`SELECT actor, details FROM audit_entries WHERE action = 'webhook.rotate'`),
    );
    expect(audit).toEqual([{ actor: 'key:2', details: { overlap_seconds: 86_400, revoked: false } }]);
  });

  it('keeps deliveries that wait: they are signed anew with what is live', async () => {
    const one = await rotating();
    const [made] = await bench.publish(one.organisation);
    const { secret } = await one.rotate({ revoke: true });
    await bench.deliver(one.organisation, made?.id ?? '');
    expect(await bench.delivery(one.organisation, made?.id ?? '')).toMatchObject({ state: 'delivered' });
    expect((await one.told()).verifies(secret)).toBe(true);
  });

  it('is not there for another organisation', async () => {
    const one = await rotating();
    const another = await bench.organisation();
    const call = bench.within(another, (tx) => bench.endpoints.rotate(tx, 'key:1', one.endpoint.id, {}));
    await expect(call.catch((error: AppError) => error.code)).resolves.toBe('request.not_found');
  });
});
