import type { Decimal, Line, Said } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { attributeOf, isRepetitive, namedAttribute } from '../item-attribute.js';
import { reshape } from '../reshape.js';
import type { Currencies } from '../writing.js';
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

const MODEL_ONLY = new Set([
  'allowances',
  'charges',
  'attachments',
  'invoiced_objects',
  'delivery',
  'seller',
  'tax_amount',
  'tax_amount_accounting',
] as const);

/** The model's line in CII's shape. */
export const ciiLine = (line: Said<Line>, currencies: Currencies): CiiLine => {
  const priced = line.gross_price !== undefined;
  return reshape(line, MODEL_ONLY, {
    attributes: line.attributes?.map(namedAttribute),
    allowance_charges: ciiAllowanceCharges(line.allowances, line.charges),
    documents: ciiDocuments({ attachments: line.attachments }),
    objects: ciiDocuments({ invoiced_objects: line.invoiced_objects }),
    ship_to: ciiParty(line.delivery),
    item_seller: ciiParty(line.seller),
    gross_base_quantity: priced ? line.price_base_quantity : undefined,
    gross_base_unit: priced ? line.price_base_unit : undefined,
    tax_totals: ciiTaxTotals(line.tax_amount, line.tax_amount_accounting, currencies),
  });
};

const samePrice = ({ price_base_quantity: net, gross_base_quantity: gross, ...line }: CiiLine): boolean =>
  net === undefined ||
  gross === undefined ||
  (net.equals(gross) &&
    (line.price_base_unit === undefined ||
      line.gross_base_unit === undefined ||
      line.price_base_unit === line.gross_base_unit));

/** Whether the line says nothing that stands elsewhere in the model. */
const isPlain = (view: CiiLine): boolean =>
  view.attributes?.some(isRepetitive) !== true &&
  view.allowance_charges === undefined &&
  view.documents === undefined &&
  view.objects === undefined &&
  view.ship_to === undefined &&
  view.item_seller === undefined &&
  view.tax_totals === undefined &&
  view.gross_base_quantity === undefined;

/** CII's line in the model's shape; most are already, and come back as they are. */
export const lineOf = (view: CiiLine, currencies: Currencies, leave: Leave): Said<Line> => {
  if (isPlain(view)) return view;
  const { gross_base_quantity, gross_base_unit } = view;
  if (!samePrice(view)) {
    leave(
      'GrossPriceProductTradePrice/BasisQuantity',
      `${gross_base_quantity?.toFixed() ?? ''} ${gross_base_unit ?? ''}`,
    );
  }
  const { tax, accounting } = taxTotalsOf(view.tax_totals, currencies, leave);
  return reshape(view, VIEW_ONLY, {
    price_base_quantity: view.price_base_quantity ?? gross_base_quantity,
    price_base_unit: view.price_base_unit ?? gross_base_unit,
    attributes: view.attributes?.map(attributeOf),
    ...splitAllowanceCharges(view.allowance_charges, leave),
    attachments: referencesOf(view.documents, leave).attachments,
    invoiced_objects: referencesOf(view.objects, leave, 'object').invoiced_objects,
    delivery: partyOf(view.ship_to, leave),
    seller: partyOf(view.item_seller, leave),
    tax_amount: tax,
    tax_amount_accounting: accounting,
  });
};

const VIEW_ONLY = new Set([
  'allowance_charges',
  'documents',
  'objects',
  'ship_to',
  'item_seller',
  'tax_totals',
  'gross_base_quantity',
  'gross_base_unit',
] as const);
