import { magicBuyers } from '../life/outcomes.js';

/** How posting an invoice for a buyer goes wrong before (or just after) it is accepted. */
export type Trouble =
  | { readonly kind: 'fail'; readonly times: number }
  | { readonly kind: 'throttle'; readonly times: number }
  | { readonly kind: 'lose-answer' };

export function troubleOf(buyerSiren: string): Trouble | undefined {
  switch (buyerSiren) {
    case magicBuyers.failing:
      return { kind: 'fail', times: 3 };
    case magicBuyers.throttled:
      return { kind: 'throttle', times: 2 };
    case magicBuyers.answerLost:
      return { kind: 'lose-answer' };
    default:
      return undefined;
  }
}
