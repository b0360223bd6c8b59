import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readUbl, writeUbl } from '@onefacture/formats';
import type { RuleProcess } from '@onefacture/inspection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRules, CORPUS, manifest, NOT_HERE, openPack, type PackName, suite } from './official-standards.js';

type UblPack = Extract<PackName, `${string}UBL${string}`>;

/** One document a family: what they say differs, the rules are the same for all. */
const SAMPLE: Readonly<Record<UblPack, readonly string[]>> = {
  'CEN EN16931-UBL 1.3.16': [
    'afnor-012-annexB/UC5b_F202500011_00-CN_20250703_UBL.xml',
    'akretion/ubl-21-en16931.xml',
    'cen-examples-ubl/guide-example3.xml',
    'cen-examples-ubl/ubl-tc434-creditnote1.xml',
    'cen-examples-ubl/ubl-tc434-example2.xml',
    'cen-examples-ubl/ubl-tc434-example5.xml',
    'easybill/vat-category-E.xml',
    'gobl-ubl/convert__en16931__invoice-complete.xml',
    'peppol-examples/Allowance-example.xml',
    'peppol-examples/vat-category-O.xml',
    'zugferd-corpus-xmlrechnung/EN16931_SEPA_Prenotification.ubl.xml',
    'zugferd-corpus-xmlrechnung/XRECHNUNG_Elektron.ubl.xml',
  ],
  'EXTENDED-CTC-FR-UBL 1.4.0.03': [
    'akretion/ubl-21-extended-ctc-fr.xml',
    'gobl-ubl/convert__france-extended__credit-note.xml',
    'gobl-ubl/convert__france-extended__invoice-fr-extended-detailed.xml',
    'gobl-ubl/convert__france-extended__invoice-payer.xml',
  ],
  'BR-FR-Flux2-UBL 1.4.0.03': [
    'afnor-012-annexB/F202500001_INV_20250201_UBL.xml',
    'afnor-012-annexB/UC5b_F202500011_00-CN_20250703_UBL.xml',
    'akretion/ubl-21-extended-ctc-fr.xml',
    'gobl-ubl/convert__france-extended__invoice-payer.xml',
  ],
};

const expectedOf = (name: UblPack, file: string): string[] => {
  const row = manifest().find((one) => one.get('file') === `ubl/${file}`);
  const column = row?.get('fr_ruleset') === name.replace('Flux2-UBL', 'Flux2') ? 'fr_violated_rules' : 'violated_rules';
  return (row?.get(column) ?? '').split(' ').filter(Boolean).toSorted();
};

describe.skipIf(NOT_HERE).each(Object.entries(SAMPLE) as [UblPack, readonly string[]][])(
  suite('what writeUbl makes of a document that was read, before %s'),
  (name, files) => {
    let rules: RuleProcess;
    beforeAll(async () => {
      rules = await openPack(name);
    });
    afterAll(() => rules?.close());

    it.each(files)('is judged as the document was: %s', async (file) => {
      const { document } = readUbl(readFileSync(join(CORPUS, 'ubl', file)));
      expect(await brokenRules(rules, Buffer.from(writeUbl(document)))).toEqual(expectedOf(name, file));
    });
  },
);
