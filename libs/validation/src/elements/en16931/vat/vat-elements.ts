import type { Syntax } from '@onefacture/formats';
import { type Decimal, ZERO } from '@onefacture/invoice';
import { xpathDecimal } from '../../../rules/xpath-rounding.js';
import type { KeptElement } from '../../element-rule.js';
import { says } from '../code-list.js';

/** What a category is used on. With two indicators, an element is allowance and charge in one. */
export type Use = 'line' | 'allowance' | 'charge';

/** Whether indicators, taken together, make an allowance, a charge, both or neither. */
export const usesOf = (indicators: readonly string[]): readonly Use[] => [
  ...(says(false)(indicators) ? (['allowance'] as const) : []),
  ...(says(true)(indicators) ? (['charge'] as const) : []),
];

/** A tax category as it stands in a document, of whatever tax. */
export interface TaxElement {
  readonly at: KeptElement;
  /** Its codes as its syntax compares them. */
  readonly codes: readonly string[];
  /** The one of its codes whose …-02 to …-07 look at it, where not all do. */
  readonly taken?: { readonly code: string; readonly use: Use | undefined };
  readonly isVat: boolean;
  /** The texts of its rates. */
  readonly rates: readonly string[];
  /** What …-02 to …-04 know it as. */
  readonly uses: readonly Use[];
  /** Whether …-05 to …-07 look at its rate. */
  readonly isRated: boolean;
}

/** A group of the breakdown of taxes: a category with its amounts. */
export interface GroupElement extends TaxElement {
  readonly base: Decimal | undefined;
  readonly tax: Decimal | undefined;
  /** Grounds of exemption, blank ones too. */
  readonly grounds: readonly string[];
}

/** A line, allowance or charge. */
export interface TaxedElement {
  readonly uses: readonly Use[];
  readonly amounts: readonly string[];
  readonly codes: readonly string[];
  readonly rates: readonly string[];
  /** Whether it counts in the sums of the document. */
  readonly counts: boolean;
}

/** Categories, all and those of a code. */
export interface ByCode<Element> {
  readonly all: readonly Element[];
  readonly of: (code: string) => readonly Element[];
}

const NONE: readonly never[] = [];

/** Finds categories by their codes. */
export const byCode = <Element extends TaxElement>(all: readonly Element[]): ByCode<Element> => {
  const found = new Map<string, Element[]>();
  for (const one of all) {
    for (const code of new Set(one.codes)) {
      const same = found.get(code) ?? [];
      found.set(code, same);
      same.push(one);
    }
  }
  return { all, of: (code) => found.get(code) ?? NONE };
};

/** Which numbers of the parties are there, be they blank. */
export interface PartyNumbers {
  readonly sellerVat: boolean;
  readonly sellerAny: boolean;
  readonly representativeVat: boolean;
  readonly buyerVat: boolean;
  readonly buyerLegal: boolean;
  /** The parties, for findings; the root where they are not there. */
  readonly seller: KeptElement;
  readonly buyer: KeptElement;
}

/** All of a document that the rules on VAT categories look at, as both syntaxes can say it. */
export interface VatElements {
  readonly syntax: Syntax;
  readonly root: KeptElement;
  /** Categories outside the breakdown. */
  readonly uses: ByCode<TaxElement>;
  readonly groups: ByCode<GroupElement>;
  readonly parties: PartyNumbers;
  readonly hasLines: boolean;
  readonly sums: ReadonlyMap<string, ElementSum>;
  readonly isDelivered: boolean;
  readonly isDeliveredSomewhere: boolean;
}

/** What is taxed in one way. */
export interface ElementSum {
  readonly line: Decimal;
  readonly allowance: Decimal;
  readonly charge: Decimal;
  readonly lines: number;
  /** Allowances and charges, those of lines too. */
  readonly adjustments: number;
}

/** An amount that is said once; the official tests stop at a second one. */
export const onlyAmount = ([text, ...more]: readonly string[]): Decimal | undefined =>
  more.length > 0 ? undefined : xpathDecimal(text);

/** The sum of what nothing is taxed as. */
export const NO_SUM: ElementSum = { line: ZERO, allowance: ZERO, charge: ZERO, lines: 0, adjustments: 0 };

/** Categories whose groups are told apart by their rate. */
const BY_RATE: ReadonlySet<string> = new Set(['S', 'L', 'M']);

/** The key of a sum: a category alone, or with a rate. */
export const sumKey = (code: string, rate?: Decimal): string =>
  rate === undefined ? code : `${code} ${rate.toFixed()}`;

const keysOf = ({ codes, rates }: TaxedElement): ReadonlySet<string> => {
  const ways = new Set<string>();
  const known = codes.some((code) => BY_RATE.has(code)) ? rates.map(xpathDecimal) : [];
  for (const code of codes) {
    if (!BY_RATE.has(code)) ways.add(sumKey(code));
    else for (const rate of known) if (rate !== undefined) ways.add(sumKey(code, rate));
  }
  return ways;
};

/** Sums what counts by category, and by rate where the category has several; an element is in each sum once. */
export const sumsOf = (elements: Iterable<TaxedElement>): ReadonlyMap<string, ElementSum> => {
  const sums = new Map<string, { -readonly [Part in keyof ElementSum]: ElementSum[Part] }>();
  for (const one of elements) {
    const amount = one.amounts.reduce((sum, text) => sum.plus(xpathDecimal(text) ?? ZERO), ZERO);
    for (const key of keysOf(one)) {
      const sum = sums.get(key) ?? { ...NO_SUM };
      sums.set(key, sum);
      sum[one.uses.includes('line') ? 'lines' : 'adjustments'] += 1;
      if (one.counts) for (const use of one.uses) sum[use] = sum[use].plus(amount);
    }
  }
  return sums;
};
