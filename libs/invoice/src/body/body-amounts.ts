import type { Invoice, Line } from '../invoice.js';
import { ZERO, type Decimal } from '../money.js';
import { computeTotals, lineNet, type ComputedTotals } from '../totals.js';

/** What the caller said, read and checked, before anything is derived from law or settings. */
export interface InvoiceBody extends Omit<Invoice, 'lines' | 'totals' | 'vat_breakdown' | 'derived'> {
  /** A line that counts may lack `unit_price` where it has a gross price. */
  readonly lines: readonly Line[];
  /** The totals that nothing else tells: BT-113, BT-114, BT-111. */
  readonly totals: {
    readonly prepaid: Decimal;
    readonly rounding?: Decimal | undefined;
    readonly tax_accounting?: Decimal | undefined;
  };
}

/** BG-22 and BG-23 of a body. */
export function bodyTotals(body: InvoiceBody): ComputedTotals {
  const { prepaid, rounding } = body.totals;
  const { allowances, charges, logistics_charges } = body;
  const groundsApart = body.profile === 'EXTENDED_CTC_FR';
  return computeTotals(body.lines, { allowances, charges, logistics_charges, prepaid, rounding, groundsApart });
}

/** BT-146: as given, else gross price less discount (BT-148, BT-147). */
export function unitPrice(line: Pick<Line, 'unit_price' | 'gross_price' | 'price_discount'>): Decimal | undefined {
  return line.unit_price ?? line.gross_price?.minus(line.price_discount ?? ZERO);
}

/** BT-131 as the other members of the line give it; undefined where they do not, on a line that does not count. */
export function lineAmount(line: Omit<Line, 'id' | 'name'>): Decimal | undefined {
  const price = unitPrice(line);
  if (line.kind === 'GROUP' || line.quantity === undefined || price === undefined) return undefined;
  return lineNet({ ...line, quantity: line.quantity, unit_price: price });
}
