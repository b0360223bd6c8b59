import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readCii, readUbl, writeCii, writeUbl, type StructureName } from '@onefacture/formats';
import { type Invoice, type InvoiceDocument, LINELESS_PROFILES, type Profile } from '@onefacture/invoice';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyInvoice } from '../../libs/invoice/testing/arbitraries.js';
import { CORPUS, manifest, NOT_HERE, suite } from './official-standards.js';
import { judge, openPair, type SchemaPair } from './structure-schemas.js';

/** The schemas a profile's CII answers to: CII D22B itself and, for the profiles of Factur-X, the one of the profile. */
const SCHEMAS: Readonly<Record<Profile, readonly StructureName[]>> = {
  MINIMUM: ['cii', 'facturx_minimum'],
  BASIC_WL: ['cii', 'facturx_basic_wl'],
  BASIC: ['cii', 'facturx_basic'],
  EN16931: ['cii', 'facturx_en16931'],
  EXTENDED: ['cii', 'facturx_extended'],
  EXTENDED_CTC_FR: ['cii'],
};
const PROFILES = Object.entries(SCHEMAS) as [Profile, readonly StructureName[]][];
const WITH_LINES = PROFILES.filter(([profile]) => !LINELESS_PROFILES.has(profile));
const RUNS = Number(process.env['WRITERS_RUNS'] ?? 100);
const SEED = 20_261_121;

const samples = (profile: Profile): Invoice[] => fc.sample(anyInvoice(profile), { numRuns: RUNS, seed: SEED });

const documentOf = (file: string, read: (bytes: Uint8Array) => { document: InvoiceDocument }): InvoiceDocument =>
  read(readFileSync(join(CORPUS, file))).document;

/** What is written, or undefined where the writer refuses with its code for what a schema cannot hold. */
const whole = (write: () => string): string | undefined => {
  try {
    return write();
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.invalid') return undefined;
    throw error;
  }
};

/** Examples of UBL 2.0 without BT-5, in which UBL 2.1 gives every amount its currency: refused. */
const NO_CURRENCY = [
  'ubl/gobl-ubl/parse__en16931__credit-note1.xml',
  'ubl/gobl-ubl/parse__en16931__custom-namespace-prefixes.xml',
];

describe.skipIf(NOT_HERE)(suite('what the writers make, before the official schemas and ours'), () => {
  const pairs = new Map<StructureName, SchemaPair>();
  const pair = (name: StructureName): SchemaPair => {
    const known = pairs.get(name) ?? openPair(name);
    pairs.set(name, known);
    return known;
  };
  beforeAll(() => {
    for (const name of [...new Set(Object.values(SCHEMAS).flat()), 'ubl_invoice', 'ubl_credit_note'] as const)
      pair(name);
  });

  /** What each schema, official and ours, finds wrong. */
  const faults = (xml: string, names: readonly StructureName[]): string[] =>
    (judge(names.map(pair), Buffer.from(xml)) ?? []).flatMap(({ official, ours }, at) => [
      ...official.map((said) => `official ${names[at]}: ${said}`),
      ...ours.map((said) => `generated ${names[at]}: ${said}`),
    ]);

  const ublFaults = (xml: string): string[] =>
    faults(xml, [xml.includes('<CreditNote') ? 'ubl_credit_note' : 'ubl_invoice']);

  it.each(PROFILES)(`CII: ${RUNS} invoices of profile %s`, (profile, names) => {
    const found = samples(profile).map((invoice) => faults(writeCii(invoice), names));
    expect(found).toEqual(found.map(() => []));
  });

  it.each(WITH_LINES)(`UBL: ${RUNS} invoices of profile %s`, (profile) => {
    const written = samples(profile).map((invoice) => writeUbl(invoice));
    expect(written.map(ublFaults)).toEqual(written.map(() => []));
    expect(new Set(written.map((xml) => xml.includes('<CreditNote')))).toEqual(new Set([true, false]));
  });

  it('CII: an invoice of the French extension in a lesser profile is valid there, or refused', () => {
    const counts = PROFILES.map(([profile, names]) => {
      const written = samples('EXTENDED_CTC_FR').flatMap((invoice) => whole(() => writeCii(invoice, profile)) ?? []);
      expect(written.map((xml) => faults(xml, names))).toEqual(written.map(() => []));
      return written.length;
    });
    expect(Math.min(...counts), counts.join(' ')).toBeGreaterThan(0);
  });

  const rows = NOT_HERE ? [] : manifest().filter((row) => row.get('xsd') === 'valid' && row.get('embedded') === '');
  const files = (syntax: string) =>
    rows.filter((row) => row.get('syntax') === syntax).map((row) => row.get('file') ?? '');

  it('CII: every document of the corpus, read and written', () => {
    const found = files('cii').map((file) => {
      const xml = writeCii(documentOf(file, readCii), 'EXTENDED_CTC_FR');
      return { file, faults: faults(xml, ['cii']) };
    });
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter((one) => one.faults.length > 0)).toEqual([]);
  });

  it('UBL: every document of the corpus, read and written', () => {
    const refused: string[] = [];
    const found = files('ubl').map((file) => {
      const xml = whole(() => writeUbl(documentOf(file, readUbl), 'EXTENDED_CTC_FR'));
      if (xml === undefined) refused.push(file);
      return { file, faults: xml === undefined ? [] : ublFaults(xml) };
    });
    expect(found.length).toBeGreaterThan(80);
    expect(found.filter((one) => one.faults.length > 0)).toEqual([]);
    expect(refused.toSorted()).toEqual(NO_CURRENCY);
  });
});
