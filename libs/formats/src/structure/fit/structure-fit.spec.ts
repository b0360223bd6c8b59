import fc from 'fast-check';
import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@onefacture/errors';
import { sampleInvoice } from '../../../testing/sample-invoice.js';
import { writeCii } from '../../cii/cii-writer.js';
import { writeUbl } from '../../ubl/ubl-writer.js';
import { scanXml } from '../../xml/xml-events.js';
import type { StructureName } from '../structures.js';
import { schemaSet } from '../xsd/schema-set.js';
import { StructureFit } from './structure-fit.js';

const CII = writeCii(sampleInvoice());
const UBL = writeUbl(sampleInvoice());

const fits = (text: string, name: StructureName = 'cii'): boolean => {
  const fit = new StructureFit([name]);
  try {
    scanXml(Buffer.from(text), fit);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
  return fit.isOf(name);
};

const weighed = (unit: string): string =>
  CII.replace('</ram:BilledQuantity>', `$&<ram:NetWeightMeasure unitCode="${unit}">1</ram:NetWeightMeasure>`);

describe('what surely fits a structure', () => {
  it('is what we write, with other prefixes, blanks, comments and line ends too', () => {
    expect(fits(UBL, 'ubl_invoice')).toBe(true);
    for (const same of [
      CII,
      CII.replaceAll('ram:', 'r:').replace('xmlns:ram', 'xmlns:r'),
      CII.replaceAll(/>\s+</g, '><'),
      CII.replaceAll('\n', '\r\n'),
      CII.replace('<ram:TypeCode>', '<!-- type --><ram:TypeCode>'),
      CII.replace('<ram:TypeCode>', '<ram:TypeCode listID="a">'),
    ]) {
      expect(fits(same)).toBe(true);
    }
  });

  it('is told by its root element', () => {
    const fit = new StructureFit(['ubl_credit_note', 'ubl_invoice']);
    scanXml(Buffer.from(UBL), fit);
    expect(fit.isOf('ubl_invoice')).toBe(true);
    expect(fit.isOf('ubl_credit_note')).toBe(false);
    expect(fits(UBL)).toBe(false);
    expect(new StructureFit(['cii']).isOf('cii')).toBe(false);
  });

  it.each([
    ['an element in another namespace', CII.replace('<ram:TypeCode>', '<ram:TypeCode xmlns:ram="urn:other">')],
    [
      'an element in front of its place',
      CII.replace(/(<ram:ID>[^]*?<\/ram:ID>)(\s*<ram:TypeCode>)/, '<ram:Name/>$1$2'),
    ],
    ['an element behind its place', CII.replace('</rsm:ExchangedDocument>', '<ram:ID/></rsm:ExchangedDocument>')],
    ['an element too often', CII.replace(/<rsm:ExchangedDocument>[^]*<\/rsm:ExchangedDocument>/, '$&$&')],
    ['an element that is wanted and missing', CII.replace(/<rsm:ExchangedDocument>[^]*<\/rsm:ExchangedDocument>/, '')],
    ['two days in one', CII.replace(/<udt:DateTimeString[^]*?<\/udt:DateTimeString>/, '$&$&')],
    ['a date without a day', CII.replace(/<udt:DateTimeString[^]*?<\/udt:DateTimeString>/, '')],
    ['an unknown attribute', CII.replace('<ram:TypeCode>', '<ram:TypeCode foo="1">')],
    ['an attribute where no text is', CII.replace('<rsm:ExchangedDocument>', '<rsm:ExchangedDocument schemeID="1">')],
    ['an amount that is none', CII.replace(/(<ram:DuePayableAmount[^>]*>)[^<]*/, '$11,50')],
    ['text between elements', CII.replace('<rsm:ExchangedDocument>', '$&text')],
    ['an unknown root', '<a/>'],
  ])('is not %s', (_, text) => {
    expect(text).not.toBe(CII);
    expect(fits(text)).toBe(false);
  });

  it.each([
    ['a last element that is missing', /<ram:DuePayableAmount>[^]*?<\/ram:DuePayableAmount>/, ''],
    ['an attribute that is wanted and missing', '<udt:DateTimeString format="102">', '<udt:DateTimeString>'],
  ])('of a profile is not %s', (_, found, instead) => {
    expect(fits(CII, 'facturx_extended')).toBe(true);
    expect(fits(CII.replace(found, instead), 'facturx_extended')).toBe(false);
  });

  it('is not an attribute that is longer than it may be', () => {
    expect(['KGM', 'KGMX', 'K M', ''].filter((unit) => fits(weighed(unit)))).toEqual(['KGM']);
  });

  it.each([
    ['attributes of other namespaces', CII.replace('<ram:TypeCode>', '<ram:TypeCode xml:lang="fr">')],
    ['CDATA', CII.replace(/<ram:TypeCode>380/, '<ram:TypeCode><![CDATA[380]]>')],
    ['instructions', CII.replace('<ram:TypeCode>', '<?a b?><ram:TypeCode>')],
    ['numbered references', CII.replace('<ram:TypeCode>380', '<ram:TypeCode>&#51;80')],
    ['numbers in an odd spelling', CII.replace(/(<ram:DuePayableAmount[^>]*>)/, '$1 ')],
    ['declarations of odd namespaces', CII.replace(' xmlns:udt', ' xmlns:odd="a b" xmlns:udt')],
  ])('does not count %s, though a schema may accept them', (_, text) => {
    expect(text).not.toBe(CII);
    expect(fits(text)).toBe(false);
  });
});

describe.each([
  ['cii', CII],
  ['ubl_invoice', UBL],
] as const)('what surely fits %s', (name, sample) => {
  let validator: XsdValidator;

  beforeAll(() => {
    const { main, files } = schemaSet(name);
    const all = [...files].map(([file, text]) => [`memory:/fit/${file}`, Buffer.from(text)] as const);
    xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(all)));
    validator = XsdValidator.fromDoc(XmlDocument.fromString(files.get(main) ?? '', { url: `memory:/fit/${main}` }));
  });
  afterAll(() => validator.dispose());

  const accepts = (text: string): boolean => {
    try {
      const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
      try {
        validator.validate(document);
      } finally {
        document.dispose();
      }
      return true;
    } catch {
      return false;
    }
  };

  const tags = [...sample.matchAll(/<[^?][^>]*>/g)].map(([tag]) => tag);
  const places = [...sample.matchAll(/>/g)].map(({ index }) => index + 1);
  const piece = fc.oneof(
    fc.constantFrom(
      ...tags,
      ' ',
      '\n',
      '<a/>',
      '<!---->',
      '<![CDATA[ ]]>',
      '<?a?>',
      '&#32;',
      '&amp;',
      'text',
      '1',
      '.',
      '-',
    ),
    fc.constantFrom(...tags).map((tag) => `${tag}${tag.replace('<', '</').replace(/ .*>/, '>')}`),
    fc.string({ maxLength: 4 }),
  );

  it('is accepted by its schema, whatever was put into or taken out of it', () => {
    let fitting = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), piece), { minLength: 1, maxLength: 3 }), (changes) => {
        let text = sample;
        for (const [at, cut, put] of changes) {
          const [start = 0, end = 0] = [places[at % places.length], places[(at + (cut % 4)) % places.length]];
          text =
            text.slice(0, start) +
            (cut % 2 === 0 ? put : '') +
            text.slice(cut % 3 === 0 ? Math.max(start, end) : start);
        }
        if (!fits(text, name)) return;
        fitting += 1;
        expect({ text, accepted: accepts(text) }).toEqual({ text, accepted: true });
      }),
      { numRuns: 200 },
    );
    expect(fitting).toBeGreaterThan(10);
  });
});
