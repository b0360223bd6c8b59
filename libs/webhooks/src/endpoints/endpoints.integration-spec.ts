import type { AppError } from '@onefacture/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishWebhook } from '../messages/publish-webhook.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';

let bench: WebhooksBench;
let organisation: string;
beforeAll(async () => {
  bench = await startWebhooks();
  organisation = await bench.organisation();
});
afterAll(() => bench.stop());

const url = 'http://127.0.0.1:8080/hook';
const codeOf = (error: AppError) => error.code;
const audit = (id: string) =>
  bench.within(organisation, (tx) =>
    tx.manager.query<{ action: string; actor: string }[]>(
      'SELECT action, actor FROM audit_entries WHERE subject_id = $1 ORDER BY id',
      [id],
    ),
  );

describe('an endpoint', () => {
  it('is told everything when nothing is said, and starts enabled', async () => {
    const { endpoint } = await bench.create(organisation, { url });
    const stored = await bench.within(organisation, (tx) => bench.endpoints.get(tx, endpoint.id));
    expect(stored).toMatchObject({ url, eventTypes: ['*'], enabled: true, description: null, disabledReason: null });
    expect(await audit(endpoint.id)).toEqual([{ action: 'webhook.create', actor: 'key:1' }]);
  });

  it('shows its secret once and keeps it sealed', async () => {
    const { endpoint, secret } = await bench.create(organisation, { url });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const stored = await bench.within(organisation, (tx) => bench.endpoints.get(tx, endpoint.id));
    expect(JSON.stringify(stored)).not.toContain(secret);
    const [row] = await bench.within(organisation, (tx) =>
      tx.manager.query<{ everything: string; secret: Buffer }[]>(
        'SELECT row_to_json(e)::text AS everything, secret FROM webhook_endpoints e WHERE id = $1',
        [endpoint.id],
      ),
    );
    const raw = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(row?.everything).not.toContain(secret);
    expect(row?.secret.includes(raw)).toBe(false);
    expect(row?.secret.includes(secret)).toBe(false);
    expect((await bench.create(organisation, { url })).secret).not.toBe(secret);
  });

  it.each([
    'http://10.0.0.8/hook',
    'http://192.168.1.1/hook',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]:8080/hook',
    'ftp://example.com/hook',
    'http://user:secret@203.0.113.9/hook',
    'http://127.0.0.1:22/hook',
    'not a url',
  ])('is refused at %s', async (target) => {
    await expect(bench.create(organisation, { url: target }).catch(codeOf)).resolves.toBe('webhook.target_refused');
  });

  it('is refused with every event type that does not exist', async () => {
    const wanted = { url, event_types: ['invoice.paid', 'invoice.shredded', 'order.*'] };
    const failure = await bench.create(organisation, wanted).catch((error: AppError) => error);
    expect(failure).toMatchObject({
      code: 'request.invalid',
      options: {
        errors: [
          { field: 'event_types[1]', code: 'UNKNOWN' },
          { field: 'event_types[2]', code: 'UNKNOWN' },
        ],
      },
    });
  });

  it('is replaced as a whole, its secret kept, its target judged again', async () => {
    const { endpoint } = await bench.create(organisation, { url, event_types: ['invoice.paid'], description: 'old' });
    const update = (wanted: Parameters<typeof bench.endpoints.update>[3]) =>
      bench.within(organisation, (tx) => bench.endpoints.update(tx, 'key:2', endpoint.id, wanted));
    await expect(update({ url: 'http://10.0.0.8/' }).catch(codeOf)).resolves.toBe('webhook.target_refused');
    const changed = await update({ url: `${url}/2` });
    expect(changed).toMatchObject({ url: `${url}/2`, eventTypes: ['*'], description: null });
    expect(changed.secret.equals(endpoint.secret)).toBe(true);
    expect(await audit(endpoint.id)).toEqual([
      { action: 'webhook.create', actor: 'key:1' },
      { action: 'webhook.update', actor: 'key:2' },
    ]);
  });

  it('is disabled by the customer and enabled again', async () => {
    const { endpoint } = await bench.create(organisation, { url });
    const update = (enabled: boolean) =>
      bench.within(organisation, (tx) => bench.endpoints.update(tx, 'key:1', endpoint.id, { url, enabled }));
    expect(await update(false)).toMatchObject({ enabled: false, disabledReason: 'disabled by the customer' });
    expect(await update(true)).toMatchObject({ enabled: true, disabledReason: null });
  });

  it('goes with its deliveries, and is not there for others', async () => {
    const { endpoint } = await bench.create(organisation, { url });
    await bench.publish(organisation);
    const another = await bench.organisation();
    const missing = 'request.not_found';
    const remove = (who: string) => bench.within(who, (tx) => bench.endpoints.delete(tx, 'key:1', endpoint.id));
    await expect(bench.within(another, (tx) => bench.endpoints.get(tx, endpoint.id)).catch(codeOf)).resolves.toBe(
      missing,
    );
    await expect(remove(another).catch(codeOf)).resolves.toBe(missing);
    await remove(organisation);
    await expect(remove(organisation).catch(codeOf)).resolves.toBe(missing);
    const left = await bench.within(organisation, (tx) =>
      tx.manager.query<object[]>('SELECT id FROM webhook_deliveries WHERE endpoint_id = $1', [endpoint.id]),
    );
    expect(left).toEqual([]);
  });
});

describe('publishWebhook', () => {
  it('makes one delivery for each endpoint that wants the event', async () => {
    const own = await bench.organisation();
    const [all, paid] = [
      await bench.create(own, { url }),
      await bench.create(own, { url, event_types: ['invoice.paid'] }),
    ];
    await bench.create(own, { url, event_types: ['invoice.rejected'] });
    await bench.create(own, { url, enabled: false });
    const made = await bench.publish(own, 'invoice.paid');
    expect(made.map(({ endpoint_id }) => endpoint_id)).toEqual([all.endpoint.id, paid.endpoint.id]);
    expect(await bench.publish(own, 'invoice.submitted')).toHaveLength(1);
    expect(await bench.asked(made[0]?.id ?? '')).toEqual([{ attempt: 1, due_at: null }]);
  });

  it('tells nothing of what was taken back', async () => {
    const own = await bench.organisation();
    await bench.create(own, { url });
    const broken = bench.within(own, async (tx) => {
      const told = await publishWebhook(tx, { type: 'invoice.paid', subjectId: own, at: bench.clock.now(), data: {} });
      expect(told).toBe(1);
      throw new Error('taken back');
    });
    await expect(broken).rejects.toThrow('taken back');
    const left = await bench.within(own, (tx) =>
      tx.manager.query<object[]>('SELECT id FROM webhook_deliveries UNION ALL SELECT id FROM webhook_messages'),
    );
    expect(left).toEqual([]);
  });

  it('tells other organisations nothing', async () => {
    const [one, two] = [await bench.organisation(), await bench.organisation()];
    await bench.create(one, { url });
    expect(await bench.publish(two)).toEqual([]);
  });
});
