/** A label and what the document says under it. */
export interface Entry {
  readonly label: string;
  readonly value: string;
  /** Business term, such as BT-10, for readers who look for it. */
  readonly term?: string;
  /** Set apart: a total. */
  readonly strong?: boolean;
  /** A text of its own, which may be long. Its label may be empty. */
  readonly long?: boolean;
}

/** A part of the view: a heading and entries. */
export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** A party and its role; addresses stand in `entries` without labels. */
export interface PartyCard {
  readonly role: string;
  readonly name: string;
  readonly term: string;
  readonly entries: readonly Entry[];
}

/** A column of a table. */
export interface Column {
  readonly label: string;
  /** `id` short and left, `text` takes what the others leave, `number` right. */
  readonly kind: 'id' | 'text' | 'number';
  readonly term?: string;
}

/** One cell: its text and smaller facts below it. */
export interface Cell {
  readonly text: string;
  readonly details?: readonly Entry[];
}

/** One row, indented under the row it details. */
export interface Row {
  readonly cells: readonly Cell[];
  /** 0 for what stands on its own. */
  readonly depth: number;
  /** Drawn heavier: a group of lines. */
  readonly strong?: boolean;
}

/** A table of the view. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** The amount due, said large. */
export interface Due {
  readonly label: string;
  readonly value: string;
  readonly remark?: string;
}

/**
 * All that a document says, in the words of one language and in the order a person reads it. The page and the HTML are
 * both drawn from it and add nothing but form.
 */
export interface ReadableView {
  /** BCP 47 */
  readonly language: string;
  /** `Facture N° F-2026-1` */
  readonly title: string;
  readonly kind: string;
  readonly number: string;
  /** What the kind asks for, such as self-billing. */
  readonly kindRemarks: readonly string[];
  readonly facts: readonly Entry[];
  /** Seller and buyer. */
  readonly parties: readonly [seller: PartyCard, buyer: PartyCard];
  readonly others: readonly PartyCard[];
  readonly lines: Table | undefined;
  readonly adjustments: Table | undefined;
  readonly vat: Table | undefined;
  readonly totals: readonly Entry[];
  readonly due: Due | undefined;
  readonly payment: Section;
  readonly mentions: Section;
  /** Everything else. */
  readonly further: readonly Section[];
  /** What the file holds and this view does not show. */
  readonly remarks: readonly string[];
  /** Who sells, for the foot of each page: name and numbers. */
  readonly seller: { readonly name: string; readonly numbers: readonly string[] };
}
