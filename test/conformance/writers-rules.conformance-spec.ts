import { openInvoice, writeCii, writeUbl } from '@onefacture/formats';
import type { RuleProcess } from '@onefacture/inspection';
import type { Invoice, Profile } from '@onefacture/invoice';
import { checkInvoice } from '@onefacture/validation';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyInvoice } from '../../libs/invoice/testing/arbitraries.js';
import { frenchInvoices } from './french-invoices.js';
import { nativeSet } from './native-rule-sets.js';
import { brokenRules, NOT_HERE, openPack, type PackName, suite } from './official-standards.js';

const GENERATED = Number(process.env['WRITERS_RULES_RUNS'] ?? 20);
const SEED = 16_931;

interface Judge {
  readonly pack: PackName;
  readonly write: (invoice: Invoice) => string;
  readonly profiles: readonly Profile[];
  /** Whether generated invoices are judged too; those are of no country, so French law is not asked. */
  readonly generated: boolean;
}

/** Each official rule set with the profiles it is for. MINIMUM has none, nor has UBL in profile EXTENDED. */
const JUDGES: readonly Judge[] = [
  { pack: 'Factur-X 1.09.2 BASIC WL', write: writeCii, profiles: ['BASIC_WL'], generated: true },
  { pack: 'CEN EN16931-CII 1.3.16', write: writeCii, profiles: ['BASIC', 'EN16931'], generated: true },
  { pack: 'Factur-X 1.09.2 EN16931', write: writeCii, profiles: ['EN16931'], generated: true },
  { pack: 'Factur-X 1.09.2 EXTENDED', write: writeCii, profiles: ['EXTENDED'], generated: true },
  { pack: 'EXTENDED-CTC-FR-CII 1.4.0.03', write: writeCii, profiles: ['EXTENDED_CTC_FR'], generated: true },
  {
    pack: 'BR-FR-Flux2 1.4.0.03',
    write: writeCii,
    profiles: ['BASIC_WL', 'BASIC', 'EN16931', 'EXTENDED', 'EXTENDED_CTC_FR'],
    generated: false,
  },
  { pack: 'CEN EN16931-UBL 1.3.16', write: writeUbl, profiles: ['BASIC', 'EN16931'], generated: true },
  { pack: 'EXTENDED-CTC-FR-UBL 1.4.0.03', write: writeUbl, profiles: ['EXTENDED_CTC_FR'], generated: true },
  {
    pack: 'BR-FR-Flux2-UBL 1.4.0.03',
    write: writeUbl,
    profiles: ['BASIC', 'EN16931', 'EXTENDED_CTC_FR'],
    generated: false,
  },
];

/**
 * Rules that a right document cannot keep. CII-SR-072 of the French extension wants a value of every attribute of an
 * item, BR-FREXT-54-2 of the same set forbids one beside a measure. UBL-SR-47 wants one code for all means of payment,
 * of which the model and CII know nothing.
 */
const impossible = ({ lines, payment_means = [] }: Invoice): ReadonlySet<string> =>
  new Set([
    ...(lines.some(({ attributes }) => attributes?.some(({ measure }) => measure !== undefined)) ? ['CII-SR-072'] : []),
    ...(new Set(payment_means.map(({ type_code }) => type_code)).size > 1 ? ['UBL-SR-47'] : []),
  ]);

const invoicesFor = (profile: Profile, generated: boolean): [string, Invoice][] => [
  ...frenchInvoices(profile).map(([title, invoice]): [string, Invoice] => [`${profile}: ${title}`, invoice]),
  ...(generated ? fc.sample(anyInvoice(profile), { numRuns: GENERATED, seed: SEED }) : []).map(
    (invoice, index): [string, Invoice] => [`${profile}: generated ${index}`, invoice],
  ),
];

/** What our own rules for an official set say; those of Factur-X EN16931 are the ones of EN 16931. */
const brokenHere = (pack: PackName, document: Uint8Array): string[] => {
  const set = nativeSet(pack === 'Factur-X 1.09.2 EN16931' ? 'CEN EN16931-CII 1.3.16' : pack);
  if (set === undefined) throw new Error(`Nothing of ours stands for ${pack}`);
  const { reading, xml } = openInvoice(document);
  const errors = checkInvoice(set, reading, xml).filter(({ severity }) => severity === 'error');
  return errors.map(({ code }) => code);
};

describe.skipIf(NOT_HERE).each(JUDGES)(suite('what the writers make, before $pack'), (judge) => {
  let rules: RuleProcess;
  beforeAll(async () => {
    rules = await openPack(judge.pack);
  });
  afterAll(() => rules?.close());

  it.each(judge.profiles)('breaks no rule in profile %s, officially or in our own words', async (profile) => {
    const broken: Record<string, string[]> = {};
    for (const [title, invoice] of invoicesFor(profile, judge.generated)) {
      const document = Buffer.from(judge.write(invoice));
      const found = [...(await brokenRules(rules, document)), ...brokenHere(judge.pack, document)];
      const exempt = impossible(invoice);
      const faults = found.filter((rule) => !exempt.has(rule));
      if (faults.length > 0) broken[title] = faults;
    }
    expect(broken).toEqual({});
  });

  it('finds what is wrong', async () => {
    const [, invoice] = frenchInvoices(judge.profiles[0] ?? 'EN16931')[0] ?? [];
    if (invoice === undefined) throw new Error('No sample');
    const totals = { ...invoice.totals, gross: invoice.totals.gross.plus(1) };
    expect(await brokenRules(rules, Buffer.from(judge.write({ ...invoice, notes: [], totals })))).not.toEqual([]);
  });
});
