import { z } from 'zod';
import { EXEMPTION_CODES } from '../codes/exemption-codes.js';
import { UNITS } from '../codes/units.js';
import { FRENCH_VAT_CATEGORIES, VAT_CATEGORY_MEANING } from '../codes/vat.js';
import type { VatCategory } from '../invoice.js';
import type { Decimal } from '../money.js';
import { civilDate, coded, exact, text } from './leaves.js';

/** BG-14, BG-26: at least one end, the right way round (BR-29, BR-30, BR-CO-19, BR-CO-20). */
export const periodSchema = z
  .strictObject({
    start_date: civilDate({ description: 'BT-73, BT-134: first day', example: '2026-05-01' }).optional(),
    end_date: civilDate({ description: 'BT-74, BT-135: last day', example: '2026-05-31' }).optional(),
  })
  .check((ctx) => {
    const { start_date: start, end_date: end } = ctx.value;
    if (start === undefined && end === undefined) {
      ctx.issues.push({ code: 'custom', message: 'must hold start_date, end_date or both', input: ctx.value });
    } else if (start !== undefined && end !== undefined && end < start) {
      const message = `must not be before start_date, ${start}`;
      ctx.issues.push({ code: 'custom', path: ['end_date'], message, input: ctx.value });
    }
  })
  .meta({ description: 'A period (BG-14, BG-26)' });

/** VAT category of a line, as France accepts it. */
export const categorySchema = z.enum(FRENCH_VAT_CATEGORIES).meta({
  description: `BT-151, UNTDID 5305: ${FRENCH_VAT_CATEGORIES.map((code) => `${code} ${VAT_CATEGORY_MEANING[code]}`).join(', ')}`,
  example: 'S',
});

/** The most lines a JSON body may hold when nothing else is set. */
export const DEFAULT_MAX_LINES = 5_000;

const members = {
  id: text(50, { description: 'BT-126: line number; its position when left out', example: '1' }).optional(),
  name: text(1000, { description: 'BT-153: what is sold; description takes its place when left out' }).optional(),
  description: text(5000, {
    description: 'BT-154, or BT-153 (what is sold) when name is left out',
    example: 'Consulting services',
  }).optional(),
  note: text(5000, { description: 'BT-127: note on the line' }).optional(),
  seller_item_id: text(100, { description: 'BT-155: the seller’s article number' }).optional(),
  quantity: exact({ scale: 4 }, { description: 'BT-129: quantity, at most 4 decimals', example: 10 }),
  unit_code: coded(
    (value) => UNITS.has(value),
    'must be a unit of UN/ECE Recommendation 20 or 21, such as C62 (piece), HUR (hour), DAY, KGM, MTR',
    { description: 'BT-130: unit, UN/ECE Recommendation 20 or 21', example: 'HUR' },
  ),
  unit_price: exact(
    { scale: 6, negative: false },
    { description: 'BT-146: price of one unit without VAT, not negative, at most 6 decimals', example: 150 },
  ),
  tax_category: categorySchema,
  tax_rate: exact(
    { scale: 2, negative: false, most: 100 },
    { description: 'BT-152: VAT rate in percent; may be left out for every category but S', example: 20 },
  ).optional(),
  exemption_reason: text(1000, { description: 'BT-120: why no VAT is charged, in words' }).optional(),
  exemption_code: coded(
    (value) => EXEMPTION_CODES.has(value),
    'must be a VATEX code, such as VATEX-FR-FRANCHISE or VATEX-EU-AE',
    { description: 'BT-121: why no VAT is charged, VATEX code', example: 'VATEX-FR-FRANCHISE' },
  ).optional(),
  period: periodSchema.optional(),
  net_amount: exact(
    { scale: 2 },
    { description: 'BT-131: checked against quantity × unit_price when given' },
  ).optional(),
};

/** BG-25: one line of the public body. */
export const lineSchema = z
  .strictObject(members)
  .check((ctx) => {
    for (const { field, code, message } of lineFaults(ctx.value)) {
      ctx.issues.push({ code: 'custom', path: [field], message, params: { code }, input: ctx.value });
    }
  })
  .meta({ description: 'One line (BG-25)' });

interface LineToCheck {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly tax_category: VatCategory;
  readonly tax_rate?: Decimal | undefined;
  readonly exemption_reason?: string | undefined;
  readonly exemption_code?: string | undefined;
}

function* lineFaults(line: LineToCheck) {
  if (line.name === undefined && line.description === undefined) {
    yield { field: 'description', code: 'REQUIRED', message: 'is required: say what is sold (or give name)' };
  }
  yield* rateFaults(line.tax_category, line.tax_rate);
  if (line.tax_category !== 'S' && line.tax_category !== 'Z') return;
  for (const field of ['exemption_reason', 'exemption_code'] as const) {
    if (line[field] === undefined) continue;
    const message = `must be left out with tax_category ${line.tax_category}, which is taxed (BR-${line.tax_category}-10)`;
    yield { field, code: 'INVALID', message };
  }
}

/** BR-S-05, BR-Z-05, BR-E-05, BR-AE-05, BR-IC-05, BR-G-05: which rate goes with which category. */
function* rateFaults(category: VatCategory, rate: Decimal | undefined) {
  if (category === 'S') {
    if (rate === undefined) {
      yield { field: 'tax_rate', code: 'REQUIRED', message: 'is required with tax_category S, such as 20' };
    } else if (rate.isZero()) {
      const message = 'must be above 0 with tax_category S; a line without VAT takes Z, E, AE, K, G or O';
      yield { field: 'tax_rate', code: 'INVALID', message };
    }
  } else if (rate !== undefined && !rate.isZero()) {
    const message = `must be 0 with tax_category ${category} (${VAT_CATEGORY_MEANING[category]}); a taxed line takes S`;
    yield { field: 'tax_rate', code: 'INVALID', message };
  }
}
