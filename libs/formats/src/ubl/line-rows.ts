import type { ItemAttribute, ItemClassification, Said } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { amount, decimal, flag, isoDate, percent, text, token } from '../bindings/codec.js';
import { addressRows, identifierRow, partyRows } from './party-rows.js';
import { DELIVERY_ADDRESS, EXTENSION_ROLES, LINE_DELIVERY, LINE_DELIVERY_ADDRESS } from './party-terms.js';
import { allowanceChargeRows, documentRows, MONEY, taxTotalRows } from './settlement-rows.js';
import type { UblDelivery } from './ubl-delivery.js';
import type { UblLine, UblLineReference, UblOtherLine } from './ubl-line.js';
import type { UblNote } from './ubl-note.js';

const line = bindingsFor<UblLine>();
const note = bindingsFor<UblNote>();
const attribute = bindingsFor<Said<ItemAttribute>>();
const classification = bindingsFor<Said<ItemClassification>>();
const reference = bindingsFor<UblLineReference>();
const delivery = bindingsFor<UblDelivery>();
const other = bindingsFor<UblOtherLine>();

/** BG-13 and BG-15 of the document, or of a line. */
export const deliveryRows = (level: 'document' | 'line'): Binding[] => {
  const [date, place, name, postal, address] =
    level === 'document'
      ? (['BT-72', 'BT-71', 'BT-70', 'BG-15', DELIVERY_ADDRESS] as const)
      : (['EXT-FR-FE-158', 'EXT-FR-FE-146', LINE_DELIVERY, LINE_DELIVERY, LINE_DELIVERY_ADDRESS] as const);
  return [
    delivery.leaf(date, 'ActualDeliveryDate', 'date', isoDate),
    delivery.one(place, 'DeliveryLocation/ID', 'id', [identifierRow(place, '.')]),
    delivery.one(postal, 'DeliveryLocation/Address', 'address', addressRows(address)),
    delivery.leaf(name, 'DeliveryParty/PartyName/Name', 'name', text),
  ];
};

const otherLineRows = (term: string, ofDocument: string, document: string): Binding[] => [
  other.leaf(term, 'LineID', 'line', token),
  other.leaf(ofDocument, `${document}/ID`, 'document', token),
];

/** The advices of a line. */
const DESPATCH = ['EXT-FR-FE-141', 'EXT-FR-FE-140', 'DocumentReference'] as const;
const RECEIPT = ['EXT-FR-FE-BG-07', 'EXT-FR-FE-BG-07', 'DocumentReference'] as const;

const references: readonly Binding[] = [
  line.one('BT-132', 'OrderLineReference', 'order', otherLineRows('BT-132', 'EXT-FR-FE-135', 'OrderReference')),
  line.one('EXT-FR-FE-BG-07', 'DespatchLineReference', 'despatch', otherLineRows(...DESPATCH)),
  line.one('EXT-FR-FE-BG-07', 'ReceiptLineReference', 'receipt', otherLineRows(...RECEIPT)),
  line.many('EXT-FR-FE-136', 'BillingReference', 'references', [
    reference.leaf('EXT-FR-FE-136', 'InvoiceDocumentReference/ID', 'number', token),
    reference.leaf('EXT-FR-FE-138', 'InvoiceDocumentReference/IssueDate', 'issue_date', isoDate),
    reference.leaf('EXT-FR-FE-137', 'InvoiceDocumentReference/DocumentTypeCode', 'type_code', token),
    reference.leaf('EXT-FR-FE-163', 'InvoiceDocumentReference/DocumentStatusCode', 'kind', token),
    reference.leaf('EXT-FR-FE-162', 'BillingReferenceLine/ID', 'parent_id', token),
  ]),
  line.many(
    'BT-128',
    'DocumentReference',
    'documents',
    documentRows('BT-128', ['EXT of BT-123', 'EXT of BT-125', 'EXT of BT-124']),
  ),
];

/** BG-31 and BG-32, and the seller of a line in a multi-seller invoice. */
const item = line.below('Item', [
  line.leaf('BT-154', 'Description', 'description', text),
  line.leaf('BT-153', 'Name', 'name', text),
  line.leaf('BT-156', 'BuyersItemIdentification/ID', 'buyer_item_id', token),
  line.leaf('BT-155', 'SellersItemIdentification/ID', 'seller_item_id', token),
  line.one('BT-157', 'StandardItemIdentification/ID', 'standard_item_id', [identifierRow('BT-157', '.')]),
  line.leaf('BT-159', 'OriginCountry/IdentificationCode', 'origin_country', token),
  line.many('BT-158', 'CommodityClassification', 'classifications', [
    classification.leaf('BT-158', 'ItemClassificationCode', 'code', token, {
      listID: { member: 'list_id' },
      listVersionID: { member: 'list_version' },
    }),
  ]),
  line.leaf('BT-151', 'ClassifiedTaxCategory/ID', 'tax_category', token),
  line.leaf('BT-152', 'ClassifiedTaxCategory/Percent', 'tax_rate', percent),
  line.leaf('EXT of BT-121', 'ClassifiedTaxCategory/TaxExemptionReasonCode', 'exemption_code', token),
  line.leaf('EXT of BT-120', 'ClassifiedTaxCategory/TaxExemptionReason', 'exemption_reason', text),
  line.leaf('BT-151', 'ClassifiedTaxCategory/TaxScheme/ID', 'tax_scheme', token),
  line.many('BG-32', 'AdditionalItemProperty', 'attributes', [
    attribute.leaf('BT-160', 'Name', 'name', text),
    attribute.leaf('EXT-FR-FE-159', 'NameCode', 'code', token),
    attribute.leaf('BT-161', 'Value', 'value', text),
    attribute.leaf('EXT-FR-FE-160', 'ValueQuantity', 'measure', decimal, { unitCode: { member: 'unit_code' } }),
  ]),
  line.one(EXTENSION_ROLES.line_seller.name, 'ManufacturerParty', 'seller', partyRows(EXTENSION_ROLES.line_seller)),
]);

/** BG-29 */
const price = line.below('Price', [
  line.leaf('BT-146', 'PriceAmount', 'unit_price', decimal, MONEY),
  line.leaf('BT-149, BT-150', 'BaseQuantity', 'price_base_quantity', decimal, {
    unitCode: { member: 'price_base_unit' },
  }),
  ...line.below('AllowanceCharge', [
    line.constant('ChargeIndicator', false, flag),
    line.leaf('BT-147', 'Amount', 'price_discount', decimal, MONEY),
    line.leaf('BT-148', 'BaseAmount', 'gross_price', decimal, MONEY),
  ]),
]);

/** BG-25; the two documents differ in the name of the quantity. */
export const lineRows = (quantity: 'InvoicedQuantity' | 'CreditedQuantity'): Binding[] => [
  line.leaf('BT-126', 'ID', 'id', token),
  line.many('BT-127', 'Note', 'notes', [note.leaf('BT-127', '.', 'content', text)]),
  line.leaf('BT-129, BT-130', quantity, 'quantity', decimal, { unitCode: { member: 'unit_code' } }),
  line.leaf('BT-131', 'LineExtensionAmount', 'net_amount', amount, MONEY),
  line.leaf('BT-133', 'AccountingCost', 'buyer_accounting_reference', text),
  line.leaf('BT-134', 'InvoicePeriod/StartDate', 'period.start_date', isoDate),
  line.leaf('BT-135', 'InvoicePeriod/EndDate', 'period.end_date', isoDate),
  ...references,
  line.one(LINE_DELIVERY, 'Delivery', 'delivery', deliveryRows('line')),
  line.many('BG-27, BG-28', 'AllowanceCharge', 'allowance_charges', allowanceChargeRows('line')),
  line.many('EXT-FR-FE-181', 'TaxTotal', 'tax_totals', taxTotalRows('EXT-FR-FE-181')),
  ...item,
  ...price,
  line.leaf('EXT-FR-FE-BG-10', 'DeliveryTerms/ID', 'delivery_terms.code', token),
  line.leaf('EXT-FR-FE-BG-10', 'DeliveryTerms/DeliveryLocation/Name', 'delivery_terms.location', text),
];
