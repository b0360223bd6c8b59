import { writeUbl } from '@onefacture/formats';
import type { Profile } from '@onefacture/invoice';
import type { RuleProcess } from '@onefacture/inspection';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyInvoiceDocument } from '../../libs/invoice/testing/arbitraries.js';
import { brokenRules, NOT_HERE, openPack, openSchema, type PackName, suite } from './official-standards.js';
import { UBL_XSD } from './ubl-standards.js';

const PROFILES: readonly Profile[] = ['BASIC', 'EN16931', 'EXTENDED', 'EXTENDED_CTC_FR'];

describe.skipIf(NOT_HERE)(suite('any invoice as UBL, before the official schemas'), () => {
  const schemas = new Map<string, (document: string) => string[]>();
  beforeAll(() => {
    for (const [root, path] of Object.entries(UBL_XSD)) schemas.set(root, openSchema(path));
  });

  it.each(PROFILES)('passes in profile %s', (profile) => {
    const roots = new Set<string>();
    fc.assert(
      fc.property(anyInvoiceDocument(profile), (document) => {
        const written = writeUbl(document);
        const root = /<(Invoice|CreditNote) /.exec(written)?.[1] ?? '';
        roots.add(root);
        expect(schemas.get(root)?.(written)).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect([...roots].toSorted()).toEqual(['CreditNote', 'Invoice']);
  });
});

const JUDGES: readonly [PackName, Profile][] = [
  ['CEN EN16931-UBL 1.3.16', 'EN16931'],
  ['EXTENDED-CTC-FR-UBL 1.4.0.03', 'EXTENDED_CTC_FR'],
];

/**
 * What the model lets stand and these rule sets do not: means of payment of several codes (UBL-SR-47) or under several
 * names (UBL-SR-46), and the country AN, which no longer exists (BR-CL-14, BR-CL-15).
 */
const ALLOWED = new Set(['UBL-SR-46', 'UBL-SR-47', 'BR-CL-14', 'BR-CL-15']);

const several = (values: readonly string[]): boolean => new Set(values).size > 1;

describe.skipIf(NOT_HERE).each(JUDGES)(suite('any invoice as UBL, before %s'), (name, profile) => {
  let rules: RuleProcess;
  beforeAll(async () => {
    rules = await openPack(name);
  });
  afterAll(() => rules?.close());

  it(`breaks no rule of UBL alone in profile ${profile}, but where the model says more`, async () => {
    for (const document of fc.sample(anyInvoiceDocument(profile), { numRuns: 40, seed: 16_931 })) {
      const found = await brokenRules(rules, Buffer.from(writeUbl(document)));
      const means = document.payment_means ?? [];
      const names = means.flatMap(({ type_code, text }) => (text === undefined ? [] : `${type_code} ${text}`));
      expect(found.includes('UBL-SR-47')).toBe(several(means.map(({ type_code = '' }) => type_code)));
      expect(found.includes('UBL-SR-46')).toBe(several(names));
      expect(found.filter((rule) => !ALLOWED.has(rule))).toEqual([]);
    }
  });
});
