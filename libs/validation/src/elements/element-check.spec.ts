import { scanXml } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { ElementCheck } from './element-check.js';
import type { ConditionRule, CountRule, ElementRule, SurveyRule, ValueRule } from './element-rule.js';
import { below, byName } from './kept-elements.js';
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

const condition = (id: string, rule: Omit<ConditionRule, keyof typeof named | 'id' | 'kind'>): ElementRule => ({
  ...named,
  id,
  kind: 'condition',
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

describe('a rule on empty elements', () => {
  const empty: ElementRule = { ...named, id: 'EMPTY', kind: 'empty' };

  it.each([
    ['<R><A/><B></B><C> \t\r\n</C><D>&#32;</D></R>', ['EMPTY 1', 'EMPTY 2', 'EMPTY 3', 'EMPTY 4']],
    ['<R><A><B s="x"/></A></R>', ['EMPTY 2']],
    ['<R><A><!-- why --><?ask me?></A><B><![CDATA[ ]]></B></R>', ['EMPTY 1', 'EMPTY 2']],
    ['<R/>', ['EMPTY 0']],
    ['<R>\n <A>0</A> <B>&#160;</B><C><![CDATA[<]]></C><D> <!-- --> x</D>\n</R>', []],
    ['<R><A>x</A><A/><A>x</A></R>', ['EMPTY 2']],
  ])('reports each that holds neither elements nor text: %s', (xml, expected) => {
    expect(broken(xml, empty)).toEqual(expected);
  });

  it('names the element', () => {
    const check = new ElementCheck(new ElementRules([empty]));
    scanXml(Buffer.from('<r:R xmlns:r="r"><r:A/></r:R>'), check);
    expect(check.violations.map(({ values }) => values)).toEqual([{ element: 'A' }]);
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

describe('a pattern', () => {
  it('may name the end of names, and leave elements out', () => {
    const rule = value('END', { at: '//*Amount', unless: '//C/Amount', holds: () => false });
    expect(broken('<R><A/><TaxAmount/><C><Amount/><NetAmount/></C></R>', rule)).toEqual(['END 2', 'END 5']);
  });

  it('may leave out what stands below several steps, but not those steps themselves', () => {
    const rule = count('NOT', { in: '//A', of: 'B', most: 0, notBelow: ['P/Q', 'A'] });
    expect(broken('<R><P><Q><A><B/></A></Q></P><Q><A><B/></A></Q></R>', rule)).toEqual(['NOT 7']);
  });

  it('may mean what stands at any depth of a context', () => {
    const deep = count('DEEP', { in: 'A', of: '//C', most: 1 });
    expect(broken('<R><A><C/><B><C/></B></A><A><C/></A></R>', deep)).toEqual(['DEEP 4']);
    const anywhere = count('ATTRIBUTE', { in: '', of: '//@s', most: 0 });
    expect(broken('<R><A t="1"><B s="1"/></A></R>', anywhere)).toEqual(['ATTRIBUTE 2']);
    expect(broken('<R s="1"/>', anywhere)).toEqual(['ATTRIBUTE 0']);
  });
});

describe('a condition', () => {
  it('looks at texts and attributes of one context when it ends', () => {
    const rule = condition('PAIR', {
      in: '//A',
      take: { text: 'B', scheme: ['B/@s', '@s'] },
      holds: (taken) => taken('text').length === taken('scheme').length,
    });
    expect(broken('<R><A><B s="1">x</B></A><A s="1"><B/><B/></A><A s="1"><C><B/></C></A></R>', rule)).toEqual([
      'PAIR 3',
      'PAIR 6',
    ]);
  });

  it('looks at elements one by one, also at those in which nothing is found', () => {
    const seen: string[][] = [];
    const rule = condition('EACH', {
      in: '',
      take: { all: '//T' },
      each: { of: 'A', take: { type: 'T', scheme: '@s' } },
      holds: (_taken, each) => each.length < 3,
      tells: (taken, each) => {
        seen.push([...taken('all'), ...each.map((one) => `${one('type').join('+')}/${one('scheme').join('+')}`)]);
        return {};
      },
    });
    expect(broken('<R><A s="1"><T>x</T></A><A/><A s="2"><T>y</T><T>z</T></A><B><T>w</T></B></R>', rule)).toEqual([
      'EACH 0',
    ]);
    expect(seen).toEqual([['x', 'y', 'z', 'w', 'x/1', '/', 'y+z/2']]);
  });

  it('takes the same under a name of its own, once, whatever other conditions of the context take', () => {
    const seen: string[] = [];
    const tell = (id: string, take: ConditionRule['take'], each?: ConditionRule['each']): ElementRule =>
      condition(id, {
        in: 'A',
        take,
        ...(each === undefined ? {} : { each }),
        holds: () => false,
        tells: (taken, ones) => {
          seen.push(`${id} ${taken('it').join('+')} ${ones.map((one) => one('it').join('+')).join('|')}`.trim());
          return {};
        },
      });
    const one = tell('ONE', { it: 'B' }, { of: 'G', take: { it: 'B' } });
    const other = tell('OTHER', { other: 'B', it: 'G/B' }, { of: 'G', take: { it: '@s' } });
    broken('<R><A><B>1</B><B>2</B><G s="x"><B>3</B></G><G><B>4</B></G></A></R>', one, other);
    expect(seen).toEqual(['ONE 1+2 3|4', 'OTHER 3+4 x|']);
  });

  it('that holds where there is nothing to look at is asked only where there is something', () => {
    let asked = 0;
    const rule = condition('SOME', {
      in: '//A',
      take: { text: 'B' },
      each: { of: 'C', take: { text: '' } },
      holds: (taken, each) => {
        asked += 1;
        return taken('text').length + each.length < 2;
      },
    });
    expect(broken('<R><A/><A><B/></A><A><C/></A><A><D/></A><A><B/><C/></A></R>', rule)).toEqual(['SOME 8']);
    // Of the path once, and then for three elements of five.
    expect(asked).toBe(1 + 3);
  });

  it('that wants something is broken where there is nothing', () => {
    const rule = condition('WANTED', { in: '//A', take: { text: 'B' }, holds: (taken) => taken('text').length > 0 });
    expect(broken('<R><A/><A><B/></A><A><C/></A></R>', rule)).toEqual(['WANTED 1', 'WANTED 4']);
  });
});

describe('a document that is wrong all over', () => {
  it('is described by fifty places a rule', () => {
    const rule = value('ANY', { at: '//B', holds: () => false });
    expect(broken(`<R>${'<B/>'.repeat(200)}</R>`, rule)).toHaveLength(50);
  });
});

const survey = (faults: SurveyRule['faults']): ElementRule => ({
  ...named,
  id: 'ALL',
  kind: 'survey',
  keep: ['//A', '//A/B'],
  faults,
});

describe('a survey', () => {
  it('sees what is kept, with text, attributes and place, and nothing else', () => {
    const rule = survey((root) =>
      root.children.flatMap((a) => below(a, 'B').map((at) => ({ at, values: { value: at.text + at.attribute('s') } }))),
    );
    const xml = '<R><A><C>0</C><B s="x">1</B><B s="y">2<D/></B></A><C><B>3</B></C></R>';
    expect(broken(xml, rule)).toEqual(['ALL 3 1x', 'ALL 4 2y']);
  });

  it('finds elements by name wherever they are kept, in their order', () => {
    const rule = survey((root) => (byName(root).get('A') ?? []).map((at) => ({ at, values: {} })));
    expect(broken('<R><A><X><A/></X></A><A/></R>', rule)).toEqual(['ALL 1', 'ALL 3', 'ALL 4']);
  });
});
