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
