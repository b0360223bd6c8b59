import { createHash } from 'node:crypto';
import { DAY } from './life/calendar.js';
import { invalidRequest, StripeFault } from './wire/fault.js';

interface Kept {
  readonly print: string;
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

/** Answers under idempotency keys: the first one is given again for a day, faults included. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();

  /** The answer kept for a key; a key that was used otherwise is refused. */
  find(key: string | undefined, print: string, now: number): Kept | undefined {
    if (key === undefined) return undefined;
    if (key.length > 255) throw invalidRequest('Idempotency keys may be at most 255 characters long.');
    const kept = this.#kept.get(key);
    if (kept === undefined || kept.at < now - DAY) return undefined;
    if (kept.print === print) return kept;
    throw new StripeFault(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  }

  keep(key: string | undefined, kept: Kept): void {
    if (key !== undefined) this.#kept.set(key, kept);
  }

  clear(): void {
    this.#kept.clear();
  }
}

/** What makes two requests the same. */
export const printOf = (method: string, path: string, body: string): string =>
  createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');
