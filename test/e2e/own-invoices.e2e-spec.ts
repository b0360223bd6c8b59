import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startForwardedStripe, type ForwardedStripe } from '../billing/forwarded-stripe.js';
import { openAccount, type Account } from './accounts.js';
import { checked } from './client.js';
import { ADDRESS } from './invoices.js';
import { mailsTo } from './mails.js';
import { OPERATOR } from './operator.js';
import { startStack, type Stack } from './stack.js';

/** What the operator of an installation gives those who pay: invoices as the law wants them, and a word when they cannot. */

const PATIENT = { timeout: 30_000, interval: 250 };
const Opened = z.object({ url: z.url() });
const IssuedKey = z.object({ api_key: z.string() });
const Invoices = z.object({
  data: z.array(
    z.looseObject({
      id: z.uuid(),
      number: z.string().nullable(),
      total: z.number(),
      document: z.object({ state: z.string(), missing: z.array(z.string()) }).nullable(),
    }),
  ),
});

let stack: Stack;
let stripe: ForwardedStripe;
beforeAll(async () => {
  stripe = await startForwardedStripe('onefacture', () => `${stack.api.url}/billing/stripe-webhook`);
  stack = await startStack({ settings: { ...stripe.settings, ...OPERATOR } });
});
afterAll(async () => {
  await stack?.stop();
  await stripe?.stop();
});

async function buy({ client }: Account): Promise<void> {
  const opened = checked(await client.post('/billing/checkout', { plan: 'starter' }), 200);
  const card = { card_number: '4242424242424242', card_expiry: '12/34', card_cvc: '123', country: 'FR', name: 'Acme' };
  const { url } = Opened.parse(opened.json);
  const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams(card), redirect: 'manual' });
  expect(status).toBe(303);
}
const invoiceOf = async ({ client }: Account) =>
  Invoices.parse(checked(await client.get('/billing/invoices'), 200).json).data[0];

describe('a plan that was paid', () => {
  it('has a Factur-X that this very installation finds valid', async () => {
    const acme = await openAccount(stack.anyone, { siren: '732829320' });
    checked(
      await acme.client.call('PATCH', '/v1/organization', { settings: { siren: '732829320', address: ADDRESS } }),
      200,
    );
    await buy(acme);
    await expect.poll(async () => (await invoiceOf(acme))?.document, PATIENT).toEqual({ state: 'ready', missing: [] });
    const { id = '', number, total } = (await invoiceOf(acme)) ?? {};
    const file = checked(await acme.client.get(`/billing/invoices/${id}/facturx`), 200);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toContain(`${number}.pdf`);
    const again = await acme.client.get(`/billing/invoices/${id}/facturx`, {
      'If-None-Match': file.headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
    const issued = checked(await acme.client.post('/v1/api-keys', { label: 'erp' }), 201);
    const key = stack.anyone.withKey(IssuedKey.parse(issued.json).api_key);
    const pdf = { 'Content-Type': 'application/pdf' };
    const report = checked(await key.call('POST', '/v1/validate', file.bytes, pdf), 200).json;
    expect(report).toMatchObject({ valid: true, format: 'facturx', profile: 'EN16931', findings: [] });
    const said = checked(await key.call('POST', '/v1/convert?to=json', file.bytes, pdf), 200);
    expect(JSON.parse(said.text)).toMatchObject({
      number,
      billing_frame: 'S2',
      seller: { name: OPERATOR.ONEFACTURE_OPERATOR_NAME, siren: '552120222' },
      buyer: { siren: '732829320' },
      totals: { net: 49, tax: 9.8, gross: total, due: 0 },
    });
  });

  it('waits for the buyer’s address, which the list and the download name', async () => {
    const acme = await openAccount(stack.anyone, { siren: '732829320' });
    await buy(acme);
    await expect
      .poll(async () => (await invoiceOf(acme))?.document, PATIENT)
      .toEqual({ state: 'waiting', missing: ['settings.address'] });
    const { id = '' } = (await invoiceOf(acme)) ?? {};
    const refused = checked(await acme.client.get(`/billing/invoices/${id}/facturx`), 404);
    expect(refused.json).toMatchObject({ code: 'document.not_available', detail: expect.stringContaining('address') });
    const other = await openAccount(stack.anyone);
    checked(await other.client.get(`/billing/invoices/${id}/facturx`), 404);
  });
});

describe('a renewal that fails', () => {
  it('is told to the owner, with the page where it can be paid', async () => {
    const acme = await openAccount(stack.anyone, { siren: '732829320' });
    await buy(acme);
    await expect.poll(async () => (await invoiceOf(acme))?.['status'], PATIENT).toBe('paid');
    const { host, port, secretKey } = stripe.simulator;
    const client = new Stripe(secretKey, { host, port, protocol: 'http', telemetry: false });
    for (const { id } of (await client.customers.list()).data) {
      const [card] = (await client.paymentMethods.list({ customer: id })).data;
      await stripe.control('cards', { payment_method: card?.id, refuse: 'card_declined' });
    }
    await stripe.control('clock', { months: 1, hours: 2 });
    const mails = async () =>
      (await mailsTo(stack.simulatorUrl, acme.email)).filter(({ subject }) => /paiement|payment/i.test(subject));
    await expect.poll(async () => (await mails()).length, PATIENT).toBe(1);
    const [{ links } = { links: [] }] = await mails();
    expect(links).toEqual([expect.stringContaining(stripe.simulator.url)]);
  });
});
