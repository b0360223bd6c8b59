import { z } from 'zod';
import { FRENCH_VAT_CATEGORIES, VAT_CATEGORY_MEANING } from '../codes/vat.js';
import type { VatCategory } from '../invoice.js';
import type { Decimal } from '../money.js';

/** VAT category as France accepts it; `term` is BT-95, BT-102 or BT-151. */
export const categorySchema = (term: string) =>
  z.enum(FRENCH_VAT_CATEGORIES).meta({
    description: `${term}, UNTDID 5305: ${FRENCH_VAT_CATEGORIES.map((code) => `${code} ${VAT_CATEGORY_MEANING[code]}`).join(', ')}`,
    example: 'S',
  });

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
