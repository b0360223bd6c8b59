import type { AppError } from '@onefacture/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Organisations } from '../organisations/organisations.service.js';
import { Sandbox } from '../sandbox/sandbox.service.js';
import { startAccounts } from '../testing/accounts-bench.js';
import { addCompany, Companies, resolveSeller } from './companies.service.js';

let bench: Awaited<ReturnType<typeof startAccounts>>;
let companies: Companies;
beforeAll(async () => {
  bench = await startAccounts(process.env);
  companies = bench.app.get(Companies);
});
afterAll(() => bench.stop());

const organisation = (mode: 'test' | 'live', siren?: string) =>
  bench.app.get(Organisations).create({ name: 'Acme', mode, jurisdiction: 'FR', siren }, 'admin');
const codeOf = (error: AppError) => error.code;
const acme = { siren: '732829320', name: 'Acme SAS' };

describe('companies', () => {
  it('makes the first company with the organisation', async () => {
    const { id } = await organisation('live', acme.siren);
    expect(await companies.list(id, 10)).toMatchObject([{ siren: acme.siren, name: 'Acme' }]);
    await expect(organisation('live', '123456789').catch(codeOf)).resolves.toBe('request.invalid');
  });

  it('takes a SIREN once per organisation, and freely in another', async () => {
    const [one, two] = [await organisation('live'), await organisation('live')];
    const add = (id: string) =>
      bench.database.inOrganisation(id, (tx) => addCompany(tx, acme, 'admin', bench.clock.now()));
    await add(one.id);
    await expect(add(one.id).catch(codeOf)).resolves.toBe('company.duplicate_siren');
    await expect(add(two.id)).resolves.toMatchObject(acme);
  });

  it('keeps settings as they were given', async () => {
    const { id } = await organisation('live');
    const { id: companyId } = await bench.database.inOrganisation(id, (tx) =>
      addCompany(tx, acme, 'admin', bench.clock.now()),
    );
    const change = { name: 'Acme', vat_number: 'FR44732829320', mentions: { PMT: '40 €' } };
    await companies.update(id, companyId, change, 'admin');
    expect(await companies.get(id, companyId)).toMatchObject({
      name: 'Acme',
      settings: { siren: acme.siren, ...change },
    });
  });

  it('hides a company from other organisations', async () => {
    const [one, two] = [await organisation('live', acme.siren), await organisation('live')];
    const [company] = await companies.list(one.id, 1);
    await expect(companies.get(two.id, company?.id ?? '').catch(codeOf)).resolves.toBe('request.not_found');
    await expect(companies.update(two.id, company?.id ?? '', acme, 'admin').catch(codeOf)).resolves.toBe(
      'request.not_found',
    );
    expect(await companies.list(two.id, 10)).toEqual([]);
  });
});

describe('resolveSeller', () => {
  it('makes the company on first use in test, once for parallel invoices', async () => {
    const { id } = await organisation('test');
    const found = await Promise.all(
      Array.from({ length: 8 }, () =>
        bench.database.inOrganisation(id, (tx) => resolveSeller(tx, 'test', acme, bench.clock.now())),
      ),
    );
    expect(new Set(found.map((company) => company.id)).size).toBe(1);
    expect(await companies.list(id, 10)).toHaveLength(1);
  });

  it('refuses a seller that is not registered in live', async () => {
    const { id } = await organisation('live');
    const resolve = () => bench.database.inOrganisation(id, (tx) => resolveSeller(tx, 'live', acme, bench.clock.now()));
    await expect(resolve().catch(codeOf)).resolves.toBe('invoice.seller_not_ours');
    await bench.database.inOrganisation(id, (tx) => addCompany(tx, acme, 'admin', bench.clock.now()));
    await expect(resolve()).resolves.toMatchObject(acme);
  });
});

describe('Sandbox', () => {
  it('opens a connected test organisation with a key that works', async () => {
    const { organization_id, api_key, expires_at } = await bench.app.get(Sandbox).provision();
    expect(api_key).toMatch(/^ofx_test_/);
    expect(expires_at.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    const connections = await bench.database.inOrganisation(organization_id, (tx) =>
      tx.manager.query<object[]>('SELECT platform, is_default FROM platform_connections'),
    );
    expect(connections).toEqual([{ platform: 'sandbox', is_default: true }]);
    expect(await bench.app.get(Organisations).modeOf(organization_id)).toBe('test');
  });
});
