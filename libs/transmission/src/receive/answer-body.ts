import { ACTION_CODES, civilDate, exact, REASONS_OF_CODE, type BuyerAnswer } from '@onefacture/invoice';
import { z } from 'zod';

const LONGEST_COMMENT = 1_000;
const MOST_AMOUNTS = 20;

const comment = z.string().trim().min(1).max(LONGEST_COMMENT).meta({
  description: 'What the seller has to know, in plain words (MDT-126)',
  example: 'Il manque le bon de livraison.',
});
const expectedAction = z
  .enum(Object.keys(ACTION_CODES))
  .meta({ description: 'What you ask of the seller (MDT-121)', example: 'PIN' });
const reasonOf = (code: string, example: string) =>
  z
    .enum(REASONS_OF_CODE[code] ?? [])
    .meta({ description: `Reason (MDT-113): one of those that ${code} admits`, example });
const money = (description: string, example: number) => exact({ scale: 2, negative: false }, { description, example });

const empty = z.strictObject({ comment: comment.optional() });

/** Bodies of the buyer's answers, by the name of the answer. Amounts are JSON numbers read without loss, or strings. */
export const answerBodySchemas = {
  'take-charge': empty.meta({ description: '204: you have it in hand' }),
  approve: empty.meta({ description: '205: you approve it as it is' }),
  'partial-approve': z
    .strictObject({
      reason_code: reasonOf('206', 'QTE_ERR'),
      comment: comment.optional(),
      expected_action: expectedAction.optional(),
      approved_amount: money('What you approve, VAT included (MAPTTC)', 1500).optional(),
      contested_amount: money('What you do not approve, VAT included (MNATTC)', 300).optional(),
    })
    .meta({ description: '206: you approve part of it' }),
  dispute: z
    .strictObject({
      reason_code: reasonOf('207', 'LIVR_INCOMP'),
      comment: comment.optional(),
      expected_action: expectedAction.optional(),
    })
    .meta({ description: '207: you contest it' }),
  suspend: z
    .strictObject({
      reason_code: reasonOf('208', 'JUSTIF_ABS'),
      comment,
      expected_action: expectedAction.optional(),
    })
    .meta({ description: '208: you wait for something that is missing' }),
  reject: z
    .strictObject({
      reason_code: reasonOf('210', 'TX_TVA_ERR'),
      comment,
      expected_action: expectedAction.optional(),
    })
    .meta({ description: '210: you refuse it; nobody can undo that' }),
  'payment-sent': z
    .strictObject({
      date: civilDate({ description: 'Day the money left you, not after today', example: '2026-07-15' }),
      amounts: z
        .array(
          z.strictObject({
            amount: money('What you paid, VAT included (MPA)', 1800),
            vat_rate: exact(
              { scale: 2, negative: false, most: 100 },
              { description: 'VAT rate in percent, where you tell it', example: 20 },
            ).optional(),
          }),
        )
        .min(1)
        .max(MOST_AMOUNTS)
        .optional()
        .meta({ description: 'All that is due, when left out' }),
      comment: comment.optional(),
    })
    .meta({ description: '211: you have paid it' }),
} as const satisfies Record<BuyerAnswer, z.ZodType>;

/** An answer, read. */
export type AnswerBody = z.output<(typeof answerBodySchemas)[BuyerAnswer]>;
