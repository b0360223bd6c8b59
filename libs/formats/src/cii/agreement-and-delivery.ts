import { bindingsFor } from '../bindings/binding.js';
import { civilDate, text, token } from '../bindings/codec.js';
import type { CiiInvoice } from './cii-invoice.js';
import { buyer, seller } from './parties.js';

const invoice = bindingsFor<CiiInvoice>();

/** Who deals with whom, on what paper. */
const agreement = [
  invoice.leaf('BT-10', 'BuyerReference', 'buyer_reference', text),
  invoice.one('BG-4', 'SellerTradeParty', 'seller', seller),
  invoice.one('BG-7', 'BuyerTradeParty', 'buyer', buyer),
  invoice.leaf('BT-13', 'BuyerOrderReferencedDocument/IssuerAssignedID', 'order_reference', token),
  invoice.leaf('BT-12', 'ContractReferencedDocument/IssuerAssignedID', 'contract_reference', token),
];

/** BG-13 and BG-15, as far as the model goes. */
const delivery = [
  invoice.leaf('BT-80', 'ShipToTradeParty/PostalTradeAddress/CountryID', 'deliver_to_country', token),
  invoice.leaf('BT-72', 'ActualDeliverySupplyChainEvent/OccurrenceDateTime', 'delivery_date', civilDate),
];

/** The rows of ApplicableHeaderTradeAgreement and ApplicableHeaderTradeDelivery. */
export const agreementAndDelivery = [
  ...invoice.below('ApplicableHeaderTradeAgreement', agreement),
  ...invoice.below('ApplicableHeaderTradeDelivery', delivery),
];
