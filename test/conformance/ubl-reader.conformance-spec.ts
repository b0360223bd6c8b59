import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InvoiceReading, readUbl, writeUbl } from '@onefacture/formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { CORPUS, manifest, NOT_HERE, openSchema, suite } from './official-standards.js';
import { canonicalUbl } from './ubl-canonical.js';
import { UBL_XSD } from './ubl-standards.js';

const ublFiles = (fragments: boolean): string[] =>
  NOT_HERE
    ? []
    : manifest()
        .map((row) => row.get('file') ?? '')
        .filter((file) => file.startsWith('ubl/') && file.includes('/cen-ubl-unit/') === fragments);

const bytesOf = (file: string): Uint8Array => readFileSync(join(CORPUS, file));
const again = (reading: InvoiceReading): InvoiceReading => readUbl(Buffer.from(writeUbl(reading.document)));

/** What the model has no place for, by file; every other document is held completely. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  'ubl/gobl-ubl/convert__en16931__invoice-attachments.xml': [
    'cac:ExternalReference/cbc:MimeCode',
    'cac:ExternalReference/cbc:FileName',
  ],
  'ubl/easybill/ubl-tc434-example5.xml': ['cac:PaymentMeans[1]/cbc:InstructionNote'],
};

/** Examples of UBL 2.0 itself: no invoice of EN 16931, and without BT-5. */
const FOREIGN = new Set([
  'ubl/gobl-ubl/parse__en16931__credit-note1.xml',
  'ubl/gobl-ubl/parse__en16931__custom-namespace-prefixes.xml',
]);

describe.skipIf(NOT_HERE)(suite('UBL of the corpus'), () => {
  const schemas = new Map<string, (document: string) => string[]>();
  beforeAll(() => {
    for (const [root, path] of Object.entries(UBL_XSD)) schemas.set(root, openSchema(path));
  });

  const accepted = (document: string): boolean =>
    [...schemas].some(([root, check]) => document.includes(`<${root}`) && check(document).length === 0);

  it('is read wherever the official schema accepts it', () => {
    const valid = ublFiles(false).filter((file) => {
      const row = manifest().find((one) => one.get('file') === file);
      return row?.get('xsd') === 'valid';
    });
    expect(valid).toHaveLength(90);
    for (const file of valid) {
      const { document, syntax } = readUbl(bytesOf(file));
      expect({ file, syntax, number: typeof document.number }).toEqual({ file, syntax: 'UBL', number: 'string' });
    }
  });

  it('is read also in fragments', () => {
    const fragments = ublFiles(true);
    expect(fragments).toHaveLength(465);
    const whole = fragments.filter((file) => accepted(readFileSync(join(CORPUS, file), 'utf8')));
    for (const file of fragments) expect(readUbl(bytesOf(file)).syntax).toBe('UBL');
    expect(whole).toHaveLength(0);
  });

  it('has findings for exactly what the model has no place for', () => {
    const files = ublFiles(false).filter((file) => !FOREIGN.has(file));
    for (const file of files) {
      const { findings } = readUbl(bytesOf(file));
      const outside = findings.map(({ code, path }) => `${code} ${path.split('/').slice(-2).join('/')}`);
      expect({ file, outside }).toEqual({ file, outside: (OUTSIDE[file] ?? []).map((path) => `OF-XML-01 ${path}`) });
    }
    for (const file of FOREIGN) {
      const codes = readUbl(bytesOf(file)).findings.map(({ code }) => code);
      expect(new Set(codes)).toEqual(new Set(['OF-XML-01', 'OF-XML-05']));
      expect(codes.length).toBeGreaterThan(20);
    }
  });

  it('survives reading, writing and reading again', () => {
    const files = ublFiles(false).filter((file) => !FOREIGN.has(file));
    expect(files).toHaveLength(88);
    for (const file of files) {
      const first = readUbl(bytesOf(file));
      const second = again(first);
      expect({ file, document: second.document }).toEqual({ file, document: first.document });
      expect({ file, findings: second.findings }).toEqual({ file, findings: [] });
    }
  });

  it('comes out as it went in, up to the normalisations of the table', () => {
    for (const file of ublFiles(false).filter((one) => !FOREIGN.has(one))) {
      const { document, findings } = readUbl(bytesOf(file));
      const written = canonicalUbl(Buffer.from(writeUbl(document)));
      expect(written.split('\n'), file).toEqual(canonicalUbl(bytesOf(file), findings).split('\n'));
    }
  });

  it('passes the official schema when written', () => {
    for (const file of ublFiles(false).filter((one) => !FOREIGN.has(one))) {
      const { document } = readUbl(bytesOf(file));
      const written = writeUbl(document);
      const root = /<(Invoice|CreditNote) /.exec(written)?.[1] ?? '';
      expect({ file, faults: schemas.get(root)?.(written) }).toEqual({ file, faults: [] });
    }
  });
});
