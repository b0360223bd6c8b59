import { randomUUID } from 'node:crypto';
import { supplierInvoice } from '../documents/supplier-sample.js';
import type { Store } from '../state/store.js';
import type { Flow } from './flow.js';

/** A file for an organisation's inbox; a sample invoice when there is no content. */
export interface Delivery {
  readonly organization: string;
  readonly content: Buffer;
  readonly name?: string | undefined;
  /** the same flow again, with other bytes */
  readonly flowId?: string | undefined;
}

/** A flow that came in for an organisation, as if another platform had handed it over. */
export async function deliver(store: Store, { organization, content, name, flowId }: Delivery): Promise<Flow> {
  const id = flowId ?? randomUUID();
  const known = store.tenant(organization).flows.get(id)?.flow;
  const bytes = content.length > 0 ? content : sample(organization, store);
  const kind = kindOf(bytes);
  const file = `${id}-${randomUUID()}.${kind.extension}`;
  await store.saveFile(file, bytes);
  await store.record((at) => ({
    type: 'delivered',
    organization,
    file,
    flow: {
      flowId: id,
      name: name ?? `${kind.name}.${kind.extension}`,
      submittedAt: known?.submittedAt ?? at,
      updatedAt: at,
      flowSyntax: kind.syntax,
      flowProfile: 'Undefined',
      flowType: kind.syntax === 'CDAR' ? 'SupplierInvoiceLC' : 'SupplierInvoice',
      flowDirection: 'In',
      processingRule: 'B2B',
      processingRuleSource: 'Computed',
      acknowledgement: { status: 'Ok' },
    },
  }));
  const stored = store.tenant(organization).flows.get(id);
  if (stored === undefined) throw new Error('a delivered flow was not kept');
  return stored.flow;
}

interface Kind {
  readonly syntax: Flow['flowSyntax'];
  readonly extension: 'xml' | 'pdf';
  readonly name: string;
}

/** What a sending platform would declare; what is neither is declared CII all the same. */
function kindOf(bytes: Buffer): Kind {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return { syntax: 'Factur-X', extension: 'pdf', name: 'facture' };
  const head = bytes.subarray(0, 4096).toString('utf8');
  if (head.includes('CrossDomainAcknowledgementAndResponse')) return { syntax: 'CDAR', extension: 'xml', name: 'CDV' };
  return { syntax: /<(\w+:)?(Invoice|CreditNote)[\s>]/.test(head) ? 'UBL' : 'CII', extension: 'xml', name: 'facture' };
}

function sample(organization: string, store: Store): Buffer {
  const count = [...store.tenant(organization).flows.values()].length + 1;
  const issued = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  return supplierInvoice({ number: `PDC-${issued}-${count}`, buyer: '732829320', issued });
}
