import { AppError } from '@onefacture/errors';
import type { Invoice, Party, Profile } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { writeBound } from '../bindings/bound-writer.js';
import { CII_D22B } from '../structure/cii-d22b.js';
import { agreementAndDelivery } from './agreement-and-delivery.js';
import type { CiiInvoice } from './cii-invoice.js';
import { header } from './header.js';
import { lines } from './lines.js';
import { settlement } from './settlement.js';

/** BT-24 of each profile we write. */
const GUIDELINES: Partial<Record<Profile, string>> = { EN16931: 'urn:cen.eu:en16931:2017' };

const BINDINGS: readonly Binding[] = [
  ...header,
  ...bindingsFor<CiiInvoice>().below('SupplyChainTradeTransaction', [...lines, ...agreementAndDelivery, ...settlement]),
];

/** The seed's short `email` stands for the contact's. */
const withContact = (party: Party): Party =>
  party.email === undefined ? party : { ...party, contact: { email: party.email, ...party.contact } };

/**
 * The invoice as UN/CEFACT Cross Industry Invoice D22B, profile EN 16931: XML text to be encoded in UTF-8. Same
 * invoice, same text. Amounts and rates have two decimals, prices and quantities stand as given; the SIREN goes out in
 * scheme 0002, the SIRET in 0009, notes with their subject code.
 * Throws AppError `document.not_available` for a profile we do not write yet, and `request.invalid` with the field for
 * a character that XML cannot carry.
 */
export const writeCii = (invoice: Invoice): string => {
  const guideline = GUIDELINES[invoice.profile];
  if (guideline === undefined) {
    throw new AppError('document.not_available', { detail: `CII is not written for profile ${invoice.profile} yet.` });
  }
  const intraCommunity = invoice.vat_breakdown.some(({ tax_category }) => tax_category === 'K');
  const source: CiiInvoice = {
    ...invoice,
    guideline,
    seller: withContact(invoice.seller),
    buyer: withContact(invoice.buyer),
    ...(intraCommunity ? { deliver_to_country: invoice.buyer.address.country_code } : {}),
  };
  return writeBound(CII_D22B, BINDINGS, source);
};
