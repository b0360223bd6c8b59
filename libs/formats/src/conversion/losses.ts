import { Decimal, type InvoiceDocument } from '@onefacture/invoice';

/** Something a target cannot carry. */
export interface Loss {
  /** Path of the member, `lines[0].seller.name`. */
  readonly field: string;
  /** What stood there, shortened. */
  readonly value: string;
}

/** The member says what profile the document is of; a conversion changes it on purpose. */
const INTENDED: ReadonlySet<string> = new Set(['profile', 'specification']);
const LONGEST = 80;
const MOST = 200;

const isShape = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const equal = (one: unknown, other: unknown): boolean =>
  Decimal.isDecimal(one) && Decimal.isDecimal(other) ? one.equals(other) : one === other;

const shown = (value: unknown): string => {
  const text = Decimal.isDecimal(value) ? value.toFixed() : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

class Comparison {
  readonly losses: Loss[] = [];

  members(before: Record<string, unknown>, after: Record<string, unknown>, field: string): void {
    for (const [name, value] of Object.entries(before)) {
      if (field === '' && INTENDED.has(name)) continue;
      if (this.losses.length >= MOST) return;
      this.compare(value, after[name], field === '' ? name : `${field}.${name}`);
    }
  }

  private compare(before: unknown, after: unknown, field: string): void {
    if (before === undefined || equal(before, after)) return;
    if (Array.isArray(before)) {
      const others: readonly unknown[] = Array.isArray(after) ? after : [];
      for (const [index, entry] of before.entries()) this.compare(entry, others[index], `${field}[${index}]`);
    } else if (isShape(before) && !Decimal.isDecimal(before)) {
      this.members(before, isShape(after) && !Decimal.isDecimal(after) ? after : {}, field);
    } else if (this.losses.length < MOST) {
      this.losses.push({ field, value: shown(before) });
    }
  }
}

/**
 * What one document says and another does not say in the same place: what was lost when the first was written in a
 * syntax or profile and read again as the second. At most 200.
 */
export const lossesBetween = (before: InvoiceDocument, after: InvoiceDocument): Loss[] => {
  const comparison = new Comparison();
  comparison.members({ ...before }, { ...after }, '');
  return comparison.losses;
};
