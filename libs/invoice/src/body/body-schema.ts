import { z } from 'zod';
import { BILLING_FRAMES } from '../codes/billing-frames.js';
import { CURRENCIES } from '../codes/currencies.js';
import { DOCUMENT_TYPES } from '../codes/document-types.js';
import { TAX_POINTS } from '../codes/tax-points.js';
import { PROFILES } from '../profiles.js';
import { documentAllowanceSchema, documentChargeSchema, logisticsChargeSchema } from './charge-schema.js';
import { objectIdentifierSchema } from './identifier-schema.js';
import { civilDate, coded, exact, text } from './leaves.js';
import { DEFAULT_MAX_LINES, lineSchema, periodSchema } from './line-schema.js';
import {
  buyerSchema,
  deliverySchema,
  otherPartySchema,
  payeeSchema,
  sellerSchema,
  taxRepresentativeSchema,
} from './party-schema.js';
import { directDebitSchema, paymentMeansListSchema } from './payment-schema.js';
import {
  attachmentSchema,
  deliveryTermsSchema,
  noteSchema,
  numberSchema,
  precedingInvoiceSchema,
  referenceSchema,
} from './reference-schema.js';

const total = (description: string) => exact({ scale: 2 }, { description }).optional();

/** BG-22 as a caller may state it: computed anyway, refused when it disagrees. Only three of them are news to us. */
export const totalsSchema = z
  .strictObject({
    lines: total('BT-106: sum of the lines'),
    allowances: total('BT-107: sum of the allowances of the whole invoice'),
    charges: total('BT-108: sum of the charges of the whole invoice'),
    net: total('BT-109: total without VAT'),
    tax: total('BT-110: VAT'),
    tax_accounting: total('BT-111: VAT in tax_currency; computed when exchange_rate gives the rate'),
    gross: total('BT-112: total with VAT'),
    prepaid: exact({ scale: 2, negative: false }, { description: 'BT-113: already paid', example: 0 }).optional(),
    rounding: total('BT-114: what is added to round the amount to pay'),
    due: total('BT-115: left to pay'),
  })
  .meta({ description: 'Totals; computed, and checked when given (BG-22)' });

const currency = (description: string, example: string) =>
  coded((value) => CURRENCIES.has(value), 'must be a currency code of ISO 4217, such as EUR', {
    description,
    example,
    pattern: '^[A-Z]{3}$',
  });

const exchangeRateSchema = z
  .strictObject({
    source_currency: currency('ISO 4217; the currency of the invoice when left out', 'USD').optional(),
    target_currency: currency('ISO 4217; tax_currency when left out', 'EUR').optional(),
    rate: exact(
      { scale: 6, negative: false },
      { description: 'What one unit of the source currency is in the target currency', example: 0.92 },
    ),
    date: civilDate({ description: 'Day of the rate', example: '2026-06-01' }).optional(),
  })
  .meta({ description: 'How the VAT was converted (profiles EXTENDED and EXTENDED_CTC_FR)' });

const references = {
  buyer_reference: referenceSchema('BT-10: what the buyer asked to see, such as a service code'),
  project_reference: referenceSchema('BT-11: project'),
  contract_reference: referenceSchema('BT-12: contract number'),
  order_reference: referenceSchema('BT-13: purchase order number'),
  sales_order_reference: referenceSchema('BT-14: sales order number'),
  receiving_advice_reference: referenceSchema('BT-15: receiving advice'),
  despatch_advice_reference: referenceSchema('BT-16: despatch advice'),
  tender_reference: referenceSchema('BT-17: tender or lot'),
  invoiced_objects: z
    .array(objectIdentifierSchema('BT-18'))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'What is invoiced, such as a meter; several in the French extension (BT-18)' }),
  buyer_accounting_reference: referenceSchema('BT-19: account of the buyer’s books'),
};

const dates = {
  issue_date: civilDate({ description: 'BT-2: date of issue', example: '2026-06-01' }),
  due_date: civilDate({ description: 'BT-9: date payment is due', example: '2026-07-01' }).optional(),
  tax_point_date: civilDate({
    description: 'BT-7: when VAT becomes chargeable, as a date; not beside tax_point_code',
    example: '2026-05-31',
  }).optional(),
  tax_point_code: coded(
    (value) => Object.hasOwn(TAX_POINTS, value),
    `must be one of ${Object.entries(TAX_POINTS)
      .map(([code, meaning]) => `${code} (${meaning})`)
      .join(', ')}`,
    { description: 'BT-8: when VAT becomes chargeable, UNTDID 2005; not beside tax_point_date', example: '432' },
  ).optional(),
  delivery_date: civilDate({
    description: 'BT-72: date of delivery or performance',
    example: '2026-05-31',
  }).optional(),
  period: periodSchema.optional(),
};

const parties = {
  seller: sellerSchema,
  buyer: buyerSchema,
  payee: payeeSchema.optional(),
  tax_representative: taxRepresentativeSchema.optional(),
  buyer_agent: otherPartySchema('Who buys on the buyer’s behalf (EXT-FR-FE-BG-01)').optional(),
  payer: otherPartySchema('Who pays when it is not the buyer (EXT-FR-FE-BG-02)').optional(),
  sales_agent: otherPartySchema('Who sells on the seller’s behalf (EXT-FR-FE-BG-03)').optional(),
  invoicee: otherPartySchema('Who receives the invoice when it is not the buyer (EXT-FR-FE-BG-04)').optional(),
  invoicer: otherPartySchema('Who issues the invoice when it is not the seller (EXT-FR-FE-BG-05)').optional(),
};

const amounts = {
  allowances: z
    .array(documentAllowanceSchema)
    .min(1)
    .max(500)
    .optional()
    .meta({ description: 'Allowances on the whole invoice (BG-20)' }),
  charges: z
    .array(documentChargeSchema)
    .min(1)
    .max(500)
    .optional()
    .meta({ description: 'Charges on the whole invoice (BG-21)' }),
  logistics_charges: z
    .array(logisticsChargeSchema)
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Logistics charges (profiles EXTENDED and EXTENDED_CTC_FR)' }),
  exchange_rate: exchangeRateSchema.optional(),
};

/** The body of POST /v1/invoices. Its output still has to be put in order by `readInvoiceBody`. */
export const invoiceBodySchema = z
  .strictObject({
    profile: z
      .enum(PROFILES)
      .default('EN16931')
      .meta({ description: 'What the document shall be; BT-24 follows', example: 'EN16931' }),
    type_code: coded(
      (value) => Object.hasOwn(DOCUMENT_TYPES, value),
      `must be a document type that France accepts, as a string: ${Object.keys(DOCUMENT_TYPES).join(', ')} (BR-FR-04)`,
      { description: 'BT-3, UNTDID 1001: 380 invoice, 381 credit note, 384 corrective invoice …', example: '380' },
    ).default('380'),
    number: numberSchema('BT-1: the issuer’s invoice number', 'INV-2026-0001'),
    currency: currency('BT-5: ISO 4217', 'EUR').default('EUR'),
    tax_currency: currency('BT-6: currency of the VAT accounts where it is another, in France EUR', 'EUR').optional(),
    ...dates,
    billing_frame: coded(
      (value) => Object.hasOwn(BILLING_FRAMES, value),
      `must be one of ${Object.keys(BILLING_FRAMES).join(', ')} (BR-FR-08)`,
      { description: 'BT-23: B goods, S services, M both, and a digit for the use', example: 'S1' },
    ).optional(),
    ...references,
    notes: z.array(noteSchema).max(100).default([]).meta({ description: 'Notes (BG-1)' }),
    preceding_invoices: z.array(precedingInvoiceSchema).max(500).default([]).meta({
      description: 'Earlier invoices; a credit note or a corrective invoice needs one to be submitted (BG-3)',
    }),
    ...parties,
    delivery: deliverySchema.optional(),
    delivery_terms: deliveryTermsSchema.optional(),
    payment_terms: text(1000, { description: 'BT-20: terms of payment', example: 'Paiement à 30 jours' }).optional(),
    payment_means: paymentMeansListSchema.optional().meta({ description: 'How to pay: a list, or one object (BG-16)' }),
    direct_debit: directDebitSchema.optional(),
    ...amounts,
    attachments: z
      .array(attachmentSchema)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Supporting documents (BG-24)' }),
    lines: z.array(lineSchema).min(1).meta({ description: 'Lines (BG-25)', maxItems: DEFAULT_MAX_LINES }),
    totals: totalsSchema.optional(),
  })
  .meta({ description: 'An invoice as a program sends it' });
