import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STRUCTURE_NAMES, STRUCTURES, type StructureName } from '@onefacture/formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CORPUS, NOT_HERE, suite } from './official-standards.js';
import { type Span, spansOf } from './structure-mutants.js';
import { judge, openPair, surelyFits } from './structure-schemas.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** What may be put somewhere into a document: as text, and as the same in other words. */
const PIECES = [
  ...[' ', '\n\t', 'text', '&#32;', '&#13;', '&#xA0;', '\u00a0', '\u2028', 'é', '😀', '&amp;', '&lt;', ']]', '\u007f'],
  ...['<!-- comment -->', '<?instruction?>', '<![CDATA[]]>', '<![CDATA[ ]]>', '<![CDATA[1]]>', '<!DOCTYPE a>'],
  ...['<foreign xmlns="urn:foreign"/>', '<none xmlns=""/>', '<x:y/>', '-', '+', '.', '0', 'E2', '12345678901234567890'],
];

/** Attributes of any element. */
const ATTRIBUTES = [
  ` xmlns:xsi="${XSI}" xsi:nil="true"`,
  ` xmlns:xsi="${XSI}" xsi:nil="false"`,
  ` xmlns:xsi="${XSI}" xsi:type="xs:string"`,
  ` xmlns:xsi="${XSI}" xsi:schemaLocation="urn:a urn:b"`,
  ` xmlns:xsi="${XSI}" xsi:noNamespaceSchemaLocation="a.xsd"`,
  ` xmlns:xsi="${XSI}"`,
  ...[' xml:lang="fr"', ' xml:space="preserve"', ' xml:space="wrong"', ' xml:id="a"', ' xml:base="a b"', ' id="1"'],
  ...[
    ' xmlns="urn:other"',
    ' xmlns=""',
    ' xmlns:ram="urn:other"',
    ' xmlns:cbc="urn:other"',
    ' xmlns:a="a b"',
    ' xmlns:a="%"',
  ],
  ...[
    ' xmlns:a="relative"',
    ' xmlns:a="http://"',
    ' xmlns:a=" urn:a "',
    ' xmlns:-a="urn:a"',
    ' xmlns:1="urn:a"',
    ' xmlns:a="urn:é"',
  ],
  ...[
    ' schemeID=" A  B "',
    ' unitCode="C 6"',
    ' unitCode="&#67;62"',
    ' currencyID=""',
    ' format=" 102"',
    ' listID="&#9;"',
  ],
  ...[' schemeURI="urn:a"', ' schemeURI="%zz"', ' listURI=":"', ' languageID="fr"', ' languageID="f_"', ' uri="a b"'],
];

/** Texts of leaves, each nearly that of some type. */
const TEXTS = fc.oneof(
  fc.stringMatching(/^[+-]?\d{0,26}\.?\d{0,26}$/),
  fc.stringMatching(/^[ \n]?[+-]?(0|1)?\d{0,3}(\.\d{0,3})?(e\d)?[ \n]?$/),
  fc.stringMatching(/^-?\d{3,5}-[01]\d-[0-3]\d(Z|[+-]\d\d:\d\d)?$/),
  fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d)?Z?$/),
  fc.stringMatching(/^[ ]?(true|false|TRUE|0|1|00|yes)[ ]?$/),
  fc.stringMatching(/^[A-Za-z0-9+/]{0,6}={0,3}$/),
  fc.stringMatching(/^[ \n\tA-Za-zé.:_-]{0,8}$/),
);

/** The prolog, the line ends and the prefixes of a whole document. */
const WHOLE: readonly ((text: string) => string)[] = [
  (text) => text.replace(/^<\?xml[^>]*\?>/, ''),
  (text) => text.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.1"?>'),
  (text) => text.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="UTF8" standalone="yes"?>'),
  (text) => text.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="us-ascii"?>'),
  (text) => text.replace(/^<\?xml[^>]*\?>/, ' <?xml version="1.0"?>'),
  (text) => `\uFEFF${text}`,
  (text) => `${text}<!-- after -->\n`,
  (text) => `${text}text`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text) => text.replaceAll(/>\s+</g, '><'),
  (text) => text.replaceAll('ram:', 'r-1.:').replaceAll('xmlns:ram=', 'xmlns:r-1.='),
  (text) => text.replaceAll('cbc:', '_:').replaceAll('xmlns:cbc=', 'xmlns:_='),
  (text) => text.replaceAll('udt:', 'xml2:').replaceAll('xmlns:udt=', 'xmlns:xml2='),
  (text) => text.replaceAll('D22B', 'D16B'),
];

type Edit = (text: string, at: (limit: number) => number) => string;

const into = (span: Span, text: string, piece: string): string =>
  span.openEnd === span.end ? text : text.slice(0, span.openEnd) + piece + text.slice(span.openEnd);

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(...PIECES).map<Edit>((piece) => (text, at) => {
    const all = spansOf(text);
    const span = all[at(all.length)];
    if (span === undefined) return text;
    const place = [span.openEnd, span.closeStart, span.end][at(3)] ?? span.openEnd;
    return span.openEnd === span.end && place !== span.end ? text : text.slice(0, place) + piece + text.slice(place);
  }),
  fc.constantFrom(...ATTRIBUTES).map<Edit>((attribute) => (text, at) => {
    const all = spansOf(text);
    const span = all[at(all.length)];
    if (span === undefined) return text;
    const place = span.start + 1 + span.name.length;
    return text.slice(0, place) + attribute + text.slice(place);
  }),
  TEXTS.map<Edit>((said) => (text, at) => {
    const all = spansOf(text).filter(({ children, openEnd, end }) => children.length === 0 && openEnd < end);
    const span = all[at(all.length)];
    return span === undefined ? text : text.slice(0, span.openEnd) + said + text.slice(span.closeStart);
  }),
  fc.constantFrom(...['<a/>', 'x']).map<Edit>((piece) => (text, at) => {
    const all = spansOf(text).filter(({ children }) => children.length > 0);
    const span = all[at(all.length)];
    return span === undefined ? text : into(span, text, piece);
  }),
  fc.constantFrom(...WHOLE).map<Edit>((change) => (text) => change(text)),
);

const LARGEST = 30_000;
const RUNS = 1_500;

describe.skipIf(NOT_HERE)(suite('what we accept without asking a schema, spelt in any way'), () => {
  const files = NOT_HERE
    ? []
    : readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.xml'))
        .toSorted()
        .map((name) => readFileSync(join(CORPUS, name)))
        .filter(({ length }) => length < LARGEST);

  it.each(STRUCTURE_NAMES)('%s: the official schema accepts as well', (name: StructureName) => {
    const pair = openPair(name);
    const root = `"${STRUCTURES[name].root.namespace}"`;
    const sources = files
      .filter((file) => file.includes(root) && surelyFits(name, file))
      .map((file) => file.toString());
    expect(sources.length).toBeGreaterThan(0);
    let fitting = 0;
    let refused = 0;
    const many = fc.array(fc.tuple(edits, fc.array(fc.nat(), { minLength: 2, maxLength: 2 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.nat(), many, (which, changes) => {
        let text = sources[which % sources.length] ?? '';
        for (const [edit, dice] of changes) {
          let thrown = 0;
          text = edit(text, (limit) => {
            thrown += 1;
            return (dice[thrown - 1] ?? 0) % Math.max(1, limit);
          });
        }
        const document = Buffer.from(text);
        const [verdict] = judge([pair], document) ?? [];
        const valid = verdict?.official.length === 0;
        if (!valid) refused += 1;
        if (!surelyFits(name, document)) return;
        fitting += 1;
        expect({ official: verdict?.official, text: valid ? '' : text }).toEqual({ official: [], text: '' });
      }),
      { numRuns: RUNS, seed: 20_261_121 },
    );
    expect(Math.min(fitting, refused)).toBeGreaterThan(RUNS / 10);
  });
});
