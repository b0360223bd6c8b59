import { BillingSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CatalogueError, Catalogues, readCatalogue } from './catalogues.js';

const RUBIS = readFileSync(new URL('rubis.v1.yaml', import.meta.url), 'utf8');
const settings = (catalogue = 'rubis') => BillingSettings.from({ ONEFACTURE_BILLING_CATALOGUE: catalogue });

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderOf(files: Record<string, string>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'catalogues-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

const faultsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof CatalogueError) return error.faults;
    throw error;
  }
  return [];
};

describe('versions', () => {
  const dearer = RUBIS.replace('version: 1', 'version: 2').replace('monthly: 1900', 'monthly: 2900');
  const load = () => Catalogues.load(settings(), folderOf({ 'rubis.v1.yaml': RUBIS, 'rubis.v2.yaml': dearer }));

  it('sell the newest and keep the older ones for those who bought them', () => {
    const catalogues = load();
    const pro = (catalogueVersion: number) =>
      catalogues.of({ catalogue: 'rubis', catalogueVersion }).plans.find(({ id }) => id === 'pro')?.prices.monthly;
    expect(catalogues.current.version).toBe(2);
    expect([pro(1), pro(2)]).toEqual([1_900, 2_900]);
  });

  it('that are gone are a fault of ours', () => {
    const wanted = { catalogue: 'rubis', catalogueVersion: 3 };
    expect(() => load().of(wanted)).toThrow(expect.objectContaining({ code: 'service.internal' }));
  });
});

const windowOf = (text: string) => readCatalogue('rubis.v1.yaml', text).catalogue?.usageWindow;

it('count by the calendar’s month unless a file says otherwise', () => {
  expect(windowOf(RUBIS)).toBe('calendar');
  expect(windowOf(`${RUBIS}\nusage_window: billing_period\n`)).toBe('billing_period');
});

describe('words for plans', () => {
  it('are read in any case; an unknown one is told the plans there are', () => {
    const catalogues = Catalogues.load(settings());
    expect(catalogues.planNamed('PRO').id).toBe('pro');
    const refuse = () => catalogues.planNamed('platinum');
    expect(refuse).toThrow(AppError);
    expect(refuse).toThrow('There is no plan "platinum", only free, pro, business.');
    expect(refuse).toThrow(expect.objectContaining({ code: 'billing.unknown_plan', kind: 'invalid' }));
  });
});

describe('boot', () => {
  it('is refused with every fault of every file', () => {
    const broken = RUBIS.replace('default_plan: free', 'default_plan: gratis')
      .replace('caps: { active_invoices: 5, seats: 1 }', 'caps: { active_invoices: 5, invoices: 3 }')
      .replace('id: pro', 'id: free');
    const files = { 'rubis.v1.yaml': broken, 'other.v1.yaml': RUBIS, 'third.v1.yaml': 'id: [' };
    expect(faultsOf(() => Catalogues.load(settings(), folderOf(files)))).toEqual([
      'other.v1.yaml: the name must be rubis.v1.yaml',
      'rubis.v1.yaml: plans: free is named twice',
      'rubis.v1.yaml: default_plan: there is no plan gratis',
      'rubis.v1.yaml: free.caps: seats is missing',
      'rubis.v1.yaml: free.caps: invoices is not in limits',
      'rubis.v1.yaml: free.prices: only the default plan costs nothing',
      expect.stringMatching(/^third\.v1\.yaml: /),
    ]);
  });

  it('is refused for a name that no file has', () => {
    const sentence =
      'ONEFACTURE_BILLING_CATALOGUE: there is no catalogue rubi, only bloom, onefacture, rubis, xpeditis';
    expect(faultsOf(() => Catalogues.load(settings('rubi')))).toEqual([sentence]);
  });

  it.each([
    ['an unknown member', 'name: Rubis', 'name: Rubis\ncolour: red', /the file: .*colour/],
    ['a price of nothing', 'monthly: 1900', 'monthly: 0', /plans\.1\.prices\.monthly: must be more than 0 cents/],
    ['a price in floats', 'monthly: 1900', 'monthly: 19.5', /plans\.1\.prices\.monthly/],
    ['another currency', 'currency: EUR', 'currency: USD', /currency/],
    ['a limit below nothing', 'active_invoices: 5', 'active_invoices: -5', /plans\.0\.caps\.active_invoices/],
    ['an unknown metric', 'active_invoices: 5', 'active_invoices: 5, boats: 5', /plans\.0\.caps/],
    [
      'a stock that answers 429',
      'seats: { kind: stock, on_exceed: 402 }',
      'seats: { kind: stock, on_exceed: 429 }',
      /limits\.seats\.on_exceed: a stock takes 402 or none/,
    ],
    ['grace on no plan', 'plan: free, lifts', 'plan: gratis, lifts', /signup_grace\.plan: there is no plan gratis/],
    ['grace on no stock', 'lifts: [active_invoices]', 'lifts: [invoices]', /signup_grace\.lifts: invoices is no stock/],
    ['a trial of what is free', 'prices: {}', 'prices: {}\n    trial_days: 3', /free\.trial_days/],
    ['a default plan with a price', 'prices: {}', 'prices: { monthly: 1 }', /the default plan costs nothing/],
    ['an unknown month', 'currency: EUR', 'currency: EUR\nusage_window: moon', /usage_window/],
    ['a member given twice', 'version: 1', 'version: 1\nversion: 2', /unique|Map keys/],
  ])('is refused for %s', (_, before, after, fault) => {
    const text = RUBIS.replace(before, after);
    expect(text).not.toBe(RUBIS);
    expect(readCatalogue('rubis.v1.yaml', text).faults).toEqual([expect.stringMatching(fault)]);
  });
});
