import type { z } from 'zod';
import type { VatCategory } from '../invoice.js';
import { decimalText, type Decimal } from '../money.js';
import { countsInTotals } from '../totals.js';
import { rateFaults } from './vat-schema.js';

const NEEDED = ['quantity', 'unit_code', 'unit_price', 'tax_category'] as const;

/**
 * Adds what every line that counts needs (BR-22 to BR-26, BR-CO-04), told even where other members of the line are
 * wrong. A gross price stands in for the price.
 */
export function lineNeeds<Line extends z.ZodType>(line: Line): Line {
  let schema = line;
  for (const member of NEEDED) {
    schema = schema.refine((value) => !lacks(value, member), {
      path: [member],
      error: 'is required',
      params: { code: 'REQUIRED' },
      when: ({ value }) => typeof value === 'object' && value !== null,
    });
  }
  return schema;
}

function lacks(line: unknown, member: string): boolean {
  if (typeof line !== 'object' || line === null || Reflect.get(line, member) !== undefined) return false;
  if (member === 'unit_price' && Reflect.get(line, 'gross_price') !== undefined) return false;
  const kind: unknown = Reflect.get(line, 'kind');
  return kind !== 'GROUP' && kind !== 'INFORMATION';
}

/** A line as far as its own rules read it. */
interface LineToCheck {
  readonly kind?: string | undefined;
  readonly parent_id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly note?: string | undefined;
  readonly notes?: readonly unknown[] | undefined;
  readonly unit_code?: string | undefined;
  readonly unit_price?: Decimal | undefined;
  readonly price_base_quantity?: Decimal | undefined;
  readonly price_base_unit?: string | undefined;
  readonly gross_price?: Decimal | undefined;
  readonly price_discount?: Decimal | undefined;
  readonly tax_category?: VatCategory | undefined;
  readonly tax_rate?: Decimal | undefined;
  readonly exemption_reason?: string | undefined;
  readonly exemption_code?: string | undefined;
  readonly tax_amount?: Decimal | undefined;
  readonly tax_amount_accounting?: Decimal | undefined;
  readonly gross_amount?: Decimal | undefined;
}

interface LineFault {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** What members of one line say against each other. */
export function* lineFaults(line: LineToCheck): Generator<LineFault> {
  if (line.name === undefined && line.description === undefined) {
    yield { field: 'description', code: 'REQUIRED', message: 'is required: say what is sold (or give name)' };
  }
  if (line.note !== undefined && line.notes !== undefined) {
    yield { field: 'note', code: 'INVALID', message: 'is the short form of notes: give one of the two' };
  }
  yield* priceFaults(line);
  yield* rateFaults(line.tax_category, line.tax_rate);
  yield* groundFaults(line);
  yield* kindFaults(line);
}

function* priceFaults(line: LineToCheck): Generator<LineFault> {
  const { unit_price: net, gross_price: gross, price_discount: discount, price_base_quantity: base } = line;
  if (base?.isZero() === true) {
    yield { field: 'price_base_quantity', code: 'INVALID', message: 'must be above 0: the price is for so many units' };
  }
  if (line.price_base_unit !== undefined && line.unit_code !== undefined && line.price_base_unit !== line.unit_code) {
    const message = `must be the unit of the quantity, ${line.unit_code} (BT-150, BT-130)`;
    yield { field: 'price_base_unit', code: 'MISMATCH', message };
  }
  if (gross === undefined) {
    if (discount === undefined) return;
    const message = 'is required with price_discount: the price before the discount (BT-148)';
    yield { field: 'gross_price', code: 'REQUIRED', message };
    return;
  }
  const left = discount === undefined ? gross : gross.minus(discount);
  if (left.isNegative()) {
    yield {
      field: 'price_discount',
      code: 'INVALID',
      message: 'must not be more than gross_price: no price is negative (BR-27)',
    };
  } else if (net !== undefined && !net.equals(left)) {
    const message =
      `disagrees: gross_price less price_discount is ${decimalText(left, 2)}, the body says ${decimalText(net, 2)}; ` +
      'correct it or leave it out';
    yield { field: 'unit_price', code: 'MISMATCH', message };
  }
}

/** BR-S-10, BR-Z-10; whether a detail may have a reason (BR-FR-MV-08) only the whole body tells. */
function* groundFaults(line: LineToCheck): Generator<LineFault> {
  if (line.tax_category !== 'S' && line.tax_category !== 'Z') return;
  for (const field of ['exemption_reason', 'exemption_code'] as const) {
    if (line[field] === undefined || (field === 'exemption_reason' && line.kind === 'DETAIL')) continue;
    const message = `must be left out with tax_category ${line.tax_category}, which is taxed (BR-${line.tax_category}-10)`;
    yield { field, code: 'INVALID', message };
  }
}

/** BR-FREXT-06, and what only a group of lines has. */
function* kindFaults(line: LineToCheck): Generator<LineFault> {
  if (line.parent_id !== undefined && line.kind === undefined) {
    const message = 'is required with parent_id: DETAIL, GROUP or INFORMATION (BR-FREXT-06)';
    yield { field: 'kind', code: 'REQUIRED', message };
  }
  if (!countsInTotals(line)) return;
  for (const field of ['tax_amount', 'tax_amount_accounting', 'gross_amount'] as const) {
    if (line[field] === undefined) continue;
    yield { field, code: 'INVALID', message: 'stands on a line of kind GROUP only: leave it out' };
  }
}
