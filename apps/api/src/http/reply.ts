import type { Answer } from '@onefacture/accounts';

/** A JSON answer with a status or headers of its own; a handler that returns a plain value gets 200, or 201 for POST. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** An answer that is text already, as kept for an Idempotency-Key. */
export class WrittenReply {
  constructor(readonly answer: Answer) {}
}
