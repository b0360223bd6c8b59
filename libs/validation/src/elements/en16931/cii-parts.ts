import type { Pattern, Taken } from '../element-rule.js';

/** The whole of an invoice but its identity. */
export const TRANSACTION = 'SupplyChainTradeTransaction';
/** Who deals with whom. */
export const AGREEMENT = `${TRANSACTION}/ApplicableHeaderTradeAgreement`;
/** BG-4 */
export const SELLER = `${AGREEMENT}/SellerTradeParty`;
/** BG-7 */
export const BUYER = `${AGREEMENT}/BuyerTradeParty`;
/** Money, at the level of the document. */
export const SETTLEMENT = `${TRANSACTION}/ApplicableHeaderTradeSettlement`;
/** BG-25 */
export const LINE = '//IncludedSupplyChainTradeLineItem';
/** BG-22, below the settlement. */
export const SUMMATION = 'SpecifiedTradeSettlementHeaderMonetarySummation';
/** BT-131, below a line. */
export const LINE_TOTAL = 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount';
/** BG-11 */
export const REPRESENTATIVE = '//SellerTaxRepresentativeTradeParty';

/** Where DateTimeString is an element of another namespace, of which the rules on dates say nothing. */
export const FORMATTED_DATES: Pattern = [
  '//FormattedIssueDateTime/DateTimeString',
  '//FormattedReceivedDateTime/DateTimeString',
];

/** UNTDID 2379: a day as YYYYMMDD. */
export const DAY = '102';

/** Whether a tax is VAT; white space around its type counts. */
export const isVat = (taken: Taken): boolean => taken('type').some((type) => type.toUpperCase() === 'VAT');
