import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const letters = (length: number): string =>
  Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length] ?? 'A').join('');

/** An id as Stripe's look: `cus_` and letters. */
export const newId = (prefix: string, length = 16): string => `${prefix}_${letters(length)}`;

/** Letters that head the invoice numbers of a customer. */
export const newInvoicePrefix = (): string => letters(8).toUpperCase();
