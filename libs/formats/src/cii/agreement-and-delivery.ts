import { bindingsFor } from '../bindings/binding.js';
import { civilDate, text, token } from '../bindings/codec.js';
import { documentRows } from './cii-document.js';
import type { CiiInvoice } from './cii-invoice.js';
import { deliveryRows, partyRows } from './cii-party.js';
import { BUYER, EXTENSION_ROLES, SELLER, SHIP_TO, TAX_REPRESENTATIVE } from './party-terms.js';

const invoice = bindingsFor<CiiInvoice>();

/** Who deals with whom, on what paper. */
const agreement = [
  invoice.leaf('BT-10', 'BuyerReference', 'buyer_reference', text),
  invoice.one('BG-4', 'SellerTradeParty', 'seller', partyRows(SELLER)),
  invoice.one('BG-7', 'BuyerTradeParty', 'buyer', partyRows(BUYER)),
  invoice.one('EXT-FR-FE-BG-03', 'SalesAgentTradeParty', 'sales_agent', partyRows(EXTENSION_ROLES.sales_agent)),
  invoice.one('BG-11', 'SellerTaxRepresentativeTradeParty', 'tax_representative', partyRows(TAX_REPRESENTATIVE)),
  invoice.leaf('EXT-FR-FE-BG-06', 'ApplicableTradeDeliveryTerms/DeliveryTypeCode', 'delivery_terms.code', token),
  invoice.leaf(
    'EXT-FR-FE-BG-06',
    'ApplicableTradeDeliveryTerms/RelevantTradeLocation/Name',
    'delivery_terms.location',
    text,
  ),
  invoice.leaf('BT-14', 'SellerOrderReferencedDocument/IssuerAssignedID', 'sales_order_reference', token),
  invoice.leaf('BT-13', 'BuyerOrderReferencedDocument/IssuerAssignedID', 'order_reference', token),
  invoice.leaf('BT-12', 'ContractReferencedDocument/IssuerAssignedID', 'contract_reference', token),
  invoice.many('BG-24, BT-17, BT-18', 'AdditionalReferencedDocument', 'documents', documentRows),
  invoice.one('EXT-FR-FE-BG-01', 'BuyerAgentTradeParty', 'buyer_agent', partyRows(EXTENSION_ROLES.buyer_agent)),
  invoice.leaf('BT-11', 'SpecifiedProcuringProject/ID', 'project_reference', token),
  invoice.constant('SpecifiedProcuringProject/Name', 'Project reference', text),
];

/** BG-13 and BG-15, BT-15, BT-16. */
const delivery = [
  invoice.one('BG-13', 'ShipToTradeParty', 'delivery', deliveryRows(SHIP_TO)),
  invoice.leaf('BT-72', 'ActualDeliverySupplyChainEvent/OccurrenceDateTime', 'delivery_date', civilDate),
  invoice.leaf('BT-16', 'DespatchAdviceReferencedDocument/IssuerAssignedID', 'despatch_advice_reference', token),
  invoice.leaf('BT-15', 'ReceivingAdviceReferencedDocument/IssuerAssignedID', 'receiving_advice_reference', token),
];

/** The rows of ApplicableHeaderTradeAgreement and ApplicableHeaderTradeDelivery. */
export const agreementAndDelivery = [
  ...invoice.below('ApplicableHeaderTradeAgreement', agreement),
  ...invoice.below('ApplicableHeaderTradeDelivery', delivery),
];
