import type { Syntax } from '@onefacture/formats';
import type { InvoiceDocument, Line, Said } from '@onefacture/invoice';

/** A document under examination. */
export class Subject {
  constructor(
    readonly document: InvoiceDocument,
    /** Some rules differ by syntax; a model born from JSON is judged in the one it will be written in. */
    readonly syntax: Syntax,
  ) {}

  get lines(): readonly Said<Line>[] {
    return this.document.lines ?? [];
  }
}

/**
 * What several rules want to know of a document, worked out when the first of them asks. The last one is kept: documents
 * are judged one after the other, and a WeakMap of them all costs the garbage collector more than the rules cost.
 */
export const once = <Result extends object>(work: (subject: Subject) => Result): ((subject: Subject) => Result) => {
  let last: { readonly subject: Subject; readonly result: Result } | undefined;
  return (subject) => {
    if (last?.subject !== subject) last = { subject, result: work(subject) };
    return last.result;
  };
};
