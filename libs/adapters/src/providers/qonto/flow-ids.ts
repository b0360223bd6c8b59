const SUPPLIER = 'supplier_invoice:';

/** An invoice of the account: one we sent, or one that came in. */
export interface QontoThing {
  readonly kind: 'client_invoice' | 'supplier_invoice';
  readonly id: string;
}

/** The flow id we give an invoice: bare for one we sent. */
export function flowIdOf({ kind, id }: QontoThing): string {
  return kind === 'supplier_invoice' ? `${SUPPLIER}${id}` : id;
}

/** What a flow id stands for. */
export function thingOf(flowId: string): QontoThing {
  return flowId.startsWith(SUPPLIER)
    ? { kind: 'supplier_invoice', id: flowId.slice(SUPPLIER.length) }
    : { kind: 'client_invoice', id: flowId };
}
