import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleProcess } from '@onefacture/inspection';
import { readCii, readUbl } from '@onefacture/formats';
import { checkInvoice, EN16931 } from '@onefacture/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CII_SAMPLES, ciiWith, nested, UBL_SAMPLES, ublWith } from '../../libs/validation/testing/syntax-samples.js';
import { CORPUS, manifest, NOT_HERE, openPack, STANDARDS, suite } from './official-standards.js';

const SYNTAX_ID = /^(CII-SR|CII-DT|UBL-CR|UBL-SR|UBL-DT)-/;

/** Rules that the official engine never comes to, or asks of elements that the syntax does not have. */
const NEVER_BROKEN = new Set(['CII-DT-010', 'CII-DT-011', 'CII-DT-012', 'UBL-CR-629', 'UBL-CR-630']);

/** One in so many fragments and files is shown to the official engine too, which takes its time; all of them with 1. */
const SAMPLE = Number(process.env['SYNTAX_SAMPLE'] ?? 12);

interface Official {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly context: string;
  readonly test: string;
}

const attributesOf = (tag: string): Map<string, string> =>
  new Map(
    [...tag.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ').trim(),
    ]),
  );

const officialRules = (file: string): readonly Official[] =>
  [
    ...readFileSync(join(STANDARDS, 'en16931-1.3.16', file), 'utf8').matchAll(/<rule ([^>]*)>([\s\S]*?)<\/rule>/g),
  ].flatMap(([, rule = '', body = '']) =>
    [...body.matchAll(/<assert ([^>]*)>/g)].map(([, assertion = '']) => ({
      id: attributesOf(assertion).get('id') ?? '',
      severity: attributesOf(assertion).get('flag') === 'warning' ? 'warning' : 'error',
      test: attributesOf(assertion).get('test') ?? '',
      context: attributesOf(rule).get('context') ?? '',
    })),
  );

/** The path of the first context, from below the root; names with an ending get the ending for a name. */
const contextPath = (context: string): string =>
  (context.split(' | ')[0] ?? '')
    .trim()
    .replace(/^\/(rsm:CrossIndustryInvoice|ubl:Invoice)\/?/, '')
    .replace(/^\/\//, '')
    .replace(/(ram:)?\*\[ends-with\(name\(\), ?'(\w+)'\).*\]/, 'ram:$2');

const around = (path: string, inner: string): string => (path === '' ? inner : nested(path, inner));

/** The inside of the smallest document that breaks a rule on how often a path may stand; undefined for other forms. */
const fragment = ({ context, test }: Official): { inner: string; root?: string } | undefined => {
  const form =
    /^\(?\s*(?:not\s*\(|count\()\s*(?<path>\(?[\w:/@|]+\)?[\w:/@]*)\)\s*(?<limit>(?:<=|=)\s*\d)?\s*\)?$/.exec(test);
  const path = form?.groups?.['path'];
  if (path === undefined || contextPath(context).includes('[')) return undefined;
  const limit = form?.groups?.['limit'];
  const times = limit === undefined ? 1 : Number(limit.replaceAll(/\D/g, '')) + 1;
  const steps = path
    .replace(/\((cac:\w+)\|cac:\w+\)/, '$1')
    .split('/')
    .filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const within = path.startsWith('//') ? '' : contextPath(context);
  if (!last.startsWith('@'))
    return { inner: around([within, ...steps].filter(Boolean).join('/'), `<${last}/>`.repeat(times)) };
  const holders = [...within.split('/').filter(Boolean), ...steps];
  const holder = holders.pop();
  const attribute = `${last.slice(1)}="x"`;
  if (holder === undefined)
    return path.startsWith('//') ? { inner: `<cbc:ID ${attribute}/>` } : { inner: '', root: attribute };
  return { inner: around(holders.join('/'), `<${holder} ${attribute}/>`.repeat(times)) };
};

const ids = (found: readonly string[]): string[] => [...new Set(found)].filter((id) => SYNTAX_ID.test(id)).toSorted();

const SYNTAXES = [
  ['CII', 'CEN EN16931-CII 1.3.16', 'EN16931-CII-validation-preprocessed.sch', ciiWith, CII_SAMPLES],
  ['UBL', 'CEN EN16931-UBL 1.3.16', 'EN16931-UBL-validation-preprocessed.sch', ublWith, UBL_SAMPLES],
] as const;

describe.skipIf(NOT_HERE).each(SYNTAXES)(
  suite('the syntax rules of %s'),
  (syntax, pack, file, documentWith, samples) => {
    let official: RuleProcess;
    let rules: readonly Official[] = [];
    beforeAll(async () => {
      official = await openPack(pack);
      rules = officialRules(file).filter(({ id }) => SYNTAX_ID.test(id));
    });
    afterAll(() => official?.close());

    const oursFor = (document: string | Uint8Array): string[] => {
      const xml = Buffer.from(document);
      const reading = syntax === 'CII' ? readCii(xml) : readUbl(xml);
      return ids(checkInvoice(EN16931, reading, xml).map(({ code }) => code));
    };
    /** Undefined where the official engine gives up, as it does where an expression wants one element and finds two. */
    const officialFor = async (document: string | Uint8Array): Promise<string[] | undefined> => {
      const found = await official.judge(Buffer.from(document)).catch(() => undefined);
      return found === undefined ? undefined : ids(found.map(({ id }) => id));
    };

    it('are all there, with the official severity', () => {
      const ours = new Map(EN16931.elements[syntax].map(({ id, severity }) => [id, severity]));
      const asked = rules.filter(({ id }) => !NEVER_BROKEN.has(id));
      expect(asked.map(({ id }) => [id, ours.get(id)])).toEqual(asked.map(({ id, severity }) => [id, severity]));
    });

    it('fire for the smallest fragment that breaks each, as the official ones do', async () => {
      const sampled = new Set(samples.map(([id]) => id));
      const unbuilt: string[] = [];
      let compared = 0;
      for (const [index, rule] of rules.entries()) {
        if (NEVER_BROKEN.has(rule.id)) continue;
        const made = fragment(rule);
        if (made === undefined) {
          unbuilt.push(rule.id);
          continue;
        }
        const document = documentWith(made.inner).replace(' ', made.root === undefined ? ' ' : ` ${made.root} `);
        const found = oursFor(document);
        expect(found, document).toContain(rule.id);
        if (index % SAMPLE !== 0) continue;
        compared += 1;
        expect({ document, found }).toEqual({ document, found: (await officialFor(document)) ?? found });
      }
      expect(compared).toBeGreaterThan(20);
      expect(unbuilt.filter((id) => !sampled.has(id))).toEqual([]);
    });

    it('tell samples of each condition apart as the official ones do', async () => {
      for (const document of samples.flatMap(([, broken, kept]) => [broken, kept])) {
        const found = oursFor(document);
        expect({ document, found }).toEqual({ document, found: (await officialFor(document)) ?? found });
      }
    });

    it('find in files of the corpus what the official ones find, warnings included', async () => {
      const files = manifest()
        .filter((row) => row.get('base_ruleset') === pack && row.get('embedded') === '')
        .map((row) => row.get('file') ?? '')
        .filter((_, index) => index % SAMPLE === 0);
      expect(files.length).toBeGreaterThan(0);
      for (const name of files) {
        const document = readFileSync(join(CORPUS, name));
        const expected = await officialFor(document);
        // Files that are no invoice at all are refused before rules are asked.
        if (expected === undefined) continue;
        expect({ name, found: oursFor(document) }).toEqual({ name, found: expected });
      }
    });
  },
);
