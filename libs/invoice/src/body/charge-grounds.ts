import type { FieldFault } from '@onefacture/errors';
import { countsInTotals, groundsKey, vatKey, type Taxed } from '../totals.js';
import type { InvoiceBody } from './body-amounts.js';
import { isTaxed } from './exemption-grounds.js';

type Contribution = readonly [field: string, taxed: Taxed];

/**
 * BR-FREXT-E-08 and its sisters: where a category and rate has several grounds, whatever is of it says its own, or
 * nobody could tell which VAT group it belongs to. Other profiles have one group of it, and so one ground.
 */
export function* chargeGroundFaults(body: InvoiceBody): Generator<FieldFault> {
  if (body.profile !== 'EXTENDED_CTC_FR') return;
  const grounds = new Map<string, string>();
  const several = new Set<string>();
  for (const [, taxed] of contributions(body)) {
    const own = groundsKey(taxed);
    if (own === undefined) continue;
    const key = vatKey(taxed);
    if ((grounds.get(key) ?? own) !== own) several.add(key);
    grounds.set(key, own);
  }
  if (several.size === 0) return;
  for (const [field, taxed] of contributions(body)) {
    if (groundsKey(taxed) !== undefined || !several.has(vatKey(taxed))) continue;
    if (isTaxed(taxed)) {
      const message =
        'is required: the lines of this category and rate are of several sub-invoices, so it starts with the number ' +
        'of one between two #, such as #F-1# (BR-FR-MV-09)';
      yield { field: `${field}.exemption_reason`, code: 'REQUIRED', message };
      continue;
    }
    const message =
      `is required (or exemption_reason): lines, allowances and charges of category ${taxed.tax_category} have several ` +
      'grounds here, so each says its own';
    yield { field: `${field}.exemption_code`, code: 'REQUIRED', message };
  }
}

function* contributions(body: InvoiceBody): Generator<Contribution> {
  for (const [index, line] of body.lines.entries()) if (countsInTotals(line)) yield [`lines[${index}]`, line];
  for (const list of ['allowances', 'charges', 'logistics_charges'] as const) {
    for (const [index, one] of (body[list] ?? []).entries()) yield [`${list}[${index}]`, one];
  }
}
