import { z } from 'zod';
import { EXEMPTION_CODES } from '../codes/exemption-codes.js';
import { FRENCH_VAT_CATEGORIES, VAT_CATEGORY_MEANING } from '../codes/vat.js';
import type { VatCategory } from '../invoice.js';
import type { Decimal } from '../money.js';
import { coded, exact, text } from './leaves.js';

/** VAT category as France accepts it; `term` is BT-95, BT-102 or BT-151. */
export const categorySchema = (term: string) =>
  z.enum(FRENCH_VAT_CATEGORIES).meta({
    description: `${term}, UNTDID 5305: ${FRENCH_VAT_CATEGORIES.map((code) => `${code} ${VAT_CATEGORY_MEANING[code]}`).join(', ')}`,
    example: 'S',
  });

/** BT-121 of a line or of an amount of the whole invoice. */
export const exemptionCode = (description: string) =>
  coded((value) => EXEMPTION_CODES.has(value), 'must be a VATEX code, such as VATEX-FR-FRANCHISE or VATEX-EU-AE', {
    description,
    example: 'VATEX-FR-FRANCHISE',
  });

const WHERE = 'where lines of its category have several grounds (profile EXTENDED_CTC_FR)';

/** Category, rate and grounds of an amount of the whole invoice. */
export const taxMembers = (category: string, rate: string) => ({
  tax_category: categorySchema(category),
  tax_rate: exact(
    { scale: 2, negative: false, most: 100 },
    { description: `${rate}: VAT rate in percent; may be left out for every category but S`, example: 20 },
  ).optional(),
  exemption_reason: text(1000, { description: `BT-120: why no VAT is charged, in words, ${WHERE}` }).optional(),
  exemption_code: exemptionCode(`BT-121: why no VAT is charged, ${WHERE}`).optional(),
});

interface Taxed {
  readonly tax_category: VatCategory;
  readonly tax_rate?: Decimal | undefined;
  readonly exemption_reason?: string | undefined;
  readonly exemption_code?: string | undefined;
}

/** What category, rate and grounds of an amount of the whole invoice say against each other. */
export function* taxFaults(said: Taxed) {
  const { tax_category: category } = said;
  yield* rateFaults(category, said.tax_rate);
  if (category !== 'S' && category !== 'Z') return;
  for (const field of ['exemption_reason', 'exemption_code'] as const) {
    // A reason may name a sub-invoice (BR-FR-MV-08), which only the whole body tells.
    if (said[field] === undefined || (field === 'exemption_reason' && said[field]?.startsWith('#'))) continue;
    const message = `must be left out with tax_category ${category}, which is taxed (BR-${category}-10)`;
    yield { field, code: 'INVALID', message };
  }
}

/** BR-S-05 to -07, and those of Z, E, AE, IC and G: which rate goes with which category. */
export function* rateFaults(category: VatCategory | undefined, rate: Decimal | undefined) {
  if (category === undefined) return;
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
