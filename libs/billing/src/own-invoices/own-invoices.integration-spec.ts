import { OrganisationProfiles, TeamModule } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';
import { FilePool } from '@onefacture/inspection';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startBilling, type BillingBench } from '../testing/billing-bench.js';
import { PaymentRecordRepository } from '../payments/payment-records.repository.js';
import type { ProviderInvoice } from '../payments/payment-provider.js';
import { OwnInvoiceMaker } from './own-invoice-maker.service.js';
import { OwnInvoices } from './own-invoices.service.js';
import { OwnInvoicesModule } from './own-invoices.module.js';
import { LINE, OPERATOR } from './testing/own-invoices.js';

let bench: BillingBench;
let owner: Client;
let maker: OwnInvoiceMaker;
let invoices: OwnInvoices;
beforeAll(async () => {
  bench = await startBilling(
    { ...OPERATOR, ONEFACTURE_BILLING_CATALOGUE: 'onefacture' },
    { imports: [OwnInvoicesModule, TeamModule] },
  );
  owner = new Client(bench.dsn);
  await owner.connect();
  maker = bench.app.get(OwnInvoiceMaker);
  invoices = bench.app.get(OwnInvoices);
});
afterAll(async () => {
  await owner.end();
  await bench.stop();
});

let count = 0;
const address = { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' };
const settle = (organisation: string, settings: object) =>
  bench.app.get(OrganisationProfiles).change(organisation, { settings }, 'user:1');

/** A live organisation with a paid invoice. */
async function customer({ complete = true, more = {} }: { complete?: boolean; more?: Partial<ProviderInvoice> } = {}) {
  count += 1;
  const organisation = await bench.live();
  if (complete) await settle(organisation, { address });
  const at = bench.clock.now();
  const invoice: ProviderInvoice = {
    ...{ id: `in_${count}`, number: `OF-${count}`, status: 'paid', currency: 'EUR', page: null, pdf: null },
    ...{ net: 4_900, tax: 980, total: 5_880, paid: 5_880, due: 0, lines: [LINE] },
    ...{ createdAt: at, issuedAt: at, dueAt: null, paidAt: at, periodStart: at, periodEnd: at },
    ...more,
  };
  const keep = (changed: Partial<ProviderInvoice> = {}) =>
    bench.within(organisation, (tx) => new PaymentRecordRepository(tx).keepInvoices([{ ...invoice, ...changed }]));
  await keep();
  return { organisation, keep, listed: () => listed(organisation) };
}

async function listed(organisation: string) {
  const [row] = await bench.within(organisation, (tx) => new PaymentRecordRepository(tx).invoices(10));
  if (!row) throw new Error('no invoice');
  return { id: row.id, standing: invoices.standing(row) };
}
const fileOf = (organisation: string, id: string) =>
  invoices.file(organisation, id).catch((error: unknown) => (error instanceof AppError ? error.code : error));

describe('a paid invoice', () => {
  it('becomes a valid Factur-X, once, with the same bytes for ever', async () => {
    const acme = await customer();
    const { id, standing } = await acme.listed();
    expect(standing).toEqual({ state: 'pending', missing: [] });
    expect(await fileOf(acme.organisation, id)).toBe('document.not_available');
    expect(await maker.makeFor(acme.organisation)).toBe(1);
    const file = await invoices.file(acme.organisation, id);
    expect(file).toMatchObject({ mediaType: 'application/pdf', filename: `OF-${count}.pdf` });
    const { kind, reading } = await bench.app.get(FilePool, { strict: false }).open(file.bytes);
    expect(kind).toBe('facturx');
    expect(reading.document).toMatchObject({
      number: `OF-${count}`,
      billing_frame: 'S2',
      seller: { name: OPERATOR.ONEFACTURE_OPERATOR_NAME, vat_number: 'FR44732829320' },
      buyer: { name: 'Acme', siren: '732829320' },
    });
    expect(await maker.makeFor(acme.organisation)).toBe(0);
    bench.clock.pass(86_400_000);
    await acme.keep({ lines: [{ ...LINE, description: 'other words' }] });
    await maker.makeAll();
    expect((await invoices.file(acme.organisation, id)).sha256).toBe(file.sha256);
    expect((await acme.listed()).standing).toEqual({ state: 'ready', missing: [] });
  });

  it('is made once by two workers at the same moment, sealed, and audited', async () => {
    const acme = await customer();
    const made = await Promise.all([maker.makeFor(acme.organisation), maker.makeFor(acme.organisation)]);
    expect(made.toSorted()).toEqual([0, 1]);
    const { rows } = await owner.query<{ bytes: Buffer; program_version: string }>(
      'SELECT bytes, program_version FROM own_invoices WHERE organization_id = $1',
      [acme.organisation],
    );
    expect(rows).toMatchObject([{ program_version: expect.stringMatching(/^onefacture /) }]);
    expect(rows[0]?.bytes.includes('%PDF')).toBe(false);
    const audit = await owner.query(
      `SELECT actor FROM audit_entries WHERE organization_id = $1 AND action = 'own_invoice.make'`,
      [acme.organisation],
    );
    expect(audit.rows).toEqual([{ actor: 'worker' }]);
  });

  it('waits for what the profile lacks, and is made by a later round', async () => {
    const acme = await customer({ complete: false });
    expect(await maker.makeFor(acme.organisation)).toBe(0);
    const { id, standing } = await acme.listed();
    expect(standing).toEqual({ state: 'waiting', missing: ['settings.address'] });
    await expect(invoices.file(acme.organisation, id)).rejects.toMatchObject({
      code: 'document.not_available',
      message: expect.stringContaining('settings.address'),
    });
    await settle(acme.organisation, { address });
    expect(await maker.makeAll()).toBeGreaterThanOrEqual(1);
    expect((await acme.listed()).standing).toEqual({ state: 'ready', missing: [] });
  });

  it('is kept back while the document would not be valid', async () => {
    const acme = await customer();
    const pool = bench.app.get(FilePool, { strict: false });
    const make = pool.makeFacturX.bind(pool);
    const xml = Buffer.from('<CrossIndustryInvoice/>');
    vi.spyOn(pool, 'makeFacturX').mockImplementationOnce((request) => make({ ...request, xml }));
    expect(await maker.makeFor(acme.organisation)).toBe(0);
    const { id, standing } = await acme.listed();
    expect(standing).toEqual({ state: 'invalid', missing: [] });
    expect(await fileOf(acme.organisation, id)).toBe('document.not_available');
    expect(await maker.makeFor(acme.organisation)).toBe(1);
    expect((await acme.listed()).standing).toEqual({ state: 'ready', missing: [] });
  });

  it('is kept back, with the reason, where the provider’s amounts make no invoice', async () => {
    const acme = await customer({ more: { tax: 981, total: 5_881 } });
    expect(await maker.makeFor(acme.organisation)).toBe(0);
    expect((await acme.listed()).standing).toEqual({ state: 'invalid', missing: [] });
    const { rows } = await owner.query<{ faults: string[] }>(
      'SELECT faults FROM own_invoices WHERE organization_id = $1',
      [acme.organisation],
    );
    expect(rows).toEqual([{ faults: [expect.stringMatching(/9\.80.*9\.81/)] }]);
  });

  it('is not kept waiting by a hundred older ones that cannot be made', async () => {
    const acme = await customer();
    for (let older = 0; older < 100; older += 1) {
      await acme.keep({
        id: `in_${count}_${older}`,
        number: `OLD-${older}`,
        tax: 981,
        total: 5_881,
        createdAt: new Date(0),
      });
    }
    expect([await maker.makeFor(acme.organisation), await maker.makeFor(acme.organisation)]).toEqual([0, 1]);
  });

  it('is nobody else’s', async () => {
    const [ours, theirs] = [await customer(), await customer()];
    await maker.makeFor(ours.organisation);
    const { id } = await ours.listed();
    expect(await fileOf(theirs.organisation, id)).toBe('request.not_found');
    expect(await fileOf(ours.organisation, '01997a3e-0000-7000-8000-0000000000ff')).toBe('request.not_found');
  });
});

describe('no document', () => {
  it.each([
    ['an open invoice', { status: 'open', paid: 0, due: 5_880 }],
    ['an invoice of nothing', { net: 0, tax: 0, total: 0, lines: [] }],
    ['an invoice without a number', { number: null }],
  ])('is made of %s', async (_, more) => {
    const acme = await customer({ more });
    expect(await maker.makeFor(acme.organisation)).toBe(0);
    expect((await acme.listed()).standing).toBeNull();
  });

  it('is made where nobody is known to sell', async () => {
    const quiet = await startBilling({ ONEFACTURE_BILLING_CATALOGUE: 'onefacture' }, { imports: [OwnInvoicesModule] });
    expect(quiet.app.get(OwnInvoiceMaker).enabled).toBe(false);
    expect(await quiet.app.get(OwnInvoiceMaker).makeAll()).toBe(0);
    await quiet.stop();
  });
});
