import { AppError } from '@onefacture/errors';
import { type Invoice, type InvoiceDocument, type Profile, profileFaults, PROFILES } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoice } from '../../../invoice/testing/arbitraries.js';
import { WHOLE_DOCUMENT } from '../../testing/whole-document.js';
import { readCii } from '../cii/cii-reader.js';
import { writeCii } from '../cii/cii-writer.js';
import { readUbl } from '../ubl/ubl-reader.js';
import { writeUbl } from '../ubl/ubl-writer.js';
import { lossesBetween } from './losses.js';

type Through = (document: InvoiceDocument, profile: Profile) => InvoiceDocument;

const throughCii: Through = (document, profile) => readCii(Buffer.from(writeCii(document, profile))).document;
const throughUbl: Through = (document, profile) => readUbl(Buffer.from(writeUbl(document, profile))).document;

/** Nothing is sent in MINIMUM, whose documents lack most of an invoice by their nature. */
const SENT = PROFILES.filter((profile) => profile !== 'MINIMUM');

/** What no profile of UBL can say; round-trip.spec.ts shows each. */
const UBL_LACKS = /\.contact\.department$|^payee\.trading_name$|^logistics_charges\[/;

/** The list that `field` stands in an entry of, with its bracket: entries move up when one before them is left out. */
const listOf = (field: string): string => field.slice(0, field.lastIndexOf('[') + 1);

const names = (fault: string, field: string): boolean =>
  field === fault ||
  field.startsWith(`${fault}.`) ||
  field.startsWith(`${fault}[`) ||
  (listOf(fault) !== 'lines[' && listOf(fault) !== '' && field.startsWith(listOf(fault)));

/** What is left out of the document in this profile and no fault names. */
const silent = (invoice: Invoice, profile: Profile, through: Through): string[] => {
  const faults = [...profileFaults({ ...invoice, profile })].map(({ field }) => field);
  const lineless = profile === 'BASIC_WL';
  const { derived: _derived, ...said } = invoice;
  try {
    return lossesBetween(said, through(said, profile))
      .map(({ field }) => field)
      .filter((field) => !(lineless && field.startsWith('lines[')))
      .filter((field) => !faults.some((fault) => names(fault, field)));
  } catch (error) {
    // A line that only groups or informs cannot be written where the schema wants a price: that is not silent.
    if (!(error instanceof AppError)) throw error;
    return faults.some((fault) => fault.endsWith('.kind')) ? [] : [error.message];
  }
};

describe.each(SENT)('what profile %s leaves out', (profile) => {
  it('of any invoice is named, in CII', () => {
    fc.assert(
      fc.property(anyInvoice('EXTENDED_CTC_FR'), (invoice) => {
        expect(silent(invoice, profile, throughCii)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of any invoice is named, in UBL, but for what UBL cannot say', () => {
    fc.assert(
      fc.property(anyInvoice('EXTENDED_CTC_FR'), (invoice) => {
        expect(silent(invoice, profile, throughUbl).filter((field) => !UBL_LACKS.test(field))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of a document in which every member speaks is named', () => {
    // A party has one legal registration, its SIREN here; email is the short form of the contact's.
    const unsaid = /\.legal_registration\.|^(seller|buyer)\.email$/;
    const [line] = WHOLE_DOCUMENT.lines;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member is there; only the types say it may lack some.
    const invoice = { ...WHOLE_DOCUMENT, lines: [line], derived: [] } as unknown as Invoice;
    expect(silent(invoice, profile, throughCii).filter((field) => !unsaid.test(field))).toEqual([]);
  });
});
