import type { Decimal, Line, Said } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { type CiiAllowanceCharge, ciiAllowanceCharges, splitAllowanceCharges } from './cii-allowance-charge.js';
import { type CiiDocument, ciiDocuments, referencesOf } from './cii-document.js';
import { type CiiParty, ciiParty, partyOf } from './cii-party.js';

/** An amount in a currency of its own. */
export interface CiiAmount {
  readonly amount?: Decimal;
  readonly currency?: string;
}

type Restructured =
  | 'allowances'
  | 'charges'
  | 'attachments'
  | 'invoiced_objects'
  | 'delivery'
  | 'seller'
  | 'tax_amount'
  | 'tax_amount_accounting';

/** A line as IncludedSupplyChainTradeLineItem spells it. */
export interface CiiLine extends Said<Omit<Line, Restructured>> {
  readonly allowance_charges?: readonly CiiAllowanceCharge[];
  readonly ship_to?: CiiParty;
  readonly item_seller?: CiiParty;
  /** Of the price: BT-149 and BT-150 stand at the gross price too */
  readonly gross_base_quantity?: Decimal;
  readonly gross_base_unit?: string;
  /** BG-24 of the line */
  readonly documents?: readonly CiiDocument[];
  /** BT-128 */
  readonly objects?: readonly CiiDocument[];
  readonly tax_totals?: readonly CiiAmount[];
}

/** The currencies of an invoice: BT-5 and BT-6. */
export interface Currencies {
  readonly currency?: string | undefined;
  readonly tax_currency?: string | undefined;
}

/** VAT in the invoice currency and in the accounting currency, as amounts that name theirs. */
export const ciiTaxTotals = (
  tax: Decimal | undefined,
  accounting: Decimal | undefined,
  { currency, tax_currency }: Currencies,
): CiiAmount[] => [
  ...(tax === undefined ? [] : [given({ amount: tax, currency }) ?? {}]),
  ...(accounting === undefined ? [] : [given({ amount: accounting, currency: tax_currency }) ?? {}]),
];

/** The two VAT totals by their currency; one without a currency is in that of the invoice. */
export const taxTotalsOf = (
  totals: readonly CiiAmount[] = [],
  { currency, tax_currency }: Currencies,
  leave: Leave,
): { readonly tax: Decimal | undefined; readonly accounting: Decimal | undefined } => {
  const own = totals.find((one) => one.currency === undefined || one.currency === currency);
  const other = totals.find((one) => one !== own && one.currency === tax_currency);
  for (const one of totals) {
    if (one !== own && one !== other) leave('TaxTotalAmount', `${one.amount?.toFixed() ?? ''} ${one.currency ?? ''}`);
  }
  return { tax: own?.amount, accounting: other?.amount };
};

/** The model's line in CII's shape. */
export const ciiLine = (line: Said<Line>, currencies: Currencies): CiiLine => {
  const { allowances, charges, attachments, invoiced_objects, delivery, seller, ...rest } = line;
  const { tax_amount, tax_amount_accounting, ...same } = rest;
  const gross =
    same.gross_price === undefined ? {} : { quantity: same.price_base_quantity, unit: same.price_base_unit };
  return (
    given<CiiLine>({
      ...same,
      allowance_charges: ciiAllowanceCharges(allowances, charges),
      documents: ciiDocuments({ attachments }),
      objects: ciiDocuments({ invoiced_objects }),
      ship_to: ciiParty(delivery),
      item_seller: ciiParty(seller),
      gross_base_quantity: gross.quantity,
      gross_base_unit: gross.unit,
      tax_totals: ciiTaxTotals(tax_amount, tax_amount_accounting, currencies),
    }) ?? {}
  );
};

const samePrice = ({ price_base_quantity: net, gross_base_quantity: gross, ...line }: CiiLine): boolean =>
  net === undefined ||
  gross === undefined ||
  (net.equals(gross) &&
    (line.price_base_unit === undefined ||
      line.gross_base_unit === undefined ||
      line.price_base_unit === line.gross_base_unit));

/** CII's line in the model's shape. */
export const lineOf = (view: CiiLine, currencies: Currencies, leave: Leave): Said<Line> => {
  const { allowance_charges, documents, objects, ship_to, item_seller, tax_totals, ...rest } = view;
  const { gross_base_quantity, gross_base_unit, ...same } = rest;
  if (!samePrice(view)) {
    leave(
      'GrossPriceProductTradePrice/BasisQuantity',
      `${gross_base_quantity?.toFixed() ?? ''} ${gross_base_unit ?? ''}`,
    );
  }
  const { allowances, charges } = splitAllowanceCharges(allowance_charges, leave);
  const { attachments } = referencesOf(documents, leave);
  const { invoiced_objects } = referencesOf(objects, leave);
  const { tax, accounting } = taxTotalsOf(tax_totals, currencies, leave);
  return (
    given<Said<Line>>({
      ...same,
      price_base_quantity: same.price_base_quantity ?? gross_base_quantity,
      price_base_unit: same.price_base_unit ?? gross_base_unit,
      allowances,
      charges,
      attachments,
      invoiced_objects,
      delivery: partyOf(ship_to, leave),
      seller: partyOf(item_seller, leave),
      tax_amount: tax,
      tax_amount_accounting: accounting,
    }) ?? {}
  );
};
