import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { openInvoice, readCii, readUbl, writeCii, writeUbl } from '@onefacture/formats';
import type { InvoiceDocument, Profile } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { canonicalCii } from './cii-canonical.js';
import { CORPUS, manifest, NOT_HERE, suite } from './official-standards.js';

const rows = NOT_HERE ? [] : manifest();
const bytesOf = (file: string) => readFileSync(join(CORPUS, file));
const cii = rows
  .filter((row) => row.get('syntax') === 'cii' && row.get('xsd') === 'valid')
  .map((row) => row.get('file') ?? '');
const plain = (document: InvoiceDocument): unknown => JSON.parse(JSON.stringify(document));

/** UBL wants lines, a number, a date: a document without them cannot be written in it, and says so. */
const canBeUbl = (document: InvoiceDocument): boolean => {
  try {
    writeUbl(document, 'EXTENDED_CTC_FR');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
};

/** Names of what a PDF holds, or the code it is refused with. */
const attachmentsOf = (file: string): readonly string[] | string => {
  try {
    return (
      openInvoice(bytesOf(file))
        .container?.attachments.map(({ name }) => name)
        .toSorted() ?? []
    );
  } catch (error) {
    if (error instanceof AppError)
      return error.options.errors?.[0]?.code === 'UNREADABLE' ? 'document.unreadable' : error.code;
    throw error;
  }
};

describe.skipIf(NOT_HERE)(suite('reading the CII of the corpus'), () => {
  it('finds as many documents as the manifest has', () => {
    expect(cii).toHaveLength(126);
  });

  it.each(cii)('%s survives reading, writing and reading', (file) => {
    const first = readCii(bytesOf(file));
    const written = Buffer.from(writeCii(first.document, 'EXTENDED_CTC_FR'));
    const again = readCii(written);
    const profile: Profile = 'EXTENDED_CTC_FR';
    const specification = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
    expect(plain(again.document)).toEqual(plain({ ...first.document, profile, specification }));
    expect(again.findings).toEqual([]);
  });

  const complete = cii.filter((file) => readCii(bytesOf(file)).findings.length === 0);

  it('holds all that most of them say', () => {
    expect(complete.length).toBeGreaterThanOrEqual(100);
  });

  it.each(complete)('%s is written as it was, up to the documented normalisations', (file) => {
    const bytes = bytesOf(file);
    const { document } = readCii(bytes);
    const written = writeCii({ ...document, profile: 'EXTENDED_CTC_FR' });
    expect(canonicalCii(Buffer.from(written))).toBe(canonicalCii(bytes));
  });

  const lined = cii.filter((file) => canBeUbl(readCii(bytesOf(file)).document));

  it('finds that most of them can be written as UBL', () => {
    expect(lined.length).toBeGreaterThanOrEqual(100);
  });

  it.each(lined)('%s survives UBL, over what UBL can say', (file) => {
    const { document } = readCii(bytesOf(file));
    const back = readUbl(Buffer.from(writeUbl(document, 'EXTENDED_CTC_FR'))).document;
    const cii2 = readCii(Buffer.from(writeCii(back, 'EXTENDED_CTC_FR'))).document;
    const ubl2 = readUbl(Buffer.from(writeUbl(cii2, 'EXTENDED_CTC_FR'))).document;
    expect(plain(ubl2)).toEqual(plain(back));
  });
});

describe.skipIf(NOT_HERE)(suite('opening the PDFs of the corpus'), () => {
  const pdfs = rows.filter((row) => row.get('file')?.startsWith('facturx-pdf/'));

  it.each(pdfs.map((row) => [row.get('file') ?? '', row.get('embedded') ?? '']))('%s holds "%s"', (file, embedded) => {
    expect(attachmentsOf(file)).toEqual(embedded === '' ? 'document.unreadable' : embedded.split(';'));
  });
});
