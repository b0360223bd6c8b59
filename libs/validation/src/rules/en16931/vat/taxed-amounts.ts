import {
  Decimal,
  type DocumentAllowanceCharge,
  type Line,
  type Said,
  type VatBreakdown,
  ZERO,
} from '@onefacture/invoice';
import type { Subject } from '../../subject.js';
import { lastOf } from '../../../last-of.js';

/** What lines, allowances, charges and groups alike say of their VAT; the category may be any text. */
export interface Taxed {
  readonly tax_category?: string;
  readonly tax_rate?: Decimal;
  readonly exemption_reason?: string;
  readonly exemption_code?: string;
}

/** An entry of a list of the model, with its path: `lines[3]`. */
export interface Placed<Entry> {
  readonly at: string;
  readonly entry: Entry;
}

/** All that one VAT category stands on in a document. */
export interface CategoryUse {
  readonly lines: Placed<Said<Line>>[];
  readonly allowances: Placed<Said<DocumentAllowanceCharge>>[];
  readonly charges: Placed<Said<DocumentAllowanceCharge>>[];
  /** BG-23 */
  readonly groups: Placed<Said<VatBreakdown>>[];
}

const NO_USE: CategoryUse = { lines: [], allowances: [], charges: [], groups: [] };

/** Where each VAT category stands, by its code. */
export const categoryUses = lastOf((subject: Subject): ReadonlyMap<string, CategoryUse> => {
  const uses = new Map<string, CategoryUse>();
  const { document } = subject;
  const place = <Entry extends Taxed>(
    name: string,
    entries: readonly Entry[] | undefined,
    list: (use: CategoryUse) => Placed<Entry>[],
  ): void => {
    for (const [index, entry] of (entries ?? []).entries()) {
      const code = entry.tax_category;
      if (code === undefined) continue;
      const use = uses.get(code) ?? { lines: [], allowances: [], charges: [], groups: [] };
      uses.set(code, use);
      list(use).push({ at: `${name}[${index}]`, entry });
    }
  };
  place('lines', subject.lines, ({ lines }) => lines);
  place('allowances', document.allowances, ({ allowances }) => allowances);
  place('charges', document.charges, ({ charges }) => charges);
  place('vat_breakdown', document.vat_breakdown, ({ groups }) => groups);
  return uses;
});

/** Where one category stands; nowhere, where the document does not know it. */
export const useOf = (subject: Subject, code: string): CategoryUse => categoryUses(subject).get(code) ?? NO_USE;

/** The amounts of a document that share a key, such as their VAT category and rate. */
export interface TaxedSum {
  /** Σ BT-131 */
  readonly lines: Decimal;
  readonly lineCount: number;
  /** Σ BT-92 */
  readonly allowances: Decimal;
  readonly allowanceCount: number;
  /** Σ BT-99 */
  readonly charges: Decimal;
  readonly chargeCount: number;
  /** Σ logistics service charges of Factur-X EXTENDED */
  readonly logistics: Decimal;
  readonly logisticsCount: number;
}

const EMPTY: TaxedSum = {
  lines: ZERO,
  lineCount: 0,
  allowances: ZERO,
  allowanceCount: 0,
  charges: ZERO,
  chargeCount: 0,
  logistics: ZERO,
  logisticsCount: 0,
};

type Part = 'line' | 'allowance' | 'charge' | 'logistics';

const PARTS = {
  line: ['lines', 'lineCount'],
  allowance: ['allowances', 'allowanceCount'],
  charge: ['charges', 'chargeCount'],
  logistics: ['logistics', 'logisticsCount'],
} as const satisfies Readonly<Record<Part, readonly [keyof TaxedSum, keyof TaxedSum]>>;

/** How amounts are put together. */
export interface Grouping {
  /** Amounts of the same key are summed; those without one are left out. */
  readonly key: (taxed: Taxed) => string | undefined;
  /** Lines that count; by default all. */
  readonly counts?: (line: Said<Line>) => boolean;
}

/** The amounts of a document by the key of a grouping, summed once a document. A key that nothing has is all zeros. */
export const taxedSums = ({ key, counts = () => true }: Grouping): ((subject: Subject, one: Taxed) => TaxedSum) => {
  const sums = lastOf((subject: Subject): ReadonlyMap<string, TaxedSum> => {
    const found = new Map<string, TaxedSum>();
    const add = (part: Part, taxed: Taxed, amount: Decimal | undefined): void => {
      const at = key(taxed);
      if (at === undefined) return;
      const sum = found.get(at) ?? EMPTY;
      const [total, count] = PARTS[part];
      found.set(at, { ...sum, [total]: sum[total].plus(amount ?? ZERO), [count]: sum[count] + 1 });
    };
    const { allowances, charges, logistics_charges } = subject.document;
    for (const line of subject.lines) if (counts(line)) add('line', line, line.net_amount);
    for (const one of allowances ?? []) add('allowance', one, one.amount);
    for (const one of charges ?? []) add('charge', one, one.amount);
    for (const one of logistics_charges ?? []) add('logistics', one, one.amount);
    return found;
  });
  return (subject, one) => {
    const at = key(one);
    return at === undefined ? EMPTY : (sums(subject).get(at) ?? EMPTY);
  };
};

/** One VAT category. */
export const byCategory = ({ tax_category }: Taxed): string | undefined => tax_category;

/** One VAT category and rate; what has no rate has no key. */
export const byRate = ({ tax_category, tax_rate }: Taxed): string | undefined =>
  tax_category === undefined || tax_rate === undefined ? undefined : `${tax_category} ${tax_rate.toFixed()}`;

/** The same key and ground of exemption, in words and as a code. */
export const byGround =
  (key: Grouping['key']): Grouping['key'] =>
  (taxed) => {
    const shared = key(taxed);
    return shared === undefined
      ? undefined
      : JSON.stringify([shared, normal(taxed.exemption_code), normal(taxed.exemption_reason)]);
  };

const normal = (text = ''): string => text.replace(/[ \t\r\n]+/g, ' ').trim();
