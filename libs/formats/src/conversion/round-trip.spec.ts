import { AppError } from '@onefacture/errors';
import { Decimal, type Invoice, type InvoiceDocument, type Profile } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoice } from '../../../invoice/testing/arbitraries.js';
import { sampleInvoice } from '../../testing/sample-invoice.js';
import { readCii } from '../cii/cii-reader.js';
import { writeCii } from '../cii/cii-writer.js';
import { readUbl } from '../ubl/ubl-reader.js';
import { writeUbl } from '../ubl/ubl-writer.js';
import { lossesBetween } from './losses.js';

const RUNS = { numRuns: 40 };
const PROFILES: readonly Profile[] = ['MINIMUM', 'BASIC_WL', 'BASIC', 'EN16931', 'EXTENDED', 'EXTENDED_CTC_FR'];
const WITH_LINES = PROFILES.filter((profile) => profile !== 'MINIMUM' && profile !== 'BASIC_WL');

const throughCii = (document: InvoiceDocument, profile?: Profile) =>
  readCii(Buffer.from(writeCii(document, profile))).document;
const throughUbl = (document: InvoiceDocument, profile?: Profile) =>
  readUbl(Buffer.from(writeUbl(document, profile))).document;

/** Every member that one of the two has and the other has not or has otherwise, without its place in lists. */
const differences = (one: InvoiceDocument, other: InvoiceDocument): string[] => {
  const fields = [...lossesBetween(one, other), ...lossesBetween(other, one)].map(({ field }) =>
    field.replaceAll(/\[\d+\]/g, '[]'),
  );
  return [...new Set(fields)].toSorted();
};

const said = ({ derived: _derived, ...document }: Invoice): InvoiceDocument => document;

/** What UBL cannot keep apart or say, each shown below. */
const UBL_CHANGES: readonly RegExp[] = [
  /\.contact\.(department|name)$/,
  /^lines\[\]\.price_discount$/,
  /^lines\[\]\.net_amount$/,
  /^logistics_charges\[\]/,
  /^charges\[\]/,
  /^payee\.trading_name$/,
];

describe('any invoice', () => {
  it.each(PROFILES)('of %s survives CII', (profile) => {
    fc.assert(
      fc.property(anyInvoice(profile), (invoice) => {
        const lost = profile === 'MINIMUM' ? ['totals.prepaid'] : [];
        expect(differences(said(invoice), throughCii(invoice))).toEqual(lost);
      }),
      RUNS,
    );
  });

  it.each(WITH_LINES)('of %s survives UBL, but for what UBL cannot say', (profile) => {
    fc.assert(
      fc.property(anyInvoice(profile), (invoice) => {
        const changed = differences(said(invoice), throughUbl(invoice));
        expect(changed.filter((field) => !UBL_CHANGES.some((known) => known.test(field)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each(WITH_LINES)('of %s comes back from CII, UBL and CII, but for the same', (profile) => {
    fc.assert(
      fc.property(anyInvoice(profile), (invoice) => {
        const cii = throughCii(invoice);
        const changed = differences(cii, throughCii(throughUbl(cii, profile), profile));
        expect(changed.filter((field) => !UBL_CHANGES.some((known) => known.test(field)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('leaves no finding behind in its own writing', () => {
    fc.assert(
      fc.property(anyInvoice('EXTENDED_CTC_FR'), (invoice) => {
        expect(readCii(Buffer.from(writeCii(invoice))).findings).toEqual([]);
        expect(readUbl(Buffer.from(writeUbl(invoice))).findings).toEqual([]);
      }),
      RUNS,
    );
  });
});

const base = sampleInvoice();
const only = (more: Partial<Invoice>): Invoice => ({ ...base, profile: 'EXTENDED_CTC_FR', ...more });
const changedByUbl = (invoice: Invoice) => differences(said(invoice), throughUbl(invoice));
const contactInUbl = (contact: NonNullable<Invoice['seller']['contact']>) =>
  throughUbl(only({ seller: { ...base.seller, contact } })).seller?.contact;

describe('what a syntax cannot say', () => {
  it('MINIMUM has no element for what was paid, so a zero there is not said', () => {
    expect(differences(said(base), throughCii(base, 'MINIMUM'))).toContain('totals.prepaid');
  });

  it('UBL has one name for a contact: a department takes it when there is no person', () => {
    expect(contactInUbl({ department: 'Ventes' })).toEqual({ name: 'Ventes' });
    expect(contactInUbl({ name: 'A. Durand', department: 'Ventes' })).toEqual({ name: 'A. Durand' });
  });

  it('UBL wants a discount where there is a gross price: none is said as 0', () => {
    const [line] = base.lines;
    if (line === undefined) throw new Error('no line');
    const invoice = only({ lines: [{ ...line, gross_price: new Decimal(100) }] });
    expect(changedByUbl(invoice)).toEqual(['lines[].price_discount']);
    expect(throughUbl(invoice).lines?.[0]?.price_discount?.toNumber()).toBe(0);
  });

  it('UBL wants an amount on every line: a line that only groups others says 0', () => {
    const [line] = base.lines;
    if (line === undefined) throw new Error('no line');
    const { net_amount: _net, ...group } = { ...line, id: 'G', kind: 'GROUP' };
    const invoice = only({ lines: [group, { ...line, id: '2', parent_id: 'G', kind: 'DETAIL' }] });
    expect(changedByUbl(invoice)).toEqual(['lines[].net_amount']);
  });

  it('UBL knows no logistics charge: it becomes a charge of the document', () => {
    const charge = {
      description: 'Port',
      amount: new Decimal(10),
      tax_category: 'S' as const,
      tax_rate: new Decimal(20),
    };
    const back = throughUbl(only({ logistics_charges: [charge] }));
    expect(back.logistics_charges).toBeUndefined();
    expect(back.charges?.map(({ reason, amount }) => [reason, amount?.toNumber()])).toEqual([['Port', 10]]);
  });

  it('UBL names a payee once', () => {
    const changed = changedByUbl(only({ payee: { name: 'Factor SA', trading_name: 'Factor' } }));
    expect(changed).toEqual(['payee.trading_name']);
  });

  it('UBL wants a line: a document without lines cannot be written in it', () => {
    expect(() => writeUbl({ ...base, lines: [] })).toThrow(AppError);
  });
});
