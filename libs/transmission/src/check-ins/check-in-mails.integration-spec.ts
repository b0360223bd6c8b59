import { randomUUID } from 'node:crypto';
import { TeamMails } from '@onefacture/accounts';
import { PeopleFunctions } from '@onefacture/database';
import { InvoiceRepository } from '@onefacture/invoicing';
import { MailEntity } from '@onefacture/mail';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACTOR } from '../../../invoicing/src/testing/invoicing-bench.js';
import { LifecycleRecorder } from '../lifecycle/lifecycle-recorder.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { CheckInLinks } from './check-in-links.js';
import { CheckInMails } from './check-in-mails.service.js';
import { CheckInsService, type CheckInAnswer } from './check-ins.service.js';

const WEEK_MS = 7 * 86_400_000;
let bench: TransmissionBench;
let owner: Client;
let mails: CheckInMails;
beforeAll(async () => {
  bench = await startTransmission();
  mails = bench.app.get(CheckInMails);
  owner = new Client(bench.dsn);
  await owner.connect();
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await owner.end();
  await bench.stop();
});

const OVERDUE = { issue_date: '2026-06-01', due_date: '2026-07-01' };
const filed = (organisation: string, id: string) =>
  bench.within(organisation, async (tx) =>
    bench.app.get(LifecycleRecorder).record(tx, await new InvoiceRepository(tx).lock(id), {
      sourceKey: `test:${randomUUID()}`,
      ...{ kind: 'code', code: '200', at: new Date('2026-07-02T10:00:00Z'), origin: 'platform' },
    }),
  );

/** An invoice that was filed and is overdue, of a live organisation with people, unless told otherwise. */
async function overdue(change: object = {}): Promise<Travelling> {
  const one = await bench.invoice(OVERDUE);
  await filed(one.organisation, one.id);
  await bench.within(one.organisation, async (tx) => {
    for (const [role, language] of [
      ['owner', 'fr'],
      ['admin', 'en'],
      ['viewer', 'fr'],
    ] as const) {
      const id = randomUUID();
      const user = { id, email: `${id}@acme.example`, name: role, password_hash: '-', language };
      await new PeopleFunctions(tx.manager).addUser(user);
      const values = [tx.organizationId, id, role];
      await tx.manager.query('INSERT INTO members (organization_id, user_id, role) VALUES ($1, $2, $3)', values);
    }
  });
  for (const [column, value] of Object.entries({ mode: 'live', ...change })) {
    await owner.query(`UPDATE organizations SET ${column} = $2 WHERE id = $1`, [one.organisation, value]);
  }
  return one;
}
/** Template and language of each mail, in the order of the alphabet. */
const sent = ({ organisation }: Travelling) =>
  bench.within(organisation, async (tx) => {
    const rows = await tx.manager.findBy(MailEntity, { organizationId: organisation });
    return rows.map(({ template, language }) => `${template} ${language}`).toSorted();
  });
const answer = ({ organisation, id }: Travelling, word: CheckInAnswer) =>
  bench.within(organisation, (tx) => bench.app.get(CheckInsService).answer(tx, ACTOR, id, word));
const ONCE = ['check-in en', 'check-in fr'];
const TWICE = ['check-in en', 'check-in en', 'check-in fr', 'check-in fr'];

describe(CheckInMails.name, () => {
  it('asks owners and admins once, each in their language, by a link that answers', async () => {
    const one = await overdue();
    const send = vi.spyOn(bench.app.get(TeamMails), 'send');
    await Promise.all([mails.askAll(), mails.askAll(), mails.askAll()]);
    bench.clock.pass(WEEK_MS);
    await mails.askAll();
    expect(await sent(one)).toEqual(ONCE);
    const data = send.mock.calls.find(([tx]) => tx.organizationId === one.organisation)?.[2]('Acme');
    const invoices = [{ number: one.number, due_on: '2026-07-01' }];
    expect(data).toMatchObject({ organization: 'Acme', invoices, valid_days: 30 });
    const token = data && 'invoices' in data ? data.invoices[0].link.split('/').at(-1) : undefined;
    const subject = { organizationId: one.organisation, mode: 'live', id: one.id };
    expect(bench.app.get(CheckInLinks).read(token ?? '')).toEqual(subject);
  });

  it('asks about all of an organisation in one mail', async () => {
    const one = await overdue();
    const { entity } = await bench.create(one.organisation, { ...OVERDUE, number: `F-${randomUUID().slice(0, 8)}` });
    await filed(one.organisation, entity.id);
    const send = vi.spyOn(bench.app.get(TeamMails), 'send');
    await mails.askAll();
    expect(await sent(one)).toEqual(ONCE);
    const [, , data] = send.mock.calls.find(([tx]) => tx.organizationId === one.organisation) ?? [];
    const invoices = [
      expect.objectContaining({ number: one.number }),
      expect.objectContaining({ number: entity.number }),
    ];
    expect(data?.('Acme')).toMatchObject({ invoices: expect.arrayContaining(invoices) });
  });

  it('asks again a week after the answer was that it is still awaited', async () => {
    const one = await overdue();
    await mails.askAll();
    await answer(one, 'pending');
    await mails.askAll();
    expect(await sent(one)).toEqual(ONCE);
    bench.clock.pass(WEEK_MS);
    await mails.askAll();
    await mails.askAll();
    expect(await sent(one)).toEqual(TWICE);
  });

  it.each<[string, () => Promise<Travelling>]>([
    ['that was paid', async () => overdue().then(async (one) => answer(one, 'paid').then(() => one))],
    ['of a test organisation', () => overdue({ mode: 'test' })],
    ['of who wants no such mails', () => overdue({ check_in_mails: false })],
  ])('asks nobody about an invoice %s', async (_, invoice) => {
    const one = await invoice();
    await mails.askAll();
    expect(await sent(one)).toEqual([]);
  });

  it('asks the others when it fails for one, and that one the next time', async () => {
    const all = [await overdue(), await overdue()];
    vi.spyOn(bench.app.get(TeamMails), 'send').mockRejectedValueOnce(new Error('its key was destroyed'));
    await mails.askAll();
    expect((await Promise.all(all.map(sent))).flat().toSorted()).toEqual(ONCE);
    await mails.askAll();
    expect(await Promise.all(all.map(sent))).toEqual([ONCE, ONCE]);
  });
});
