import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { rawPdf } from '../../libs/formats/testing/raw-pdf.js';
import { zipOf } from '../../libs/inspection/testing/zip.js';

const CII = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100';
const root = (inside: string, attributes = ''): string =>
  `<rsm:CrossIndustryInvoice xmlns:rsm="${CII}"${attributes}>${inside}</rsm:CrossIndustryInvoice>`;
const laughs = (): string => {
  const entities = Array.from({ length: 10 }, (_, level) =>
    level === 0 ? '<!ENTITY l0 "lol">' : `<!ENTITY l${level} "${`&l${level - 1};`.repeat(10)}">`,
  );
  return `<?xml version="1.0"?><!DOCTYPE x [${entities.join('')}]>${root('&l9;')}`;
};

/** What an attacker sends, by name: bytes that must cost no more than their limits and never stop the service. */
export const HOSTILE_XML: Readonly<Record<string, () => Buffer>> = {
  'billion laughs': () => Buffer.from(laughs()),
  'quadratic entity': () =>
    Buffer.from(`<!DOCTYPE x [<!ENTITY a "${'a'.repeat(100_000)}">]>${root('&a;'.repeat(30_000))}`),
  'a file as an entity': () => Buffer.from(`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${root('&f;')}`),
  'an external DTD': () => Buffer.from(`<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">${root('')}`),
  '200,000 attributes': () =>
    Buffer.from(root('', Array.from({ length: 200_000 }, (_, index) => ` a${index}="1"`).join(''))),
  '100,000 levels': () => Buffer.from(root(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)),
  'a cut document': () => Buffer.from(root('<a>').slice(0, -30)),
  'another encoding than declared': () =>
    Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?>'), Buffer.from(root('é'), 'latin1')]),
  'random bytes': () => Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * index * 31 + 7) % 256)),
};

/** Without a byte order mark; the XML declaration tells it (XML 1.0, appendix F). */
export const utf16WithoutMark = (): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${root('')}`, 'utf16le');

const GIGABYTE = 1_000_000_000;

/** A gigabyte of zeros, deflated in parts so that making it takes no time; its Adler-32 is that of zeros. */
const deflatedZeros = (): Buffer => {
  const part = deflateRawSync(Buffer.alloc(1_000_000), { finishFlush: constants.Z_FULL_FLUSH });
  const parts = Array.from({ length: GIGABYTE / 1_000_000 }, () => part);
  const check = Buffer.alloc(4);
  check.writeUInt16BE(GIGABYTE % 65_521);
  check.writeUInt16BE(1, 2);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...parts, deflateRawSync(Buffer.alloc(0)), check]);
};

/** Deflated once more it is a few kilobytes. */
const inflateBomb = (): Buffer => {
  const data = deflateSync(deflatedZeros());
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R/AF[3 0 R]/Names<</EmbeddedFiles<</Names[(factur-x.xml)3 0 R]>>>>>>',
    '<</Type/Pages/Kids[]/Count 0>>',
    '<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/EF<</F 4 0 R>>>>',
    { dict: '/Filter[/FlateDecode/FlateDecode]', data },
  ]);
};

export const HOSTILE_PDF: Readonly<Record<string, () => Buffer>> = {
  'a gigabyte in a stream': inflateBomb,
  'objects that hold each other': () =>
    rawPdf([
      '<</Type/Catalog/Pages 2 0 R/Names 3 0 R/AF 3 0 R>>',
      '<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>',
      '<</EmbeddedFiles 3 0 R/Kids[3 0 R]/Names 3 0 R>>',
    ]),
  'a cut PDF': () => inflateBomb().subarray(0, 300),
};

export const HOSTILE_ZIP: Readonly<Record<string, () => Buffer>> = {
  'a zip bomb': () => zipOf([{ name: 'a.xml', bytes: Buffer.alloc(200_000_000) }]),
  'a zip bomb that lies': () => zipOf([{ name: 'a.xml', bytes: Buffer.alloc(200_000_000), claims: 100 }]),
  'a way out of the archive': () => zipOf([{ name: '../../../tmp/evil.xml', bytes: Buffer.from('x') }]),
  'an archive that is none': () => Buffer.from('PK\u0003\u0004 and nothing else'),
};
