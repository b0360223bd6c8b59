import { Logger } from '@nestjs/common';
import { SystemFunctions } from '@onefacture/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMail, type MailBench } from '../testing/mail-bench.js';
import { MailRepository } from './mail.repository.js';
import { Mails } from './mails.service.js';
import { Postman } from './postman.js';

let bench: MailBench;
beforeAll(async () => {
  Logger.overrideLogger(false);
  bench = await startMail();
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.receiver.letters.length = 0;
  bench.receiver.treatments.length = 0;
});

const jobsOf = async (id: string) => {
  const rows = await bench.database.source.query<
    { queue: string; subject_id: string; attempt: number; due_at: Date }[]
  >('SELECT * FROM claim_outbox(10000)');
  return rows
    .filter(({ subject_id }) => subject_id === id)
    .map(({ queue, attempt, due_at }) => ({ queue, attempt, due_at }));
};

describe(Mails.name, () => {
  it('asks for a job with the row, and keeps neither address nor token in clear', async () => {
    const id = await bench.ask();
    const row = await bench.row(id);
    expect(row).toMatchObject({ template: 'password-reset', language: 'fr', state: 'waiting', attempts: 0, tries: 1 });
    const stored = await bench.database.inOrganisation(bench.organisation, (tx) =>
      tx.manager.query<{ line: string }[]>('SELECT mails::text AS line FROM mails WHERE id = $1', [id]),
    );
    for (const secret of ['secret-token-1', 'zoe@example.fr']) {
      expect(row.content?.includes(secret)).toBe(false);
      expect(stored[0]?.line).not.toContain(secret);
    }
    expect(await jobsOf(id)).toEqual([{ queue: 'send-mail', attempt: 1, due_at: null }]);
  });

  it('sends nothing that was taken back', async () => {
    const before = await bench.database.inOrganisation(bench.organisation, (tx) =>
      tx.manager.query('SELECT count(*) FROM mails'),
    );
    const broken = bench.database.inOrganisation(bench.organisation, async (tx) => {
      const data = { name: null, link: 'https://example.fr/x', valid_hours: 24 };
      await bench.mails.send(tx, { to: 'a@example.fr', template: 'verification', language: 'en', data });
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(
      await bench.database.inOrganisation(bench.organisation, (tx) => tx.manager.query('SELECT count(*) FROM mails')),
    ).toEqual(before);
  });
});

describe(Postman.name, () => {
  it('sends text and HTML under the row’s id, then forgets what it said', async () => {
    const id = await bench.ask();
    await bench.deliver(id);
    const [letter = ''] = bench.receiver.letters;
    expect(letter).toContain(`Message-ID: <${id}@example.fr>`);
    expect(letter).toContain('From: Facturation <no-reply@example.fr>');
    expect(letter).toContain('To: zoe@example.fr');
    expect(letter).toContain('Auto-Submitted: auto-generated');
    expect(letter).toMatch(/multipart\/alternative/);
    expect(letter).toContain('Content-Type: text/plain; charset=utf-8');
    expect(letter).toContain('Content-Type: text/html; charset=utf-8');
    expect(await bench.row(id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      content: null,
      dueAt: null,
      error: null,
      lastAttemptAt: bench.clock.now(),
    });
    await bench.deliver(id);
    expect(bench.receiver.letters).toHaveLength(1);
  });

  it('comes back by the schedule after a “not now”, and fails after the last time', async () => {
    const id = await bench.ask();
    await jobsOf(id);
    bench.receiver.treatments.push({ rcpt: '451 greylisted' }, { rcpt: '450 still <zoe@example.fr>' });
    await bench.deliver(id);
    const first = await bench.row(id);
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, tries: 2 });
    expect(first.dueAt?.getTime()).toBe(bench.clock.now().getTime() + 30_000);
    expect(await jobsOf(id)).toEqual([{ queue: 'send-mail', attempt: 2, due_at: first.dueAt }]);
    await bench.deliver(id);
    expect((await bench.row(id)).attempts).toBe(1);
    bench.clock.reach(first.dueAt);
    await bench.deliver(id);
    const second = await bench.row(id);
    expect(second).toMatchObject({ state: 'waiting', attempts: 2, tries: 3 });
    expect(second.error).toContain('<recipient>');
    expect(second.error).not.toContain('zoe');
    bench.receiver.treatments.push({ rcpt: '451 no' });
    bench.clock.reach(second.dueAt);
    await bench.deliver(id);
    expect(await bench.row(id)).toMatchObject({ state: 'failed', attempts: 3, content: null, dueAt: null });
    expect(bench.receiver.letters).toEqual([]);
  });

  it.each([{ rcpt: '550 no such person' }, { afterData: '554 looks like spam' }])(
    'gives up at once when refused for good: %j',
    async (treatment) => {
      const id = await bench.ask();
      bench.receiver.treatments.push(treatment);
      await bench.deliver(id);
      expect(await bench.row(id)).toMatchObject({ state: 'failed', attempts: 1, content: null });
    },
  );

  it('repeats what the server turned away after reading it', async () => {
    const id = await bench.ask();
    bench.receiver.treatments.push({ afterData: '452 disk full' });
    await bench.deliver(id);
    expect(await bench.row(id)).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  it('does not repeat what was handed over without an answer', async () => {
    const id = await bench.ask();
    bench.receiver.treatments.push('hang-up');
    await bench.deliver(id);
    expect(await bench.row(id)).toMatchObject({ state: 'unknown', attempts: 1, content: null, dueAt: null });
    await bench.deliver(id);
    expect(bench.receiver.letters).toHaveLength(1);
  });

  it('repeats when nothing was handed over: a server that is silent', async () => {
    const id = await bench.ask();
    bench.receiver.treatments.push('silent');
    await bench.deliver(id);
    expect(await bench.row(id)).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  it('counts an attempt whose worker died as unknown, once its lease is over', async () => {
    const id = await bench.ask();
    const lease = new Date(bench.clock.now().getTime() + 16_000);
    await bench.database.inOrganisation(bench.organisation, (tx) =>
      new MailRepository(tx).update(id, { state: 'sending', attempts: 1, dueAt: lease }),
    );
    await bench.deliver(id);
    expect((await bench.row(id)).state).toBe('sending');
    bench.clock.reach(lease);
    await bench.deliver(id);
    expect(await bench.row(id)).toMatchObject({ state: 'unknown', content: null });
    expect(bench.receiver.letters).toEqual([]);
  });

  it('is brought back by the sweeper', async () => {
    const id = await bench.ask();
    const due = await new SystemFunctions(bench.database).dueWork(bench.clock.now(), 1_000);
    expect(due).toContainEqual({
      queue: 'send-mail',
      organization_id: bench.organisation,
      subject_id: id,
      attempt: 1,
    });
  });

  it('says what is missing while no mail server is set', async () => {
    const other = await startMail({ ONEFACTURE_SMTP_URL: '' });
    const id = await other.ask();
    await other.deliver(id);
    expect(await other.row(id)).toMatchObject({ state: 'waiting', error: 'ONEFACTURE_SMTP_URL is not set.' });
    await other.stop();
  });
});

describe('a mail that is over', () => {
  it('is forgotten after a while, one under way is not', async () => {
    const [over, underWay] = [await bench.ask(), await bench.ask()];
    await bench.deliver(over);
    const system = new SystemFunctions(bench.database);
    const { createdAt } = await bench.row(over);
    await system.purgeMails(createdAt, 1_000);
    expect(await bench.row(over)).toMatchObject({ state: 'sent' });
    expect(await system.purgeMails(new Date(createdAt.getTime() + 1), 1_000)).toBeGreaterThan(0);
    await expect(bench.row(over)).rejects.toThrow('Could not find');
    expect(await bench.row(underWay)).toMatchObject({ state: 'waiting' });
  });
});
