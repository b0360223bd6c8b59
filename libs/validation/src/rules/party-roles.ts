import type { OtherParty, Said } from '@onefacture/invoice';
import type { Subject } from './subject.js';

/** A party of a document, and where it stands. */
export interface PartyRole {
  readonly path: string;
  readonly party: Said<OtherParty>;
}

const ROLES = [
  'seller',
  'buyer',
  'payee',
  'tax_representative',
  'buyer_agent',
  'payer',
  'sales_agent',
  'invoicee',
  'invoicer',
] as const;

/** Everybody a document names, the sellers of single lines last. */
export function* partyRoles({ document, lines }: Subject): Generator<PartyRole> {
  for (const path of ROLES) {
    const party = document[path];
    if (party !== undefined) yield { path, party };
  }
  for (const [index, { seller }] of lines.entries()) {
    if (seller !== undefined) yield { path: `lines[${index}].seller`, party: seller };
  }
}
