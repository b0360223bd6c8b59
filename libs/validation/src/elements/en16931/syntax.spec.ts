import { scanXml } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { CII_SAMPLES, UBL_SAMPLES } from '../../../testing/syntax-samples.js';
import { ElementCheck } from '../element-check.js';
import type { CountRule, ElementRule, Pattern } from '../element-rule.js';
import { ElementRules } from '../path-rules.js';
import { ciiSyntaxRules } from './cii-syntax.js';
import { ublSyntaxRules } from './ubl-syntax.js';

const rules = { CII: new ElementRules(ciiSyntaxRules), UBL: new ElementRules(ublSyntaxRules) };

const brokenIds = (compiled: ElementRules, xml: string): string[] => {
  const check = new ElementCheck(compiled);
  scanXml(Buffer.from(xml), check);
  return check.violations.map(({ rule }) => rule.id);
};

const first = (pattern: Pattern): string => (typeof pattern === 'string' ? pattern : (pattern[0] ?? ''));

/** The element names of a pattern: the first of a choice, and a name with its ending for `*Ending`. */
const steps = (pattern: string): string[] =>
  pattern
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .map((step) => step.replace(/^\((\w+)\|.*\)$/, '$1').replace('*', 'Any'));

/** A document in which what a rule counts stands so many times in one context. */
const counting = (rule: CountRule, root: string, times: number): string => {
  const within = first(rule.in).startsWith('/Invoice') ? ['Invoice'] : [root, ...steps(first(rule.in))];
  const of = steps(first(rule.of));
  const last = of.at(-1) ?? '';
  if (!last.startsWith('@')) return wrap([...within, ...of.slice(0, -1)], `<${last}/>`.repeat(times));
  const holder = [...within, ...of.slice(0, -1)];
  const own = holder.at(-1) ?? '';
  const tag = times === 0 ? `<${own}/>` : `<${own} ${last.slice(1)}="x"/>`;
  return holder.length === 1 ? tag : wrap(holder.slice(0, -1), tag.repeat(Math.max(1, times)));
};

const wrap = (path: readonly string[], inner: string): string =>
  path.reduceRight((content, step) => `<${step}>${content}</${step}>`, inner);

const isCount = (rule: ElementRule): rule is CountRule => rule.kind === 'count';

describe.each([
  ['CII', 'CrossIndustryInvoice', ciiSyntaxRules, rules.CII, CII_SAMPLES],
  ['UBL', 'Invoice', ublSyntaxRules, rules.UBL, UBL_SAMPLES],
] as const)('the syntax rules of %s', (_syntax, root, all, compiled, samples) => {
  const counts = all.filter(isCount);

  it.each(counts.map((rule) => [rule.id, rule] as const))('%s counts', (id, rule) => {
    const breaking = [(rule.most ?? Infinity) + 1, (rule.least ?? 0) - 1].filter(
      (times) => times >= 0 && times < Infinity,
    );
    const found = (times: number): boolean => brokenIds(compiled, counting(rule, root, times)).includes(id);
    expect(found(rule.most ?? rule.least ?? 0)).toBe(false);
    expect(breaking.map(found)).toEqual(breaking.map(() => true));
    expect(breaking).not.toEqual([]);
  });

  it.each(samples)('%s tells what it means from what it does not', (id, broken, kept) => {
    expect(brokenIds(compiled, broken)).toContain(id);
    expect(brokenIds(compiled, kept)).not.toContain(id);
  });

  it('have a sample of each condition', () => {
    const sampled = new Set(samples.map(([id]) => id));
    expect(all.filter((rule) => !isCount(rule) && !sampled.has(rule.id))).toEqual([]);
  });

  it('say in both languages what is wrong, with places for values only where there are some', () => {
    for (const { says, fix, id } of all) {
      expect(says.en, id).not.toBe(says.fr);
      for (const text of [says.en, says.fr, fix?.en ?? '', fix?.fr ?? '']) expect(text, id).not.toMatch(/undefined/);
    }
  });
});

describe('an element outside EN 16931', () => {
  it('is named as it stands below its context', () => {
    const rule = ciiSyntaxRules.find(({ id }) => id === 'CII-SR-027');
    expect(rule?.says.en).toBe('ExchangedDocument/IncludedNote/Subject is outside EN 16931; a receiver may ignore it.');
    expect(rule?.severity).toBe('warning');
  });

  it('is numbered from the first of its row', () => {
    const rule = ublSyntaxRules.find(({ id }) => id === 'UBL-CR-018');
    expect(rule).toMatchObject({ kind: 'count', in: '', of: 'OrderReference/IssueDate', most: 0 });
    const anywhere = ublSyntaxRules.find(({ id }) => id === 'UBL-DT-12');
    expect(anywhere).toMatchObject({ of: '//@format' });
  });
});
