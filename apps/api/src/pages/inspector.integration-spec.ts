import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium } from '../../../../test/services/chromium.js';
import { QUICK_START_TEXT } from '../../../../test/e2e/invoices.js';
import { startReceiver, status, type Receiver } from '../../../../libs/webhooks/src/testing/receiver.js';
import { startApi } from '../testing/api-bench.js';

let api: Awaited<ReturnType<typeof startApi>>;
let receiver: Receiver;
beforeAll(async () => {
  [api, receiver] = await Promise.all([
    startApi({ ...process.env, ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8' }),
    startReceiver(),
  ]);
});
afterAll(() => Promise.all([api.stop(), receiver.stop()]));

it('is served under a policy that runs nothing but its own script', async () => {
  const { text, headers } = await api.http.get('/webhooks/inspector').expect(200);
  expect(text).not.toMatch(/https?:\/\//);
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  const script = await api.http.get('/webhooks/inspector.js').expect(200);
  expect(script.text).not.toMatch(/innerHTML|localStorage|https?:\/\//);
});

describe.skipIf(CHROMIUM === undefined)('in a real browser', () => {
  it.each(['en-GB', 'fr-FR'])(
    'shows endpoints, sends an example and sends again (%s)',
    { timeout: 60_000 },
    async (locale) => {
      const { api_key: key } = await api.sandbox();
      const path = `/${locale}`;
      receiver.reply(path, status(500, {}, '<img src=x onerror="window.broken = true">'));
      const made = await api.http
        .post('/v1/webhooks')
        .set('X-API-Key', key)
        .send({ url: receiver.url(path), description: 'ERP' })
        .expect(201);
      const { body } = await api.http
        .post('/v1/invoices')
        .set('X-API-Key', key)
        .set('Content-Type', 'application/json')
        .send(QUICK_START_TEXT)
        .expect(201);
      await api.http.post(`/v1/invoices/${body.id}/cancel`).set('X-API-Key', key).expect(200);
      const browser = await launchChromium();
      const page = await browser.newPage({ locale, viewport: { width: 1200, height: 900 } });
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.goto(`${await api.app.getUrl()}/webhooks/inspector`);
      await page.locator('#key').fill(key);
      await page.locator('#enter button').click();
      await page.locator('#endpoints').getByText(receiver.url(path)).waitFor();
      await page.locator('#example button').click();
      await page.locator('#attempts details').first().click();
      const answer = page.locator('#attempts pre').last();
      await expect.poll(() => answer.textContent()).toContain('<img src=x');
      expect(await page.evaluate('window.broken')).toBeUndefined();
      await page.locator('#deliveries button').first().click();
      await expect.poll(() => page.locator('#status').textContent()).toMatch(/Queued|En file/);
      const shot = process.env['INSPECTOR_SCREENSHOT'];
      if (shot) await page.screenshot({ path: `${shot}-${locale}.png`, fullPage: true });
      expect(faults).toEqual([]);
      expect(receiver.at(path)).toHaveLength(1);
      expect(made.body.secret).toMatch(/^whsec_/);
      await browser.close();
    },
  );
});
