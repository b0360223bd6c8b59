import { UnreadableInvoice } from './invoice-facts.js';
import { readXml, textAt } from './xml-tree.js';

/** MDT-40 of a posted lifecycle message: SE for a seller's status, BY for a buyer's. */
export function readStatusIssuer(file: Buffer): string {
  let issuer: string | undefined;
  try {
    issuer = textAt(readXml(file), 'ExchangedDocument/IssuerTradeParty/RoleCode');
  } catch (error) {
    throw new UnreadableInvoice('InvalidSchema', error instanceof Error ? error.message : String(error));
  }
  if (issuer === undefined) throw new UnreadableInvoice('InvalidSchema', 'the issuer has no role code');
  return issuer;
}
