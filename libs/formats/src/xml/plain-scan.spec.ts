import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { PlainScan } from './plain-scan.js';

type Event = readonly [what: string, said?: unknown, attributes?: unknown];

interface Told {
  readonly events: readonly Event[];
  readonly isWhole: boolean;
}

const scanned = (source: string): Told => {
  const events: Event[] = [];
  const scan: PlainScan = new PlainScan(Buffer.from(source), {
    open: (name, attributes, count) => {
      expect(Object.keys(attributes ?? {})).toHaveLength(count);
      events.push([`open ${scan.line}:${scan.column}`, name, { ...attributes }]);
    },
    text: (text) => events.push(['text', text]),
    close: () => events.push(['close']),
  });
  return { isWhole: scan.run(), events };
};

/** What saxes tells up to its first error, without text outside the root. */
const judged = (source: string): Told => {
  const events: Event[] = [];
  let isWhole = true;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: false });
  const tell = (event: Event): void => {
    if (isWhole) events.push(event);
  };
  const text = (said: string): void => {
    if (depth > 0) tell(['text', said]);
  };
  parser.on('error', () => {
    isWhole = false;
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    tell([`open ${parser.line}:${parser.column}`, name, { ...attributes }]);
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    depth -= 1;
    tell(['close']);
  });
  parser.write(source).close();
  return { isWhole, events };
};

/** A document that was read is told as saxes tells it; of another one only what saxes tells before it stops. */
const compared = (source: string): { readonly ours: unknown; readonly theirs: unknown } => {
  const ours = scanned(source);
  const theirs = judged(source);
  return ours.isWhole ? { ours, theirs } : { ours: ours.events, theirs: theirs.events.slice(0, ours.events.length) };
};

const expectTrue = (source: string): void => {
  const { ours, theirs } = compared(source);
  expect(ours, source).toEqual(theirs);
};

const DECLARED = '<?xml version="1.0" encoding="UTF-8"?>';

describe('scanning plain XML', () => {
  it.each([
    ['tags, attributes and text', `${DECLARED}\n<a:b xmlns:a="urn:a"\n k='1 "2"'>\n <a:c/>text <d></d>\n</a:b>\n`],
    ['the five references', `<x k="&lt;&amp;&quot;">a &amp;amp; b &gt; c &apos;</x>`],
    ['line ends of all kinds', '<x>\r\n<y\r\n a="1"/>\r<z/>\n</x>\r\n'],
    ['comments', '<!-- a\nb --><x><!----><y/><!-- - --></x><!-- after -->'],
    ['letters of the basic plane', '<x a="é">éœ€\u0085\u2028</x>'],
    ['brackets', '<x>]] > ]&gt; a]]b</x>'],
    ['names that objects have', '<constructor hasOwn="1"><toString/></constructor>'],
  ])('reads %s to the end', (_, source) => {
    expect(scanned(source).isWhole).toBe(true);
    expectTrue(source);
  });

  it.each([
    ['CDATA', '<x>a<![CDATA[<]]>b</x>'],
    ['an instruction', '<x><?a b?></x>'],
    ['a numbered reference', '<x>a&#233;</x>'],
    ['a letter beyond the basic plane', '<x>😀</x>'],
    ['a name beyond ASCII', '<x><é/></x>'],
    ['XML 1.1', '<?xml version="1.1"?><x/>'],
    ['an attribute that objects have', '<x constructor="1" __proto__="2"/>'],
    ['a line break in an attribute', '<x a="1\n2"/>'],
    ['blanks around an equals sign', '<x a = "1"/>'],
    ['a blank in an end tag', '<x></x >'],
  ])('leaves %s to another parser, and tells nothing wrong before', (_, source) => {
    expect(scanned(source).isWhole).toBe(false);
    expect(judged(source).isWhole).toBe(true);
    expectTrue(source);
  });

  it.each([
    '',
    ' ',
    'x',
    '<x>',
    '<x',
    '<x a',
    '<x a="1',
    '<x a="1"b="2"/>',
    '<x a="1" a="2"/>',
    '<x a="<"/>',
    '<x a=1/>',
    '<x/ >',
    '<x></y>',
    '<x></xy>',
    '<xy></x>',
    '</x>',
    '<x/></x>',
    '<x/><y/>',
    '<x/>text',
    'text<x/>',
    '<x>]]></x>',
    '<x>a & b</x>',
    '<x>&lol;</x>',
    '<x><!-- a -- b --></x>',
    '<x><!-- a ---></x>',
    '<x><!-- a </x>',
    '<x>\u0000</x>',
    '<x>\uFFFE</x>',
    '<x a="\u0001"/>',
    '< x/>',
    '<1x/>',
    '<x>< /x>',
  ])('does not read %j', (source) => {
    expect(scanned(source).isWhole).toBe(false);
    expect(judged(source).isWhole).toBe(false);
    expectTrue(source);
  });

  it('tells of any mixture of markup what saxes tells', () => {
    const pieces = fc.constantFrom(
      ...[
        '<x>',
        '</x>',
        '<x',
        '<y a="1"',
        ' b="&amp;"',
        '/>',
        '>',
        '<y>',
        '</y>',
        '<!--',
        '-->',
        '--',
        ' ',
        '\n',
        '\r\n',
      ],
      ...[
        'text',
        ']]>',
        ']',
        '&lt;',
        '&#10;',
        '&',
        '<![CDATA[',
        DECLARED,
        '<?a b?>',
        "'",
        '"',
        '=',
        'é',
        '😀',
        '\u0001',
        '<',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (middle) => {
        for (const source of [middle.join(''), `<x>${middle.join('')}</x>`]) {
          const { ours, theirs } = compared(source);
          expect(ours, source).toEqual(theirs);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells of well-formed documents all there is', () => {
    const name = fc.constantFrom('a', 'b:c', 'Long-name.1_', 'x');
    const word = fc.stringMatching(/^[ \n\ta-zé.,>'"]*$/).filter((text) => !text.includes(']]>'));
    const tag = fc.record({ name, value: fc.stringMatching(/^[ a-zé.,>]*$/), inside: word, after: word });
    fc.assert(
      fc.property(fc.array(tag), fc.array(tag), (nested, flat) => {
        const open = nested.map((one) => `<${one.name} k="${one.value}">${one.inside}`).join('');
        const rest = flat.map((one) => `<${one.name}>${one.inside}</${one.name}>${one.after}`).join('');
        const close = nested
          .toReversed()
          .map((one) => `</${one.name}>${one.after}`)
          .join('');
        const source = `${DECLARED}<root>${open}${rest}${close}</root>`;
        expect(scanned(source).isWhole).toBe(true);
        expectTrue(source);
      }),
    );
  });
});
