import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lifecycleMessageFor, writeCdar } from '@onefacture/formats';
import { Decimal } from '@onefacture/invoice';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRulePack } from './compile-rule-pack.js';
import { RuleProcess } from './rule-process.js';

const STANDARDS = resolve(process.env['STANDARDS_DIR'] ?? '../shared/standards');
const CORPUS = resolve(process.env['CORPUS_DIR'] ?? '../shared/corpus');
const SCHEMA = join(STANDARDS, 'fnfe-1.4.0.03/BR-FR-CDV-Schematron-CDAR.sch');
const MANIFEST = join(CORPUS, 'manifest.tsv');
const missing = [SCHEMA, MANIFEST].filter((path) => !existsSync(path));
const title = missing.length === 0 ? 'BR-FR-CDV' : `BR-FR-CDV (skipped: ${missing.join(', ')} not found)`;

/** File and expected ids of every lifecycle message of the corpus. */
const verdicts = (): [string, string[]][] => {
  const [header = '', ...rows] = readFileSync(MANIFEST, 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  const cell = (row: string, name: string) => row.split('\t')[names.indexOf(name)] ?? '';
  return rows
    .filter((row) => cell(row, 'syntax') === 'cdar')
    .map((row) => [cell(row, 'file'), cell(row, 'violated_rules').split(' ').filter(Boolean)]);
};

describe.skipIf(missing.length > 0)(title, { timeout: 120_000 }, () => {
  let rules: RuleProcess;
  beforeAll(async () => {
    const sef = await compileRulePack(SCHEMA, resolve('.data/rule-packs'));
    rules = new RuleProcess(sef, pathToFileURL(`${STANDARDS}/`).href);
  }, 300_000);
  afterAll(() => rules?.close());

  const broken = async (bytes: Uint8Array) => [
    ...new Set((await rules.judge(bytes)).filter(({ flag }) => flag !== 'warning').map(({ id }) => id)),
  ];

  it('gives every lifecycle message of the corpus its official verdict', async () => {
    const expected = verdicts();
    expect(expected.length).toBeGreaterThan(20);
    for (const [file, ids] of expected) {
      const found = await broken(readFileSync(join(CORPUS, file)));
      expect({ file, ids: found.toSorted() }).toEqual({ file, ids: ids.toSorted() });
    }
  });

  it('accepts the payment message we build', async () => {
    const message = lifecycleMessageFor({
      invoice: { number: 'INV-1', type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
      code: '212',
      at: '2026-06-30T10:00:00Z',
      from: { role: 'SE', id: { scheme: '0002', value: '732829320' } },
      to: [{ role: 'BY', electronic_address: { scheme: '0225', value: '552120222' } }],
      amounts: [{ vat_rate: new Decimal(20), amount: new Decimal(1800) }],
    });
    expect(await broken(Buffer.from(writeCdar(message)))).toEqual([]);
  });
});
