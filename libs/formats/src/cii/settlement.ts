import type { PrecedingInvoice, VatBreakdown } from '@onefacture/invoice';
import { bindingsFor } from '../bindings/binding.js';
import { amount, civilDate, percent, text, token } from '../bindings/codec.js';
import type { CiiInvoice } from './cii-invoice.js';

const invoice = bindingsFor<CiiInvoice>();
const vat = bindingsFor<VatBreakdown>();
const preceding = bindingsFor<PrecedingInvoice>();

/** BG-16 with BG-17. */
const paymentMeans = invoice.below('SpecifiedTradeSettlementPaymentMeans', [
  invoice.leaf('BT-81', 'TypeCode', 'payment_means.type_code', token),
  invoice.leaf('BT-84', 'PayeePartyCreditorFinancialAccount/IBANID', 'payment_means.iban', token),
  invoice.leaf('BT-85', 'PayeePartyCreditorFinancialAccount/AccountName', 'payment_means.account_name', text),
  invoice.leaf('BT-86', 'PayeeSpecifiedCreditorFinancialInstitution/BICID', 'payment_means.bic', token),
]);

/** BG-23. */
const vatBreakdown = [
  vat.leaf('BT-117', 'CalculatedAmount', 'tax_amount', amount),
  vat.constant('TypeCode', 'VAT', token),
  vat.leaf('BT-120', 'ExemptionReason', 'exemption_reason', text),
  vat.leaf('BT-116', 'BasisAmount', 'taxable_amount', amount),
  vat.leaf('BT-118', 'CategoryCode', 'tax_category', token),
  vat.leaf('BT-121', 'ExemptionReasonCode', 'exemption_code', token),
  vat.leaf('BT-119', 'RateApplicablePercent', 'tax_rate', percent),
];

/** BG-22. */
const totals = invoice.below('SpecifiedTradeSettlementHeaderMonetarySummation', [
  invoice.leaf('BT-106', 'LineTotalAmount', 'totals.lines', amount),
  invoice.leaf('BT-109', 'TaxBasisTotalAmount', 'totals.net', amount),
  invoice.leaf('BT-110', 'TaxTotalAmount', 'totals.tax', amount, { currencyID: { member: 'currency' } }),
  invoice.leaf('BT-112', 'GrandTotalAmount', 'totals.gross', amount),
  invoice.leaf('BT-113', 'TotalPrepaidAmount', 'totals.prepaid', amount),
  invoice.leaf('BT-115', 'DuePayableAmount', 'totals.due', amount),
]);

/** The rows of ApplicableHeaderTradeSettlement. */
export const settlement = invoice.below('ApplicableHeaderTradeSettlement', [
  invoice.leaf('BT-83', 'PaymentReference', 'payment_means.remittance_information', text),
  invoice.leaf('BT-5', 'InvoiceCurrencyCode', 'currency', token),
  ...paymentMeans,
  invoice.many('BG-23', 'ApplicableTradeTax', 'vat_breakdown', vatBreakdown),
  invoice.leaf('BT-73', 'BillingSpecifiedPeriod/StartDateTime', 'period.start_date', civilDate),
  invoice.leaf('BT-74', 'BillingSpecifiedPeriod/EndDateTime', 'period.end_date', civilDate),
  invoice.leaf('BT-20', 'SpecifiedTradePaymentTerms/Description', 'payment_terms', text),
  invoice.leaf('BT-9', 'SpecifiedTradePaymentTerms/DueDateDateTime', 'due_date', civilDate),
  ...totals,
  invoice.many('BG-3', 'InvoiceReferencedDocument', 'preceding_invoices', [
    preceding.leaf('BT-25', 'IssuerAssignedID', 'number', token),
    preceding.leaf('BT-26', 'FormattedIssueDateTime', 'issue_date', civilDate),
  ]),
]);
