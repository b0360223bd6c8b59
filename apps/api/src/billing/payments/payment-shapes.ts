import {
  BILLING_CYCLES,
  type OwnInvoiceStanding,
  type PaymentInvoiceRow,
  type PaymentMethodRow,
  type Purchase,
} from '@onefacture/billing';
import { Decimal, jsonNumber } from '@onefacture/invoice';
import { z } from 'zod';

const ReturnUrl = z.string().min(1).max(2_000);
const successUrl = ReturnUrl.optional().meta({
  description: 'Where paying leads; on an origin of this installation, with ?checkout=success by default',
});
const cancelUrl = ReturnUrl.optional().meta({ description: 'Where giving up leads, in the same way' });

/** What somebody wants to buy. `tier` is another name of `plan`, and camelCase is another spelling of the urls. */
export const CheckoutBody = z
  .strictObject({
    plan: z.string().min(1).max(60).optional().meta({ description: 'As in GET /billing/plans', example: 'starter' }),
    tier: z.string().min(1).max(60).optional().meta({ description: 'The same as plan' }),
    cycle: z.enum(BILLING_CYCLES).default('monthly'),
    payment: z.enum(['card', 'bank_transfer']).default('card').meta({
      description: 'bank_transfer starts the subscription at once and waits for the money',
    }),
    success_url: successUrl,
    cancel_url: cancelUrl,
    successUrl: ReturnUrl.optional(),
    cancelUrl: ReturnUrl.optional(),
  })
  .superRefine(({ plan, tier }, context) => {
    if (plan === undefined && tier === undefined) {
      context.addIssue({ code: 'custom', path: ['plan'], message: 'is missing' });
    }
    if (plan !== undefined && tier !== undefined && plan !== tier) {
      context.addIssue({ code: 'custom', path: ['tier'], message: 'must say the same as plan' });
    }
  });
export type CheckoutBody = z.output<typeof CheckoutBody>;

/** The purchase a body asks for. */
export const purchaseOf = (body: CheckoutBody): Purchase => ({
  plan: body.plan ?? body.tier ?? '',
  cycle: body.cycle,
  payment: body.payment,
  successUrl: body.success_url ?? body.successUrl,
  cancelUrl: body.cancel_url ?? body.cancelUrl,
});

/** Where to pay. */
export const CheckoutOut = z
  .object({
    url: z
      .url()
      .nullable()
      .meta({ description: 'The page to pay on; null where an invoice comes by mail', example: 'https://checkout…' }),
    expires_at: z.iso.datetime().nullable().meta({ description: 'Until when; null for a transfer' }),
  })
  .meta({ id: 'Checkout' });

/** Where the portal is left to. */
export const PortalBody = z.strictObject({
  return_url: ReturnUrl.optional().meta({ description: 'Where the portal leads back to' }),
  returnUrl: ReturnUrl.optional(),
});
export type PortalBody = z.output<typeof PortalBody>;

/** The same, of a link. */
export const PortalQuery = z.strictObject({
  redirect: z.enum(['0', '1']).default('0').meta({ description: '1 answers 303 with the page as Location' }),
  return_url: ReturnUrl.optional().meta({ description: 'Where the portal leads back to' }),
});
export type PortalQuery = z.output<typeof PortalQuery>;

/** A page of the payment provider's. */
export const PortalOut = z.object({ url: z.url() }).meta({ id: 'Portal' });

/** When a subscription ends. */
export const CancelBody = z.strictObject({
  immediately: z.boolean().default(false).meta({ description: 'Now, rather than with the period that is paid' }),
});
export type CancelBody = z.output<typeof CancelBody>;

const amount = z.number().meta({ example: 58.8 });
const moment = z.iso.datetime().nullable();

/** An invoice for the subscription. */
export const PaymentInvoiceOut = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    status: z.string().meta({ description: 'open, paid, void or uncollectible', example: 'paid' }),
    currency: z.string().meta({ example: 'EUR' }),
    net: amount,
    tax: amount,
    total: amount,
    amount_paid: amount,
    amount_due: amount,
    created_at: z.iso.datetime(),
    due_at: moment,
    paid_at: moment,
    period_start: z.iso.datetime(),
    period_end: z.iso.datetime(),
    lines: z.array(
      z.object({
        description: z.string().nullable(),
        quantity: z.number(),
        unit_price: z.number().nullable(),
        amount,
      }),
    ),
    url: z.string().nullable().meta({ description: 'The page of the invoice, where it can be paid' }),
    pdf_url: z.string().nullable(),
  })
  .meta({ id: 'PaymentInvoice' });

/** The same in a list, with how far its Factur-X is. */
export const ListedPaymentInvoiceOut = PaymentInvoiceOut.extend({
  document: z
    .object({
      state: z.enum(['pending', 'waiting', 'invalid', 'ready']).meta({
        description:
          'ready: GET /billing/invoices/{id}/facturx gives it; waiting: your profile lacks what `missing` names',
      }),
      missing: z.array(z.string().meta({ example: 'settings.siren' })).meta({
        description: 'Members of PATCH /v1/organization; the document is made within an hour of the last of them',
      }),
    })
    .nullable()
    .meta({ description: 'Null where none is made: nothing was paid, or the operator named no seller' }),
}).meta({ id: 'ListedPaymentInvoice' });

/** A means of payment, as far as it may be shown. */
export const PaymentMethodOut = z
  .object({
    id: z.uuid(),
    type: z.string().meta({ example: 'card' }),
    brand: z.string().nullable().meta({ example: 'visa' }),
    last4: z.string().nullable().meta({ example: '4242' }),
    exp_month: z.int().nullable(),
    exp_year: z.int().nullable(),
    is_default: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'PaymentMethod' });

const euros = (cents: number) => jsonNumber(new Decimal(cents).div(100), 2);

/** Amounts are kept in cents and shown in units; a price per piece may have more places. */
export const presentPaymentInvoice = (row: PaymentInvoiceRow) => ({
  id: row.id,
  number: row.number,
  status: row.status,
  currency: row.currency,
  net: euros(row.net),
  tax: euros(row.tax),
  total: euros(row.total),
  amount_paid: euros(row.paid),
  amount_due: euros(row.due),
  created_at: row.created_at,
  due_at: row.due_at,
  paid_at: row.paid_at,
  period_start: row.period_start,
  period_end: row.period_end,
  lines: row.lines.map((line) => ({
    description: line.description,
    quantity: line.quantity,
    unit_price: line.unit_amount === null ? null : jsonNumber(new Decimal(line.unit_amount).div(100), 2),
    amount: euros(line.amount),
  })),
  url: row.page,
  pdf_url: row.pdf,
});

/** With how far its document is. */
export const presentListedPaymentInvoice = (row: PaymentInvoiceRow, document: OwnInvoiceStanding | null) => ({
  ...presentPaymentInvoice(row),
  document,
});

/** A means of payment, without the provider's id. */
export const presentPaymentMethod = (row: PaymentMethodRow) => ({
  id: row.id,
  type: row.type,
  brand: row.brand,
  last4: row.last4,
  exp_month: row.exp_month,
  exp_year: row.exp_year,
  is_default: row.is_default,
  created_at: row.created_at,
});
