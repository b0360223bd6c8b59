/** Where the parts of an invoice stand in CII, below the root. */
const TRADE = 'SupplyChainTradeTransaction';
export const AGREEMENT = `${TRADE}/ApplicableHeaderTradeAgreement`;
export const DELIVERY = `${TRADE}/ApplicableHeaderTradeDelivery`;
export const SETTLEMENT = `${TRADE}/ApplicableHeaderTradeSettlement`;
export const CII_LINE = `${TRADE}/IncludedSupplyChainTradeLineItem`;
export const LINE_AGREEMENT = `${CII_LINE}/SpecifiedLineTradeAgreement`;
export const LINE_DELIVERY = `${CII_LINE}/SpecifiedLineTradeDelivery`;
export const LINE_SETTLEMENT = `${CII_LINE}/SpecifiedLineTradeSettlement`;

/** A line of UBL, below the root. */
export const UBL_LINE = '(InvoiceLine|CreditNoteLine)';
export const UBL_SELLER = 'AccountingSupplierParty/Party';
export const UBL_BUYER = 'AccountingCustomerParty/Party';

/** BT-23 */
export const CII_FRAME = 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID';
