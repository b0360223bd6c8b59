import type { Line } from '@onefacture/invoice';
import { bindingsFor } from '../bindings/binding.js';
import { amount, civilDate, decimal, percent, text, token } from '../bindings/codec.js';
import type { CiiInvoice } from './cii-invoice.js';

const invoice = bindingsFor<CiiInvoice>();
const line = bindingsFor<Line>();

const settlement = [
  line.constant('ApplicableTradeTax/TypeCode', 'VAT', token),
  line.leaf('BT-151', 'ApplicableTradeTax/CategoryCode', 'tax_category', token),
  line.leaf('BT-152', 'ApplicableTradeTax/RateApplicablePercent', 'tax_rate', percent),
  line.leaf('BT-134', 'BillingSpecifiedPeriod/StartDateTime', 'period.start_date', civilDate),
  line.leaf('BT-135', 'BillingSpecifiedPeriod/EndDateTime', 'period.end_date', civilDate),
  line.leaf('BT-131', 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount', 'net_amount', amount),
];

/** BG-25: the lines. */
export const lines = [
  invoice.many('BG-25', 'IncludedSupplyChainTradeLineItem', 'lines', [
    line.leaf('BT-126', 'AssociatedDocumentLineDocument/LineID', 'id', token),
    line.leaf('BT-127', 'AssociatedDocumentLineDocument/IncludedNote/Content', 'note', text),
    line.leaf('BT-155', 'SpecifiedTradeProduct/SellerAssignedID', 'seller_item_id', token),
    line.leaf('BT-153', 'SpecifiedTradeProduct/Name', 'name', text),
    line.leaf('BT-154', 'SpecifiedTradeProduct/Description', 'description', text),
    line.leaf('BT-146', 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount', 'unit_price', decimal),
    line.leaf('BT-129', 'SpecifiedLineTradeDelivery/BilledQuantity', 'quantity', decimal, {
      unitCode: { member: 'unit_code' },
    }),
    ...line.below('SpecifiedLineTradeSettlement', settlement),
  ]),
];
