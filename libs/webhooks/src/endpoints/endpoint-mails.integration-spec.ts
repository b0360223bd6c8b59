import { PeopleFunctions } from '@onefacture/database';
import { MailEntity } from '@onefacture/mail';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver, status, type Receiver } from '../testing/receiver.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';
import { EndpointMails } from './endpoint-mails.js';

const HOUR_MS = 3_600_000;

let bench: WebhooksBench;
let receiver: Receiver;
beforeAll(async () => {
  [bench, receiver] = [await startWebhooks(), await startReceiver()];
});
afterAll(async () => {
  await receiver.stop();
  await bench.stop();
});

/** An organisation with people, and an endpoint at which everything fails. */
async function failing(answer: number) {
  const organisation = await bench.organisation();
  await bench.within(organisation, async (tx) => {
    for (const [role, language] of [
      ['owner', 'fr'],
      ['admin', 'en'],
      ['member', 'fr'],
    ] as const) {
      const id = randomUUID();
      const user = { id, email: `${id}@acme.example`, name: role, password_hash: '-', language };
      await new PeopleFunctions(tx.manager).addUser(user);
      await tx.manager.query('INSERT INTO members (organization_id, user_id, role) VALUES ($1, $2, $3)', [
        organisation,
        id,
        role,
      ]);
    }
  });
  const path = `/${randomUUID()}?key=of-theirs`;
  await bench.create(organisation, { url: receiver.url(path) });
  return {
    organisation,
    async fail(hours: number): Promise<void> {
      bench.clock.pass(hours * HOUR_MS);
      receiver.reply(path, status(answer));
      const [delivery] = await bench.publish(organisation);
      await bench.deliver(organisation, delivery?.id ?? '');
    },
    /** Template and language of each, in the order of the alphabet. */
    async mails(): Promise<string[]> {
      const rows = await bench.within(organisation, (tx) => tx.manager.find(MailEntity, { order: { id: 'ASC' } }));
      return rows.map(({ template, language }) => `${template} ${language}`).toSorted();
    },
  };
}

describe(EndpointMails.name, () => {
  it('warns owners and admins, each in their language, and says when an endpoint is switched off', async () => {
    const one = await failing(500);
    await one.fail(0);
    expect(await one.mails()).toEqual([]);
    for (let turn = 0; turn < 10; turn += 1) await one.fail(12);
    const warnings = ['en', 'en', 'en', 'fr', 'fr', 'fr'].map((language) => `webhook-failing ${language}`);
    expect(await one.mails()).toEqual(['webhook-disabled en', 'webhook-disabled fr', ...warnings]);
  });

  it('says at once that a receiver wants nothing any more', async () => {
    const one = await failing(410);
    await one.fail(0);
    expect(await one.mails()).toEqual(['webhook-disabled en', 'webhook-disabled fr']);
  });
});
