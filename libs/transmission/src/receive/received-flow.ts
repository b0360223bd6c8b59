import type { PlatformFlow } from '@onefacture/adapters';

/** Lifecycle messages, reports to the state, and what the state itself is sent. */
const OTHER_TYPES = /LC$|Report|^State/;
const OTHER_SYNTAXES: ReadonlySet<string> = new Set(['CDAR', 'FRR']);

/** Whether a flow brings us an invoice: it came in, and neither its syntax nor its type says that it is something else. */
export function isReceivedInvoice({
  direction,
  syntax,
  type,
}: Pick<PlatformFlow, 'direction' | 'syntax' | 'type'>): boolean {
  return direction === 'In' && !OTHER_SYNTAXES.has(syntax) && !OTHER_TYPES.test(type);
}

/** An invoice that came in although we are its seller: its buyer issued it in our name (FlowType CustomerInvoice). */
export const isSelfBilled = ({ flowType }: { readonly flowType: string }): boolean => flowType === 'CustomerInvoice';
