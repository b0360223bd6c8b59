import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { EndpointEntity } from '../endpoints/endpoint.entity.js';
import { publishWebhook } from '../messages/publish-webhook.js';
import { startReceiver, status, type Received, type Receiver } from '../testing/receiver.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';

let bench: WebhooksBench;
let receiver: Receiver;
beforeAll(async () => {
  [bench, receiver] = await Promise.all([startWebhooks(), startReceiver()]);
});
afterAll(() => Promise.all([bench.stop(), receiver.stop()]));

/** One thing that happens: to the receiver of an endpoint, to its row, to the worker. */
const endpoint = fc.nat(1);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('publish' as const), paid: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'take_back' as const }) },
  { weight: 6, arbitrary: fc.constant({ do: 'work' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      endpoint,
      code: fc.constantFrom(200, 302, 400, 410, 429, 500, 503),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rotate' as const), endpoint, revoke: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('switch' as const), endpoint, on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ do: 'die' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 600 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Place {
  readonly path: string;
  readonly types: readonly string[];
  endpoint: EndpointEntity;
  secret: string;
}

/** A small world: one organisation, an endpoint for everything and one for paid invoices. */
async function world() {
  const organisation = await bench.organisation();
  const places: Place[] = [];
  for (const types of [['*'], ['invoice.paid']]) {
    const path = `/${uuidv7()}`;
    const made = await bench.create(organisation, { url: receiver.url(path), event_types: types });
    places.push({ path, types, ...made });
  }
  const begin = bench.clock.now();
  const committed = new Map<string, string>();
  /** Signed with what was live when it arrived. */
  const seen: { place: Place; received: Received; secret: string; publicKey: string | null }[] = [];
  const note = () => {
    for (const place of places) {
      const known = seen.filter((one) => one.place === place).length;
      const { secret } = place;
      for (const received of receiver.at(place.path).slice(known)) {
        seen.push({ place, received, secret, publicKey: place.endpoint.publicKey });
      }
    }
  };
  const publish = async (type: 'invoice.paid' | 'invoice.submitted', commit: boolean) => {
    const subjectId = uuidv7();
    const work = bench.within(organisation, async (tx) => {
      await publishWebhook(tx, { type, subjectId, at: bench.clock.now(), data: { invoice_id: subjectId } });
      if (!commit) throw new Error('taken back');
    });
    await work.catch(() => undefined);
    if (commit) committed.set(subjectId, type);
  };
  const work = async (dies = false) => {
    for (const id of await bench.pending(organisation)) {
      const settle = dies ? vi.spyOn(bench.settlement, 'settle').mockRejectedValueOnce(new Error('killed')) : undefined;
      await bench.deliver(organisation, id).catch(() => undefined);
      settle?.mockRestore();
      note();
    }
  };
  const set = async (place: Place, enabled: boolean) => {
    const wanted = { url: receiver.url(place.path), event_types: place.types, enabled };
    place.endpoint = await bench.within(organisation, (tx) =>
      bench.endpoints.update(tx, 'key:1', place.endpoint.id, wanted),
    );
  };
  const run = async (one: Step): Promise<void> => {
    const place = places['endpoint' in one ? one.endpoint : 0];
    if (!place) return;
    if (one.do === 'publish') await publish(one.paid ? 'invoice.paid' : 'invoice.submitted', true);
    else if (one.do === 'take_back') await publish('invoice.paid', false);
    else if (one.do === 'work' || one.do === 'die') await work(one.do === 'die');
    else if (one.do === 'answer') receiver.reply(place.path, status(one.code));
    else if (one.do === 'switch') await set(place, one.on);
    else if (one.do === 'pass') bench.clock.pass(one.minutes * 60_000);
    else {
      const { revoke } = one;
      Object.assign(
        place,
        await bench.within(organisation, (tx) => bench.endpoints.rotate(tx, 'k', place.endpoint.id, { revoke })),
      );
    }
  };
  /** Every receiver is well again, every endpoint enabled, what was missed asked for. */
  const settleAll = async () => {
    for (const place of places) {
      receiver.forget(place.path);
      await set(place, true);
      await bench.within(organisation, (tx) => bench.recovery.recover(tx, 'key:1', place.endpoint.id, begin));
    }
    for (let turn = 0; turn < 20; turn += 1) {
      bench.clock.pass(12 * 3_600_000);
      await work();
    }
  };
  return { places, committed, seen, run, settleAll };
}

async function signedBy({ headers, body }: Received, secret: string, publicKey: string | null): Promise<boolean> {
  const [id, stamp] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
  const signatures = String(headers['webhook-signature']).split(' ');
  const symmetric = signatures.includes(new Webhook(secret).sign(id, new Date(stamp * 1_000), body));
  const bytes = Buffer.from((publicKey ?? '').slice('whpk_'.length), 'base64');
  const key = await webcrypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
  const listed = signatures.filter((one) => one.startsWith('v1a,')).map((one) => Buffer.from(one.slice(4), 'base64'));
  const content = Buffer.from(`${id}.${stamp}.${body}`);
  const verified = await Promise.all(listed.map((one) => webcrypto.subtle.verify('Ed25519', key, one, content)));
  return symmetric && verified.includes(true);
}

it('brings each committed event to each endpoint that wants it, the same id and bytes each time, signed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const { places, committed, seen, run, settleAll } = await world();
      for (const one of steps) await run(one);
      await settleAll();
      for (const place of places) {
        const here = seen.filter((one) => one.place === place).map(({ received }) => received);
        const about = here.map(({ body }) => (JSON.parse(body) as { data: { invoice_id?: string } }).data.invoice_id);
        const wanted = [...committed].filter(([, type]) => place.types[0] === '*' || type === place.types[0]);
        const told = new Set(about.filter((id) => id !== undefined));
        expect([...told].toSorted()).toEqual(wanted.map(([id]) => id).toSorted());
      }
      const forms = new Set(seen.map(({ received: { headers, body } }) => `${String(headers['webhook-id'])} ${body}`));
      expect(forms.size).toBe(new Set(seen.map(({ received }) => received.headers['webhook-id'])).size);
      const verdicts = await Promise.all(
        seen.map(({ received, secret, publicKey }) => signedBy(received, secret, publicKey)),
      );
      expect(verdicts).not.toContain(false);
    }),
    { numRuns: 20 },
  );
}, 120_000);
