import { scanXml } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { ElementCheck } from './element-check.js';
import type { CountRule, ElementRule, ValueRule } from './element-rule.js';
import { ElementRules } from './path-rules.js';

const named = { terms: ['BT-1'], severity: 'error', says: { en: '', fr: '' } } as const;
const value = (id: string, rule: Omit<ValueRule, keyof typeof named | 'id' | 'kind'>): ElementRule => ({
  ...named,
  id,
  kind: 'value',
  ...rule,
});
const count = (id: string, rule: Omit<CountRule, keyof typeof named | 'id' | 'kind'>): ElementRule => ({
  ...named,
  id,
  kind: 'count',
  ...rule,
});

const broken = (xml: string, ...rules: ElementRule[]): string[] => {
  const check = new ElementCheck(new ElementRules(rules));
  scanXml(Buffer.from(xml), check);
  return check.violations.map(({ rule, element, values }) => `${rule.id} ${element} ${values['value'] ?? ''}`.trim());
};

describe('a value rule', () => {
  const short = value('SHORT', { at: 'A/B', holds: (text) => text.length < 3 });

  it('looks at the text of each element at its path', () => {
    expect(broken('<R><A><B>long</B><B>ok</B></A><B>long</B></R>', short)).toEqual(['SHORT 2 long']);
  });

  it('looks anywhere for a pattern with two slashes, but not below what it excludes', () => {
    const rule = value('ANY', { at: '//B', holds: () => false, notBelow: ['C'] });
    expect(broken('<R><A><B>1</B></A><C><B>2</B></C></R>', rule)).toEqual(['ANY 2 1']);
  });

  it('looks at attributes, where they stand', () => {
    const rule = value('SCHEME', { at: '//B/@s', holds: (text) => text === 'x' });
    expect(broken('<R><B s="x"/><B s="y"/><B/></R>', rule)).toEqual(['SCHEME 2 y']);
  });

  it('gives the other attributes to the condition', () => {
    const rule = value('PAIR', { at: '//B', holds: (text, attribute) => attribute('s') === text });
    expect(broken('<R><B s="x">x</B><B s="x">y</B></R>', rule)).toEqual(['PAIR 2 y']);
  });
});

describe('a count rule', () => {
  it('reports an element that must not be used, once in each context', () => {
    const rule = count('NOT', { in: 'A', of: 'B/C', most: 0 });
    expect(broken('<R><A><B><C/><C/></B></A><A/><B><C/></B></R>', rule)).toEqual(['NOT 3']);
  });

  it('counts from the root where no context is named', () => {
    const rule = count('ONE', { in: '', of: ['A', 'B'], most: 1 });
    expect(broken('<R><A/><B/></R>', rule)).toEqual(['ONE 2']);
  });

  it('wants elements inside a context, blank or not as it says', () => {
    const rule = count('SOME', { in: '//A', of: 'B', least: 1, blank: 'is absent' });
    expect(broken('<R><A><B> </B></A><A><B>x</B></A></R>', rule)).toEqual(['SOME 1']);
    expect(broken('<R><A><B/></A><A/></R>', { ...rule, blank: 'counts' } as ElementRule)).toEqual(['SOME 3']);
  });

  it('counts attributes of the context itself', () => {
    const rule = count('BARE', { in: '//A', of: '@s', least: 1 });
    expect(broken('<R><A s="1"/><A/></R>', rule)).toEqual(['BARE 2']);
  });
});

describe('a document that is wrong all over', () => {
  it('is described by fifty places a rule', () => {
    const rule = value('ANY', { at: '//B', holds: () => false });
    expect(broken(`<R>${'<B/>'.repeat(200)}</R>`, rule)).toHaveLength(50);
  });
});
