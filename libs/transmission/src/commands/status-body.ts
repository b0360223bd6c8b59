import { isIban, isSiren } from '@onefacture/invoice';
import { z } from 'zod';

/** Codes that a seller states of his invoice, besides payments (212). */
export const SELLER_CODES = ['209', '220', '225', '226', '227', '228'] as const;

const siren = z.string().refine(isSiren, { error: 'must be a SIREN: nine digits with a valid check digit' });

const account = z
  .strictObject({
    iban: z
      .string()
      .transform((value) => value.replaceAll(' ', '').toUpperCase())
      .refine(isIban, { error: 'must be an IBAN with valid check digits' })
      .meta({ type: 'string', example: 'FR7630006000011234567890189' }),
    name: z.string().min(1).max(200).optional().meta({ description: 'Name of the account' }),
  })
  .meta({ description: 'The account to pay from now on; mandatory with 227' });

const factor = z
  .strictObject({
    siren,
    name: z.string().min(1).max(200),
    address: z.string().min(9).max(125).optional().meta({ description: 'Electronic address; the SIREN when left out' }),
  })
  .meta({ description: 'The factor (DL) the message is for; mandatory with 226, which the buyer is not told' });

/** Body of POST /v1/invoices/{id}/status. */
export const statusBodySchema = z
  .strictObject({
    code: z.enum(SELLER_CODES).meta({
      description:
        '209 completed after a suspension, 220 cancelled, 225 factored, 226 factored without disclosure, ' +
        '227 another account to pay, 228 no longer factored',
      example: '209',
    }),
    reason_code: z.string().max(60).optional().meta({ description: 'MDT-113, where the code takes one' }),
    comment: z.string().min(1).max(1_000).optional().meta({ example: 'Order number added: BC-4711' }),
    account: account.optional(),
    factor: factor.optional(),
  })
  .superRefine((body, context) => {
    const wanted = { '226': 'factor', '227': 'account' } as const;
    const member = body.code === '226' || body.code === '227' ? wanted[body.code] : undefined;
    if (member !== undefined && body[member] === undefined) {
      context.addIssue({ code: 'custom', path: [member], message: `is required with code ${body.code}` });
    }
    if (body.account !== undefined && body.code !== '227') {
      context.addIssue({ code: 'custom', path: ['account'], message: 'belongs to code 227' });
    }
  })
  .meta({ description: 'What the seller says of an invoice its platform holds' });
/** A seller's status, read. */
export type StatusBody = z.output<typeof statusBodySchema>;
