import type { ItemAttribute, ItemClassification, Note, PrecedingInvoice, Said } from '@onefacture/invoice';
import { bindingsFor } from '../bindings/binding.js';
import { amount, civilDate, decimal, flag, percent, text, token } from '../bindings/codec.js';
import { allowanceChargeRows } from './cii-allowance-charge.js';
import { documentRows } from './cii-document.js';
import type { CiiInvoice } from './cii-invoice.js';
import type { CiiAmount, CiiLine } from './cii-line.js';
import { deliveryRows, partyRows } from './cii-party.js';
import { EXTENSION_ROLES } from './party-terms.js';

const invoice = bindingsFor<CiiInvoice>();
const line = bindingsFor<CiiLine>();
const note = bindingsFor<Said<Note>>();
const attribute = bindingsFor<Said<ItemAttribute>>();
const classification = bindingsFor<Said<ItemClassification>>();
const preceding = bindingsFor<Said<PrecedingInvoice>>();
const total = bindingsFor<CiiAmount>();

const identity = line.below('AssociatedDocumentLineDocument', [
  line.leaf('BT-126', 'LineID', 'id', token),
  line.leaf('EXT-FR-FE-162', 'ParentLineID', 'parent_id', token),
  line.leaf('EXT-FR-FE-163', 'LineStatusReasonCode', 'kind', token),
  line.many('BT-127', 'IncludedNote', 'notes', [
    note.leaf('BT-127', 'Content', 'content', text),
    note.leaf('BT-127', 'SubjectCode', 'subject', token),
  ]),
]);

/** BG-31 and BG-32. */
const product = line.below('SpecifiedTradeProduct', [
  line.leaf('BT-157', 'GlobalID', 'standard_item_id.value', token, { schemeID: { member: 'standard_item_id.scheme' } }),
  line.leaf('BT-155', 'SellerAssignedID', 'seller_item_id', token),
  line.leaf('BT-156', 'BuyerAssignedID', 'buyer_item_id', token),
  line.leaf('BT-153', 'Name', 'name', text),
  line.leaf('BT-154', 'Description', 'description', text),
  line.many('BG-32', 'ApplicableProductCharacteristic', 'attributes', [
    attribute.leaf('EXT-FR-FE-159', 'TypeCode', 'code', token),
    attribute.leaf('BT-160', 'Description', 'name', text),
    attribute.leaf('EXT-FR-FE-160', 'ValueMeasure', 'measure', decimal, { unitCode: { member: 'unit_code' } }),
    attribute.leaf('BT-161', 'Value', 'value', text),
  ]),
  line.many('BT-158', 'DesignatedProductClassification', 'classifications', [
    classification.leaf('BT-158', 'ClassCode', 'code', token, {
      listID: { member: 'list_id' },
      listVersionID: { member: 'list_version' },
    }),
  ]),
  line.leaf('BT-159', 'OriginTradeCountry/ID', 'origin_country', token),
]);

/** BG-29 and what was ordered. */
const agreement = line.below('SpecifiedLineTradeAgreement', [
  line.leaf('EXT-FR-FE-BG-10', 'ApplicableTradeDeliveryTerms/DeliveryTypeCode', 'delivery_terms.code', token),
  line.leaf(
    'EXT-FR-FE-BG-10',
    'ApplicableTradeDeliveryTerms/RelevantTradeLocation/Name',
    'delivery_terms.location',
    text,
  ),
  line.leaf('EXT-FR-FE-135', 'BuyerOrderReferencedDocument/IssuerAssignedID', 'order_reference', token),
  line.leaf('BT-132', 'BuyerOrderReferencedDocument/LineID', 'order_line_reference', token),
  line.many('EXT-FR-FE-BG-24', 'AdditionalReferencedDocument', 'documents', documentRows),
  line.leaf('BT-148', 'GrossPriceProductTradePrice/ChargeAmount', 'gross_price', decimal),
  line.leaf('BT-149', 'GrossPriceProductTradePrice/BasisQuantity', 'gross_base_quantity', decimal, {
    unitCode: { member: 'gross_base_unit' },
  }),
  ...line.below('GrossPriceProductTradePrice/AppliedTradeAllowanceCharge', [
    line.constant('ChargeIndicator', false, flag),
    line.leaf('BT-147', 'ActualAmount', 'price_discount', decimal),
  ]),
  line.leaf('BT-146', 'NetPriceProductTradePrice/ChargeAmount', 'unit_price', decimal),
  line.leaf('BT-149', 'NetPriceProductTradePrice/BasisQuantity', 'price_base_quantity', decimal, {
    unitCode: { member: 'price_base_unit' },
  }),
  line.one('EXT-FR-FE-BG-11', 'ItemSellerTradeParty', 'item_seller', partyRows(EXTENSION_ROLES.line_seller)),
]);

const delivery = line.below('SpecifiedLineTradeDelivery', [
  line.leaf('BT-129', 'BilledQuantity', 'quantity', decimal, { unitCode: { member: 'unit_code' } }),
  line.one('EXT-FR-FE-BG-08', 'ShipToTradeParty', 'ship_to', deliveryRows(EXTENSION_ROLES.line_delivery)),
  line.leaf('EXT-FR-FE-158', 'ActualDeliverySupplyChainEvent/OccurrenceDateTime', 'delivery_date', civilDate),
  line.leaf('EXT-FR-FE-140', 'DespatchAdviceReferencedDocument/IssuerAssignedID', 'despatch_advice_reference', token),
  line.leaf('EXT-FR-FE-141', 'DespatchAdviceReferencedDocument/LineID', 'despatch_advice_line_reference', token),
  line.leaf(
    'EXT-FR-FE-BG-07',
    'ReceivingAdviceReferencedDocument/IssuerAssignedID',
    'receiving_advice_reference',
    token,
  ),
  line.leaf('EXT-FR-FE-BG-07', 'ReceivingAdviceReferencedDocument/LineID', 'receiving_advice_line_reference', token),
]);

/** BG-26, BG-27, BG-28 and BG-30. */
const settlement = line.below('SpecifiedLineTradeSettlement', [
  line.constant('ApplicableTradeTax/TypeCode', 'VAT', token),
  line.leaf('EXT-FR-FE-BG-12', 'ApplicableTradeTax/ExemptionReason', 'exemption_reason', text),
  line.leaf('BT-151', 'ApplicableTradeTax/CategoryCode', 'tax_category', token),
  line.leaf('EXT-FR-FE-BG-12', 'ApplicableTradeTax/ExemptionReasonCode', 'exemption_code', token),
  line.leaf('BT-152', 'ApplicableTradeTax/RateApplicablePercent', 'tax_rate', percent),
  line.leaf('BT-134', 'BillingSpecifiedPeriod/StartDateTime', 'period.start_date', civilDate),
  line.leaf('BT-135', 'BillingSpecifiedPeriod/EndDateTime', 'period.end_date', civilDate),
  line.many('BG-27, BG-28', 'SpecifiedTradeAllowanceCharge', 'allowance_charges', allowanceChargeRows('line')),
  ...line.below('SpecifiedTradeSettlementLineMonetarySummation', [
    line.leaf('BT-131', 'LineTotalAmount', 'net_amount', amount),
    line.many('EXT-FR-FE-181', 'TaxTotalAmount', 'tax_totals', [
      total.leaf('EXT-FR-FE-181', '.', 'amount', amount, { currencyID: { member: 'currency' } }),
    ]),
    line.leaf('EXT-FR-FE-184', 'GrandTotalAmount', 'gross_amount', amount),
  ]),
  line.many('EXT-FR-FE-BG-09', 'InvoiceReferencedDocument', 'preceding_invoices', [
    preceding.leaf('EXT-FR-FE-136', 'IssuerAssignedID', 'number', token),
    preceding.leaf('EXT-FR-FE-137', 'TypeCode', 'type_code', token),
    preceding.leaf('EXT-FR-FE-138', 'FormattedIssueDateTime', 'issue_date', civilDate),
  ]),
  line.many('BT-128', 'AdditionalReferencedDocument', 'objects', documentRows),
  line.leaf('BT-133', 'ReceivableSpecifiedTradeAccountingAccount/ID', 'buyer_accounting_reference', token),
]);

/** BG-25: the lines. */
export const lines = [
  invoice.many('BG-25', 'IncludedSupplyChainTradeLineItem', 'lines', [
    ...identity,
    ...product,
    ...agreement,
    ...delivery,
    ...settlement,
  ]),
];
