/** The two kinds of invoices of an account. Their numbers overlap, so the flow id of a received one says what it is. */
export type PennylaneCollection = 'customer_invoices' | 'supplier_invoices';

const SUPPLIER = 'supplier_invoice:';

/** One invoice of the account. */
export interface PennylaneThing {
  readonly collection: PennylaneCollection;
  readonly id: string;
}

/** The flow id we give an invoice: bare for one we sent. */
export function flowIdOf({ collection, id }: PennylaneThing): string {
  return collection === 'supplier_invoices' ? `${SUPPLIER}${id}` : id;
}

/** What a flow id stands for. */
export function thingOf(flowId: string): PennylaneThing {
  return flowId.startsWith(SUPPLIER)
    ? { collection: 'supplier_invoices', id: flowId.slice(SUPPLIER.length) }
    : { collection: 'customer_invoices', id: flowId };
}
