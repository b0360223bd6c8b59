import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startApi } from '../testing/api-bench.js';
import { INVOICE_EXAMPLES } from '../v1/invoices/invoice-examples.js';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi(process.env);
});
afterAll(() => api.stop());

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const profile = (headers: object) => api.http.get('/v1/organization').set({ ...headers });
const change = (headers: object, body: object) =>
  api.http
    .patch('/v1/organization')
    .set({ ...headers })
    .send(body);
const mentions = { AAB: "Pas d'escompte pour paiement anticipé" };
const settings = { siren: '732829320', vat_number: 'FR44732829320', mentions, payment_terms: 'À 30 jours' };

async function register() {
  const email = `${randomUUID()}@acme.example`;
  const account = { organization_name: 'Acme SAS', email, password: 'a long sentence of my own', siren: '732829320' };
  const { body } = await api.http.post('/auth/register').send(account).expect(201);
  return z.object({ access_token: z.string(), organization: z.object({ id: z.uuid() }) }).parse(body);
}

/** An invoice that leaves to the settings what it can. */
const draft = (siren: string) => ({
  ...INVOICE_EXAMPLES.invoice.value,
  number: `F-${randomUUID().slice(0, 8)}`,
  due_date: undefined,
  seller: { ...INVOICE_EXAMPLES.invoice.value.seller, siren },
});

describe('the settings of an organisation', () => {
  it('start empty, are changed by members and keys, and hold for the test half', async () => {
    const { access_token: token, organization } = await register();
    const { body: before } = await profile(bearer(token)).expect(200);
    expect(before).toMatchObject({ id: organization.id, name: 'Acme SAS', check_in_mails: true, settings: {} });
    const { body: changed } = await change(bearer(token), { name: 'Acme France', settings }).expect(200);
    expect(changed).toEqual({ ...before, name: 'Acme France', settings });
    const { body: key } = await api.http
      .post('/v1/api-keys?mode=test')
      .set(bearer(token))
      .send({ label: 'test' })
      .expect(201);
    const asKey = { 'X-API-Key': key.api_key };
    expect((await profile(asKey).expect(200)).body).toMatchObject({ mode: 'test', name: 'Acme France', settings });
    await change(asKey, { settings: {} }).expect(200);
    expect((await profile(bearer(token))).body.settings).toEqual(settings);
    const { body: quiet } = await change(bearer(token), { check_in_mails: false }).expect(200);
    expect(quiet).toEqual({ ...changed, check_in_mails: false });
    await change(bearer(token), {}).expect(422);
    await change(bearer(token), { settings: { vat_number: 'x' } }).expect(422);
    await profile({}).expect(401);
  });

  it('fill what invoice and company leave out', async () => {
    const { api_key } = await api.sandbox();
    const asKey = { 'X-API-Key': api_key };
    await change(asKey, { settings }).expect(200);
    const ours = await api.http.post('/v1/invoices').set(asKey).send(draft('732829320')).expect(201);
    expect(ours.body.payment_terms).toBe('À 30 jours');
    expect(ours.body.notes).toContainEqual(expect.objectContaining({ content: mentions.AAB }));
    const company = { siren: '443061841', name: 'Globex', payment_terms: 'À réception' };
    await api.http.post('/v1/companies').set(asKey).send(company).expect(201);
    const other = await api.http.post('/v1/invoices').set(asKey).send(draft('443061841')).expect(201);
    expect(other.body.payment_terms).toBe('À réception');
    expect(other.body.notes).toContainEqual(expect.objectContaining({ content: mentions.AAB }));
    expect(other.body.seller.vat_number).not.toBe('FR44732829320');
  });
});
