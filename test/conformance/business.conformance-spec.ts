import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { type InvoiceReading, openInvoice } from '@onefacture/formats';
import { checkBusiness, type Finding, readingFindings, Subject } from '@onefacture/validation';
import { describe, expect, it } from 'vitest';
import type { Row } from './agreement.js';
import { CORPUS, manifest, NOT_HERE, suite } from './official-standards.js';

/** Numbers that authors of samples made up; no register or bank ever gave one of them. */
const MADE_UP = [
  ...['987654321', '123456789', '324872211', '439368049', '98765432100029'],
  ...['DK1212341234123412', 'SE1212341234123412', 'IT1212341234123412', 'DE1212344321987600', 'DE5467894567876500'],
  ...['DE12123456781234567890', 'DE12123456789012345678', 'DE12345678901234567890', 'FR7612542547256985425874698'],
  ...['"XX"', '"IBAN"', '"A"'],
];

/** Samples whose faults were looked at one by one: official rules do not see them, an accountant would. */
const WRONG: Readonly<Record<string, readonly RegExp[]>> = {
  // Lines whose amount is not price × quantity: another base quantity, a sign, or an insurance tax that stands nowhere.
  'OF-SUM-01': [
    /^(CII_|ubl-tc434-|guide-|parse__.*?)example(1|2|3|8|9|10)\.(xml|pdf)$/,
    /CII_business_example_(01|Z)\.xml$/,
    /^XRechnung-O\.xml$/,
    /^EN16931_(Kraftfahrversicherung_Bruttopreise|Sachversicherung_berechneter_Steuersatz)\.ubl\.xml$/,
    /^pdf_zf_extended_1\.pdf$/,
  ],
  'OF-LINE-01': [/^CII-BR-CO-10-RoundingIssue\.xml$/],
  'OF-REF-01': [/^CII-BR-CO-10-RoundingIssue\.xml$/, /^base-creditnote-correction\.xml$/],
  'OF-EXM-01': [/_CENfullmodel\.cii\.xml$/],
};

const opened = (file: string): InvoiceReading | undefined => {
  try {
    return openInvoice(readFileSync(join(CORPUS, file))).reading;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
};

/** As its sender checks it on the day of issue: the corpus is older than today. */
const told = ({ document, syntax, ...reading }: InvoiceReading): readonly Finding[] => {
  const facts = { today: document.issue_date ?? '2026-06-01', purpose: 'sent' } as const;
  return [...readingFindings({ document, syntax, ...reading }), ...checkBusiness(new Subject(document, syntax), facts)];
};

const isAccepted = (file: string, { code, message }: Finding): boolean =>
  MADE_UP.some((value) => message.includes(value)) || WRONG[code]?.some((shape) => shape.test(basename(file))) === true;

const isWhole = (row: Row): boolean =>
  row.get('expected') === 'valid' && row.get('syntax') !== 'cdar' && !row.get('unit_expectation');

describe.skipIf(NOT_HERE)(suite('business rules over documents that are officially valid'), () => {
  const files = NOT_HERE ? [] : manifest().flatMap((row) => (isWhole(row) ? (row.get('file') ?? '') : []));
  const findings = files.flatMap((file) => {
    const reading = opened(file);
    return reading === undefined ? [] : told(reading).map((finding) => ({ file, finding }));
  });

  it('say how often each fires', () => {
    const counts = new Map<string, number>();
    for (const { finding } of findings) {
      const key = `${finding.code} (${finding.severity})`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const lines = [...counts].toSorted().map(([code, count]) => `${code}: ${count}`);
    console.info(`${files.length} documents\n${lines.join('\n')}`);
    expect(files.length).toBeGreaterThan(200);
  });

  it('find no error but in samples that are wrong', () => {
    const errors = findings.filter(({ finding: { severity } }) => severity === 'error');
    const unexpected = errors.filter(({ file, finding }) => !isAccepted(file, finding));
    expect(
      unexpected.map(({ file, finding: { code, path, message } }) => `${file} ${code} ${path} ${message}`),
    ).toEqual([]);
  });

  it('find no error in the French examples of the standard', () => {
    const french = findings.filter(({ file }) => file.includes('/afnor-'));
    expect(french.filter(({ finding: { severity } }) => severity === 'error')).toEqual([]);
  });
});
