import { newId } from '../wire/ids.js';
import type { InvoiceLine, Price } from '../wire/objects.js';

export interface LineTerms {
  readonly amount: number;
  readonly price: Price;
  readonly quantity: number;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
  readonly subscription: string;
  readonly item: string;
  readonly proration: boolean;
}

/** A line about an item of a subscription; its taxes come with the invoice. */
export function invoiceLine(terms: LineTerms): InvoiceLine {
  const { amount, price, quantity, description, period, subscription, item, proration } = terms;
  return {
    id: newId('il', 24),
    object: 'line_item',
    amount,
    currency: price.currency,
    description,
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: proration ? newId('ii', 24) : null,
        proration,
        proration_details: { credited_items: null },
        subscription,
        subscription_item: item,
      },
      type: 'subscription_item_details',
    },
    period: { start: period.start, end: period.end },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: String(price.unit_amount ?? 0),
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription,
    subtotal: amount,
    taxes: [],
  };
}
