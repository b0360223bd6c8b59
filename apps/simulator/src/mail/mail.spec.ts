import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator, type RunningSimulator } from '../simulator.js';

let simulator: RunningSimulator;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-'));
  simulator = await startSimulator({ port: 0, dataDir: folder });
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => fetch(`${simulator.url}/_simulator/mails`, { method: 'DELETE' }));

const Tray = z.object({
  data: z.array(
    z.object({
      id: z.number(),
      message_id: z.string().nullable(),
      from: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      links: z.array(z.string()),
    }),
  ),
});
const tray = async (query = '') => {
  const answer = await fetch(`${simulator.url}/_simulator/mails${query}`);
  return Tray.parse(await answer.json()).data;
};
const send = (to: string, more: object = {}) =>
  createTransport({ url: simulator.smtpUrl }).sendMail({
    from: 'Facturation <no-reply@example.fr>',
    to,
    subject: 'Échéance – à lire',
    text: 'Bonjour Zoé,\n.un point\n\nhttps://example.fr/go?token=abc&x=1',
    html: '<p>Bonjour <b>Zoé</b></p><script>alert(1)</script>',
    messageId: '<row-1@example.fr>',
    ...more,
  });

/** Says lines one after the other, as no proper client would. @returns the answers */
async function talk(...lines: string[]): Promise<string[]> {
  const { hostname, port } = new URL(simulator.smtpUrl);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let heard = '';
  socket.on('data', (text) => (heard += String(text)));
  await once(socket, 'connect');
  socket.write(lines.map((line) => `${line}\r\n`).join(''));
  await once(socket, 'close');
  return heard.split('\r\n').filter(Boolean);
}

describe('the mail tray', () => {
  it('keeps what a mail says, its links and its Message-ID', async () => {
    await send('zoe@example.fr');
    expect(await tray()).toEqual([
      {
        id: expect.any(Number),
        message_id: '<row-1@example.fr>',
        from: 'no-reply@example.fr',
        to: ['zoe@example.fr'],
        subject: 'Échéance – à lire',
        text: 'Bonjour Zoé,\n.un point\n\nhttps://example.fr/go?token=abc&x=1',
        html: expect.stringContaining('<b>Zoé</b>'),
        links: ['https://example.fr/go?token=abc&x=1'],
      },
    ]);
  });

  it('gives the newest first, narrowed to a recipient', async () => {
    for (const to of ['a@example.fr', 'b@example.fr', 'A@example.fr']) await send(to, { subject: to });
    expect((await tray()).map(({ subject }) => subject)).toEqual(['A@example.fr', 'b@example.fr', 'a@example.fr']);
    expect((await tray('?to=a@example.fr')).map(({ subject }) => subject)).toEqual(['A@example.fr', 'a@example.fr']);
  });

  it('shows a page on which nothing of a mail runs', async () => {
    await send('zoe@example.fr', { subject: '<script>', text: '<script>https://example.fr/x</script>' });
    const accept = { headers: { accept: 'text/html' } };
    const page = await (await fetch(`${simulator.url}/_simulator/mails`, accept)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
    expect(page).toContain('<a href="https://example.fr/x">');
    const [mail] = await tray();
    const alone = await fetch(`${simulator.url}/_simulator/mails/${mail?.id}`, accept);
    expect(alone.headers.get('content-security-policy')).toContain('sandbox');
    expect(await alone.text()).toContain('<b>Zoé</b>');
    expect((await fetch(`${simulator.url}/_simulator/mails/999999`)).status).toBe(404);
  });

  it('refuses, puts off and loses on demand', async () => {
    await expect(send('refused@example.fr')).rejects.toMatchObject({ responseCode: 550, permanent: true });
    await expect(send('later@example.fr')).rejects.toMatchObject({ responseCode: 450, permanent: false });
    await send('later@example.fr');
    await expect(send('lost@example.fr')).rejects.toThrow('closed');
    expect((await tray()).map(({ to }) => to[0])).toEqual(['lost@example.fr', 'later@example.fr']);
  });

  it('takes any login', async () => {
    const url = simulator.smtpUrl.replace('smtp://', 'smtp://me:secret@');
    for (const method of ['PLAIN', 'LOGIN']) {
      const message = { from: 'a@example.fr', to: 'b@example.fr', text: method };
      await createTransport({ url, authMethod: method }).sendMail(message);
    }
    expect(await tray()).toHaveLength(2);
  });

  it('keeps order in a conversation', async () => {
    expect(
      await talk(
        'HELO x',
        'RCPT TO:<a@b>',
        'DATA',
        'MAIL FROM:nobody',
        'VRFY x',
        'MAIL FROM:<>',
        'RSET',
        'DATA',
        'QUIT',
      ),
    ).toEqual([
      '220 simulator ESMTP',
      '250 well',
      '503 MAIL first',
      '503 RCPT first',
      '501 no address',
      '502 not here',
      '250 well',
      '250 well',
      '503 RCPT first',
      '221 bye',
    ]);
    expect((await talk('MAIL FROM:<>', 'RCPT TO:<a@b>', 'DATA', '.', 'QUIT')).at(-2)).toMatch(/^250 kept/);
    expect((await talk('x'.repeat(5_000))).at(-1)).toBe('500 line too long');
  });
});
