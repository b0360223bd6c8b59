import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import { type NamespaceMap, XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { WHOLE_DOCUMENT } from '../../testing/whole-document.js';
import { writeCii } from '../cii/cii-writer.js';
import { STRUCTURES } from '../structure/structures.js';
import { lossesBetween } from '../conversion/losses.js';
import { readUbl } from '../ubl/ubl-reader.js';
import { writeUbl } from '../ubl/ubl-writer.js';
import { elementPaths } from '../xml/element-paths.js';
import { scanXml } from '../xml/xml-events.js';
import type { InvoiceRoot } from '../invoice-reading.js';
import { elementPlace, modelPlace } from './model-places.js';

type Leaf = readonly [field: string, value: unknown];

const leaves = (value: unknown, field = ''): Leaf[] => {
  if (value instanceof Decimal || typeof value !== 'object' || value === null) return [[field, value]];
  if (Array.isArray(value)) return value.flatMap((entry, index) => leaves(entry, `${field}[${index}]`));
  return Object.entries(value).flatMap(([name, member]) => leaves(member, field === '' ? name : `${field}.${name}`));
};

const namespaces = (name: keyof typeof STRUCTURES): NamespaceMap =>
  Object.fromEntries([...STRUCTURES[name].prefixes].map(([uri, prefix]) => [prefix || 'root', uri]));

/** The text at an XPath; undefined where nothing stands. */
const reader = (xml: string, name: keyof typeof STRUCTURES) => {
  const document = XmlDocument.fromString(xml);
  return (xpath: string): string | undefined =>
    document.get(xpath.replace(/^\/(?=[A-Z])/, '/root:'), namespaces(name))?.content;
};

const same = (value: unknown, text: string | undefined): boolean => {
  if (text === undefined) return false;
  if (value instanceof Decimal) return /^-?[\d.]+$/.test(text) && value.equals(text);
  const plain = String(value);
  return [plain, plain.replaceAll('-', '')].includes(text) || (text.startsWith('#') && text.includes(plain));
};

/** The members whose own element does not say them, or that the syntax has no place for. */
const missed = (xml: string, name: keyof typeof STRUCTURES, root: InvoiceRoot): string[] => {
  const read = reader(xml, name);
  return leaves(WHOLE_DOCUMENT)
    .filter(([field, value]) => !same(value, read(elementPlace(root, field))))
    .map(([field]) => field.replaceAll(/\[\d+\]/g, ''));
};
const distinct = (fields: readonly string[]): string[] => [...new Set(fields)].toSorted();

const plain = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, '');

/** Members that no document says: they are ours, or the SIREN stands in their place. */
const isOurs = (field: string): boolean =>
  field === 'profile' || field.endsWith('.email') || field.includes('legal_registration.');

describe('the place of a member', () => {
  it('is where CII says it', () => {
    const all = distinct(missed(writeCii(WHOLE_DOCUMENT, 'EXTENDED_CTC_FR'), 'cii', 'CrossIndustryInvoice'));
    // BT-8 has other codes in CII; the two VAT totals of a line differ by their currency alone.
    expect(all.filter((field) => !isOurs(field))).toEqual(['lines.tax_amount_accounting', 'tax_point_code']);
  });

  it('is where UBL says it, if it does', () => {
    const lines = WHOLE_DOCUMENT.lines.map((line) => ({ net_amount: new Decimal(1), ...line }));
    const xml = writeUbl({ ...WHOLE_DOCUMENT, lines }, 'EXTENDED_CTC_FR');
    const { document } = readUbl(Buffer.from(xml));
    const lost = new Set(lossesBetween(WHOLE_DOCUMENT, document).map(({ field }) => field.replaceAll(/\[\d+\]/g, '')));
    const all = distinct(missed(xml, 'ubl_invoice', 'Invoice')).filter((field) => !isOurs(field));
    // What UBL says elsewhere: BT-90 at a party, other charges among the charges, the gross amount of a group nowhere.
    expect(all.filter((field) => !lost.has(field) && !lost.has(field.replace(/\.\w+$/, '')))).toEqual([
      'direct_debit.creditor_id',
      'lines.tax_amount_accounting',
    ]);
  });

  it('is the nearest group for what has none', () => {
    expect(elementPlace('Invoice', 'seller.contact.department')).toBe(
      '/Invoice/cac:AccountingSupplierParty/cac:Party/cac:Contact',
    );
    expect(elementPlace('CreditNote', '')).toBe('/CreditNote');
  });
});

describe('the member of an element', () => {
  const document: InvoiceDocument = WHOLE_DOCUMENT;
  const xml = Buffer.from(writeCii(document, 'EXTENDED_CTC_FR'));
  const paths = (): readonly string[] => {
    let count = 0;
    scanXml(xml, { start: () => void (count += 1), text: () => undefined, end: () => undefined });
    return [...elementPaths(xml, new Set(Array.from({ length: count }, (_, place) => place))).values()];
  };

  it('stands at the element or around it', () => {
    for (const path of paths()) {
      const place = plain(elementPlace('CrossIndustryInvoice', modelPlace(document, path)));
      expect([path, place === plain(path) || plain(path).startsWith(`${place}/`) || place.includes('*')]).toEqual([
        path,
        true,
      ]);
    }
  });

  it('is the very member for every term of a line and of the totals', () => {
    const read = reader(xml.toString(), 'cii');
    const lines = leaves(document).filter(([field]) => /^(lines\[\d+\]|totals)\.\w+$/.test(field));
    const found = paths().map((path) => modelPlace(document, path));
    const said = lines.filter(([field, value]) => same(value, read(elementPlace('CrossIndustryInvoice', field))));
    expect(
      said.filter(
        ([field]) =>
          !field.endsWith('unit') &&
          !field.endsWith('unit_code') &&
          field !== 'totals.tax_accounting' &&
          !found.includes(field),
      ),
    ).toEqual([]);
  });

  it('tells allowances from charges, which stand in one row', () => {
    const base = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
    const count = WHOLE_DOCUMENT.allowances.length;
    const of = (index: number): string =>
      modelPlace(document, `${base}/ram:SpecifiedTradeAllowanceCharge[${index}]/ram:ActualAmount`);
    expect(of(1)).toBe('allowances[0].amount');
    expect(of(count + 1)).toBe('charges[0].amount');
  });
});
