import { randomUUID } from 'node:crypto';
import { Mails } from '@onefacture/mail';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi, type MockInstance } from 'vitest';
import { CHROMIUM, launchChromium } from '../../../../test/services/chromium.js';
import { startApi } from '../testing/api-bench.js';

const PATIENT = { timeout: 15_000 };
const PASSWORD = 'a long sentence of my own';

let api: Awaited<ReturnType<typeof startApi>>;
let sent: MockInstance<Mails['send']>;
beforeAll(async () => {
  api = await startApi(process.env);
  sent = vi.spyOn(api.app.get(Mails), 'send');
});
afterAll(() => api.stop());

it.each(['verify-email', 'reset-password', 'accept-invitation'])(
  '%s is served, and runs only its own',
  async (page) => {
    const { text, headers } = await api.http.get(`/account/${page}`).expect(200);
    expect(text).not.toMatch(/https?:\/\//);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    const script = await api.http.get('/account/account.js').expect(200);
    expect(script.text).not.toMatch(/innerHTML|localStorage|https?:\/\//);
  },
);

describe.skipIf(CHROMIUM === undefined)('in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** Follows the link of the mail asked for last, at this api's own address. */
  async function follow(locale: string) {
    const mail = sent.mock.lastCall?.[1];
    const link = new URL(mail && 'link' in mail.data ? mail.data.link : '');
    const page = await browser.newPage({ locale });
    await page.goto(`${await api.app.getUrl()}${link.pathname}${link.hash}`);
    return page;
  }

  it.each([
    ['en-GB', 'Thank you: the address is confirmed.', 'another long sentence', 'Your new password is set.'],
    ['fr-FR', 'Merci : l’adresse est confirmée.', 'une autre longue phrase', 'Votre nouveau mot de passe'],
  ])('the links of mails do what they say (%s)', { timeout: 60_000 }, async (locale, thanks, next, done) => {
    const email = `${randomUUID()}@acme.example`;
    const body = { organization_name: 'Acme', email, password: PASSWORD };
    const { body: account } = await api.http.post('/auth/register').send(body).expect(201);
    const confirming = await follow(locale);
    // Opening the page uses nothing up, and the token is gone from the address bar.
    expect(confirming.url()).not.toContain('token');
    await confirming.locator('#go').click();
    await expect.poll(() => confirming.locator('#status').textContent(), PATIENT).toBe(thanks);
    const me = await api.http.get('/auth/me').set('Authorization', `Bearer ${account.access_token}`).expect(200);
    expect(me.body.user.email_verified_at).not.toBeNull();

    await api.http.post('/auth/forgot-password').send({ email }).expect(202);
    const choosing = await follow(locale);
    await choosing.locator('#password').fill(next);
    await choosing.locator('#go').click();
    await expect.poll(() => choosing.locator('#status').textContent(), PATIENT).toContain(done);
    await api.http.post('/auth/login').send({ email, password: next }).expect(200);

    const again = await follow(locale);
    await again.locator('#password').fill(next);
    await again.locator('#go').click();
    await expect.poll(() => again.locator('#status').getAttribute('class'), PATIENT).toBe('bad');
  });
});
