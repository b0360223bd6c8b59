import { ERRORS } from '@onefacture/errors';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchChromium } from '../../../../test/services/chromium.js';
import { startApi } from '../testing/api-bench.js';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi(process.env);
});
afterAll(() => api.stop());

describe('error pages', () => {
  it('exist for every code, in both languages', async () => {
    for (const { slug, meaning, fix_fr } of Object.values(ERRORS)) {
      const html = (await api.http.get(`/errors/${slug}`).set('Accept', 'text/html').expect(200)).text;
      const shown = html.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
      expect(shown).toContain(meaning);
      expect(shown).toContain(fix_fr);
    }
  });

  it('are listed, and answer programs as JSON', async () => {
    const index = await api.http.get('/errors').set('Accept', 'text/html').expect(200);
    expect(index.text).toContain('href="/errors/validation-failed"');
    expect(index.headers['content-security-policy']).toContain("default-src 'none'");
    const { body } = await api.http.get('/errors/rate-limited').set('Accept', 'application/json').expect(200);
    expect(body).toMatchObject({ slug: 'rate-limited', status: 429, codes: [{ code: 'request.rate_limited' }] });
    await api.http.get('/errors/nothing-of-ours').expect(404);
  });
});

const startPage = async (query: string, language: string) =>
  (await api.http.get(`/${query}`).set('Accept-Language', language).expect(200)).text;

describe('the start page', () => {
  it('leads to every page there is', async () => {
    const { text } = await api.http.get('/').expect(200);
    const paths = [...text.matchAll(/href="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(paths).toEqual(['/docs', '/swagger', '/openapi.json', '/errors', '/webhooks/inspector', '/readyz']);
    for (const path of paths) await api.http.get(path).expect(200);
  });

  it('has a word for who comes back from paying, in the language of the reader', async () => {
    expect(await startPage('?checkout=success', 'fr-FR,fr;q=0.9')).toMatch(/lang="fr"[^]*Merci/);
    expect(await startPage('?checkout=success', 'de')).toMatch(/lang="en"[^]*Thank you/);
    expect(await startPage('?checkout=cancelled', 'en')).toContain('nothing was charged');
    expect(await startPage('?checkout=%3Cscript%3E', 'en')).toBe(await startPage('', 'en'));
  });
});

describe('the reference', () => {
  it('serves the document and nothing from outside', async () => {
    const { body } = await api.http.get('/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.1');
    for (const path of ['/swagger', '/docs']) {
      const { text } = await api.http.get(path).expect(200);
      expect(text).not.toMatch(/https?:\/\//);
    }
    await api.http.get('/swagger/package.json').expect(404);
    await api.http.get('/swagger/..%2fpackage.json').expect(404);
  });
});

describe('health', () => {
  it('tells life, readiness and measurements', async () => {
    expect((await api.http.get('/livez').expect(200)).body).toEqual({ status: 'up' });
    const ready = { status: 'up', checks: { postgres: 'up', redis: 'up' } };
    expect((await api.http.get('/readyz').expect(200)).body).toEqual(ready);
    expect((await api.http.get('/healthz').expect(200)).body).toEqual(ready);
    const { text, headers } = await api.http.get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toContain('onefacture_http_request_seconds_count');
  });
});

describe.skipIf(CHROMIUM === undefined)('in a real browser without network', () => {
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    browser = await launchChromium();
    origin = await api.app.getUrl();
  });
  afterAll(() => browser.close());

  async function open(path: string): Promise<{ page: Page; strangers: string[]; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    const [strangers, faults]: string[][] = [[], []];
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url.startsWith(origin) || /^(data|blob):/.test(url)) return route.continue();
      strangers?.push(url);
      return route.abort();
    });
    page.on('console', (message) => message.type() === 'error' && faults?.push(message.text()));
    page.on('pageerror', (error) => faults?.push(String(error)));
    await page.goto(origin + path);
    return { page, strangers: strangers ?? [], faults: faults ?? [] };
  }

  it('Swagger UI renders, takes a key and creates an invoice', { timeout: 90_000 }, async () => {
    const { api_key } = await api.sandbox();
    const { page, strangers, faults } = await open('/swagger');
    await page.locator('.btn.authorize').first().click();
    await page.getByLabel('Value:').or(page.locator('#api_key_value')).first().fill(api_key);
    await page.locator('.modal-btn.authorize').first().click();
    await page.locator('.btn-done').first().click();
    await page.locator('#operations-Invoices-createInvoice .opblock-summary-control').click();
    await page.locator('#operations-Invoices-createInvoice .execute').click();
    const answer = page.locator('#operations-Invoices-createInvoice .live-responses-table .response-col_status').last();
    await expect.poll(() => answer.textContent(), { timeout: 30_000 }).toContain('201');
    expect(strangers).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('Scalar renders, takes a key and creates an invoice', { timeout: 90_000 }, async () => {
    const { api_key } = await api.sandbox();
    const { page, strangers, faults } = await open('/docs#tag/invoices/POST/v1/invoices');
    const client = page.getByRole('button', { name: /Test Request.*post \/v1\/invoices\)/i });
    await client.first().click({ timeout: 60_000 });
    await page.locator('input[id^="scalar-client"]').first().fill(api_key);
    const answer = page.waitForResponse((response) => response.request().method() === 'POST', { timeout: 30_000 });
    await page
      .getByRole('button', { name: /^Send .*post request/i })
      .first()
      .click();
    expect((await answer).status()).toBe(201);
    expect(strangers).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});
