import type { z } from 'zod';
import type { Exchange } from '../http/exchange.js';

/** One call: what it is asked, by whom. Its answer is sent as 200. */
export interface ChorusOperation<Shape extends z.ZodType> {
  readonly path: string;
  readonly body: Shape;
  readonly answer: (asked: z.output<Shape>, account: string, exchange: Exchange) => object;
}

/** A refusal in the way of Chorus Pro: 200, with a code that is not 0. */
export const refusal = (codeRetour: number, libelle: string): object => ({ codeRetour, libelle });
