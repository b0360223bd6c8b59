import { PeopleFunctions } from '@onefacture/database';
import { MailEntity } from '@onefacture/mail';
import { Envelope } from '@onefacture/security';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBilling, type BillingBench } from '../testing/billing-bench.js';
import { PaymentRecordRepository } from '../payments/payment-records.repository.js';
import { PastDueMails } from './past-due-mails.js';
import type { SubscriptionStatus } from './subscription.js';

let bench: BillingBench;
beforeAll(async () => {
  bench = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'rubis' });
});
afterAll(() => bench.stop());

/** A live organisation with somebody of each role. */
async function staffed(): Promise<string> {
  const organisation = await bench.live();
  await bench.within(organisation, async (tx) => {
    for (const [role, language] of [
      ['owner', 'fr'],
      ['admin', 'en'],
      ['member', 'fr'],
      ['viewer', 'fr'],
    ] as const) {
      const id = randomUUID();
      const user = { id, email: `${role}-${id}@acme.example`, name: role, password_hash: '-', language };
      await new PeopleFunctions(tx.manager).addUser(user);
      await tx.manager.query('INSERT INTO members (organization_id, user_id, role) VALUES ($1, $2, $3)', [
        organisation,
        id,
        role,
      ]);
    }
  });
  return organisation;
}

const become = (organisation: string, status: SubscriptionStatus) =>
  bench.within(organisation, (tx) =>
    bench.subscriptions.apply(tx, { actor: 'worker', cause: 'payment.event', plan: 'pro', status }),
  );

/** What was mailed, opened, in the order of the addresses. */
async function mailed(organisation: string) {
  const rows = await bench.within(organisation, (tx) => tx.manager.find(MailEntity));
  const opened = rows.map(async ({ id, template, language, content }) => {
    const place = { organization_id: organisation, row: id, column: 'mails.content' };
    const text = await bench.app.get(Envelope, { strict: false }).openText(content ?? Buffer.alloc(0), place);
    const { to, data } = JSON.parse(text) as { to: string; data: object };
    return { template, language, role: to.slice(0, to.indexOf('-')), data };
  });
  return (await Promise.all(opened)).toSorted((a, b) => (a.role < b.role ? -1 : 1));
}

describe(PastDueMails.name, () => {
  it('tells owners and admins once for each time a payment fails', async () => {
    const organisation = await staffed();
    await become(organisation, 'active');
    expect(await mailed(organisation)).toEqual([]);
    await become(organisation, 'past_due');
    await become(organisation, 'past_due');
    const data = {
      organization: 'Acme',
      plan: 'Pro',
      link: 'http://localhost:8080',
      restricted_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    };
    expect(await mailed(organisation)).toEqual([
      { template: 'payment-failed', language: 'en', role: 'admin', data },
      { template: 'payment-failed', language: 'fr', role: 'owner', data },
    ]);
    await become(organisation, 'active');
    await become(organisation, 'past_due');
    expect(await mailed(organisation)).toHaveLength(4);
  });

  it('leads to the invoice that waits', async () => {
    const organisation = await staffed();
    const now = bench.clock.now();
    const period = { periodStart: now, periodEnd: now, createdAt: now, issuedAt: now, dueAt: null, paidAt: null };
    const sums = { net: 1_900, tax: 380, total: 2_280, paid: 0, due: 2_280, currency: 'EUR' };
    const page = 'https://pay.example/invoice';
    const invoice = { id: 'in_1', number: 'A-1', status: 'open', page, pdf: null, lines: [], ...sums, ...period };
    await bench.within(organisation, (tx) => new PaymentRecordRepository(tx).keepInvoices([invoice]));
    await become(organisation, 'past_due');
    expect(await mailed(organisation)).toMatchObject([{ data: { link: page } }, { data: { link: page } }]);
  });

  it('comes with the change or not at all', async () => {
    const organisation = await staffed();
    const lost = bench.within(organisation, async (tx) => {
      await bench.subscriptions.apply(tx, { actor: 'worker', cause: 'payment.event', status: 'past_due' });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    expect(await mailed(organisation)).toEqual([]);
  });
});
