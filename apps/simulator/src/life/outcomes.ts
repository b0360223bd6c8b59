import { z } from 'zod';
import type { InvoiceFacts } from '../documents/invoice-facts.js';
import { shareByRate, splitPayment, type RateAmount } from '../documents/money.js';
import { acknowledgement, type Acknowledgement } from '../flows/flow.js';
import { statusCodes, type StatusCode } from './statuses.js';

/** One thing that happens to an accepted flow, in the order in which the client gets to see it. */
export const step = z.discriminatedUnion('do', [
  z.object({ do: z.literal('acknowledge'), acknowledgement }),
  z.object({
    do: z.literal('state'),
    code: z.enum(statusCodes),
    /** place in the official order, from 1: two steps of the same rank and code are the same message */
    rank: z.number().int().positive(),
    reason: z.object({ code: z.string(), text: z.string() }).optional(),
    amounts: z.array(z.object({ rate: z.string(), amount: z.string() })).optional(),
  }),
]);
export type Step = z.infer<typeof step>;
export type StateStep = Extract<Step, { do: 'state' }>;

export const magicBuyers = {
  atOnce: '000000018',
  rejected: '000000026',
  refused: '000000034',
  disputed: '000000042',
  unlisted: '000000059',
  answerLost: '000000067',
  failing: '000000075',
  disordered: '000000083',
  partlyPaid: '000000091',
  throttled: '000000109',
  notAcknowledged: '000000117',
  paidElsewhere: '000000125',
} as const;

const OK: Step = { do: 'acknowledge', acknowledgement: { status: 'Ok' } };
const TRANSMITTED: readonly StatusCode[] = ['200', '201', '202', '203'];

/** The whole life of an accepted invoice, chosen by the buyer's SIREN. */
export function planLife(invoice: InvoiceFacts): Step[] {
  const due = shareByRate(invoice.vat, invoice.due);
  switch (invoice.buyer.siren) {
    case magicBuyers.notAcknowledged:
      return [refusal('OtherTechnicalError', 'The platform could not process this file')];
    case magicBuyers.rejected:
    case magicBuyers.unlisted:
      return rejection('DEST_INC', 'Destinataire inconnu');
    case magicBuyers.refused:
      return [OK, ...states(TRANSMITTED), state('210', 5, { reason: reason('TX_TVA_ERR', 'Taux de TVA erroné') })];
    case magicBuyers.disputed:
      return [
        OK,
        ...states([...TRANSMITTED, '204']),
        state('207', 6, { reason: reason('QTE_ERR', 'Quantité facturée erronée') }),
        state('205', 7),
        state('212', 8, { amounts: due }),
      ];
    case magicBuyers.partlyPaid: {
      const [start, rest] = splitPayment(due, 40n);
      return [
        OK,
        ...states([...TRANSMITTED, '204', '205']),
        state('211', 7, { amounts: start }),
        state('212', 8, { amounts: start }),
        state('212', 9, { amounts: rest }),
      ];
    }
    case magicBuyers.paidElsewhere:
      return [OK, ...states([...TRANSMITTED, '204', '205'])];
    case magicBuyers.disordered:
      return disorder(paid(due));
    default:
      return paid(due);
  }
}

/** 213 in place of 200: the platform never deposits the invoice. */
export const rejection = (code: string, text: string): Step[] => [OK, state('213', 1, { reason: reason(code, text) })];

/** A technical acknowledgement in error: the flow ends here. */
export function refusal(reasonCode: string, reasonMessage: string): Step {
  const details: Acknowledgement['details'] = [{ level: 'Error', item: 'file', reasonCode, reasonMessage }];
  return { do: 'acknowledge', acknowledgement: { status: 'Error', details } };
}

export const acknowledgeOnly = (): Step[] => [OK];

/** Repeats and swaps statuses by chance; the acknowledgement keeps its place. */
export function disturb(plan: Step[], rates: { duplicate: number; reorder: number }, chance: () => number): Step[] {
  const [head, ...rest] = plan;
  const tail = rest.flatMap((each) => (chance() < rates.duplicate ? [each, each] : [each]));
  for (let at = 1; at < tail.length; at += 1) {
    const [before, here] = [tail[at - 1], tail[at]];
    if (before !== undefined && here !== undefined && chance() < rates.reorder) {
      tail[at - 1] = here;
      tail[at] = before;
    }
  }
  return head === undefined ? [] : [head, ...tail];
}

const paid = (due: RateAmount[]): Step[] => [
  OK,
  ...states([...TRANSMITTED, '204', '205']),
  state('212', 7, { amounts: due }),
];

/** Each status comes, some twice, none in its place. */
function disorder(plan: Step[]): Step[] {
  return [0, 2, 1, 4, 1, 3, 6, 5, 4, 7, 6, 7].flatMap((index) => plan[index] ?? []);
}

const states = (codes: readonly StatusCode[]): StateStep[] => codes.map((code, index) => state(code, index + 1));

const state = (code: StatusCode, rank: number, more: Pick<StateStep, 'reason' | 'amounts'> = {}): StateStep => ({
  do: 'state',
  code,
  rank,
  ...more,
});

const reason = (code: string, text: string): { code: string; text: string } => ({ code, text });
