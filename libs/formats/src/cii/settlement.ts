import type { LogisticsCharge, PrecedingInvoice, Said } from '@onefacture/invoice';
import { bindingsFor } from '../bindings/binding.js';
import { amount, civilDate, decimal, percent, text, token } from '../bindings/codec.js';
import { allowanceChargeRows } from './cii-allowance-charge.js';
import type { CiiInvoice } from './cii-invoice.js';
import type { CiiAmount } from './cii-line.js';
import { partyRows } from './cii-party.js';
import type { CiiPaymentMeans } from './cii-payment.js';
import type { CiiTax } from './cii-tax.js';
import { EXTENSION_ROLES, PAYEE } from './party-terms.js';

const invoice = bindingsFor<CiiInvoice>();
const means = bindingsFor<CiiPaymentMeans>();
const vat = bindingsFor<CiiTax>();
const preceding = bindingsFor<Said<PrecedingInvoice>>();
const logistics = bindingsFor<Said<LogisticsCharge>>();
const total = bindingsFor<CiiAmount>();

/** BG-16 with BG-17 and BG-18. */
const paymentMeans = invoice.many('BG-16', 'SpecifiedTradeSettlementPaymentMeans', 'payment_means', [
  means.leaf('BT-81', 'TypeCode', 'type_code', token),
  means.leaf('BT-82', 'Information', 'text', text),
  means.leaf('BT-87', 'ApplicableTradeSettlementFinancialCard/ID', 'card.number', token),
  means.leaf('BT-88', 'ApplicableTradeSettlementFinancialCard/CardholderName', 'card.holder', text),
  means.leaf('BT-91', 'PayerPartyDebtorFinancialAccount/IBANID', 'debited_account', token),
  means.leaf('BT-84', 'PayeePartyCreditorFinancialAccount/IBANID', 'iban', token),
  means.leaf('BT-85', 'PayeePartyCreditorFinancialAccount/AccountName', 'account_name', text),
  means.leaf('BT-84', 'PayeePartyCreditorFinancialAccount/ProprietaryID', 'account_id', token),
  means.leaf('BT-86', 'PayeeSpecifiedCreditorFinancialInstitution/BICID', 'bic', token),
]);

/** BG-23. */
const vatBreakdown = invoice.many('BG-23', 'ApplicableTradeTax', 'vat_breakdown', [
  vat.leaf('BT-117', 'CalculatedAmount', 'tax_amount', amount),
  vat.constant('TypeCode', 'VAT', token),
  vat.leaf('BT-120', 'ExemptionReason', 'exemption_reason', text),
  vat.leaf('BT-116', 'BasisAmount', 'taxable_amount', amount),
  vat.leaf('BT-118', 'CategoryCode', 'tax_category', token),
  vat.leaf('BT-121', 'ExemptionReasonCode', 'exemption_code', token),
  vat.leaf('BT-7', 'TaxPointDate', 'tax_point_date', civilDate),
  vat.leaf('BT-8', 'DueDateTypeCode', 'due_date_code', token),
  vat.leaf('BT-119', 'RateApplicablePercent', 'tax_rate', percent),
]);

/** BG-22. */
const totals = invoice.below('SpecifiedTradeSettlementHeaderMonetarySummation', [
  invoice.leaf('BT-106', 'LineTotalAmount', 'totals.lines', amount),
  invoice.leaf('BT-108', 'ChargeTotalAmount', 'totals.charges', amount),
  invoice.leaf('BT-107', 'AllowanceTotalAmount', 'totals.allowances', amount),
  invoice.leaf('BT-109', 'TaxBasisTotalAmount', 'totals.net', amount),
  invoice.many('BT-110, BT-111', 'TaxTotalAmount', 'totals.tax_totals', [
    total.leaf('BT-110, BT-111', '.', 'amount', amount, { currencyID: { member: 'currency' } }),
  ]),
  invoice.leaf('BT-114', 'RoundingAmount', 'totals.rounding', amount),
  invoice.leaf('BT-112', 'GrandTotalAmount', 'totals.gross', amount),
  invoice.leaf('BT-113', 'TotalPrepaidAmount', 'totals.prepaid', amount),
  invoice.leaf('BT-115', 'DuePayableAmount', 'totals.due', amount),
]);

/** The French extension's currency exchange for BT-111. */
const exchange = invoice.below('TaxApplicableTradeCurrencyExchange', [
  invoice.leaf('EXT-FR-FE-BG-13', 'SourceCurrencyCode', 'exchange_rate.source_currency', token),
  invoice.leaf('EXT-FR-FE-BG-13', 'TargetCurrencyCode', 'exchange_rate.target_currency', token),
  invoice.leaf('EXT-FR-FE-BG-13', 'ConversionRate', 'exchange_rate.rate', decimal),
  invoice.leaf('EXT-FR-FE-BG-13', 'ConversionRateDateTime', 'exchange_rate.date', civilDate),
]);

/** The rows of ApplicableHeaderTradeSettlement. */
export const settlement = invoice.below('ApplicableHeaderTradeSettlement', [
  invoice.leaf('BT-90', 'CreditorReferenceID', 'creditor_id', token),
  invoice.leaf('BT-83', 'PaymentReference', 'payment_reference', text),
  invoice.leaf('BT-6', 'TaxCurrencyCode', 'tax_currency', token),
  invoice.leaf('BT-5', 'InvoiceCurrencyCode', 'currency', token),
  invoice.one('EXT-FR-FE-BG-05', 'InvoicerTradeParty', 'invoicer', partyRows(EXTENSION_ROLES.invoicer)),
  invoice.one('EXT-FR-FE-BG-04', 'InvoiceeTradeParty', 'invoicee', partyRows(EXTENSION_ROLES.invoicee)),
  invoice.one('BG-10', 'PayeeTradeParty', 'payee', partyRows(PAYEE)),
  invoice.one('EXT-FR-FE-BG-02', 'PayerTradeParty', 'payer', partyRows(EXTENSION_ROLES.payer)),
  ...exchange,
  paymentMeans,
  vatBreakdown,
  invoice.leaf('BT-73', 'BillingSpecifiedPeriod/StartDateTime', 'period.start_date', civilDate),
  invoice.leaf('BT-74', 'BillingSpecifiedPeriod/EndDateTime', 'period.end_date', civilDate),
  invoice.many('BG-20, BG-21', 'SpecifiedTradeAllowanceCharge', 'allowance_charges', allowanceChargeRows('document')),
  invoice.many('EXT-FX-LOGISTICS', 'SpecifiedLogisticsServiceCharge', 'logistics_charges', [
    logistics.leaf('EXT-FX-LOGISTICS', 'Description', 'description', text),
    logistics.leaf('EXT-FX-LOGISTICS', 'AppliedAmount', 'amount', amount),
    logistics.constant('AppliedTradeTax/TypeCode', 'VAT', token),
    logistics.leaf('EXT-FX-LOGISTICS', 'AppliedTradeTax/ExemptionReason', 'exemption_reason', text),
    logistics.leaf('EXT-FX-LOGISTICS', 'AppliedTradeTax/CategoryCode', 'tax_category', token),
    logistics.leaf('EXT-FX-LOGISTICS', 'AppliedTradeTax/ExemptionReasonCode', 'exemption_code', token),
    logistics.leaf('EXT-FX-LOGISTICS', 'AppliedTradeTax/RateApplicablePercent', 'tax_rate', percent),
  ]),
  invoice.leaf('BT-20', 'SpecifiedTradePaymentTerms/Description', 'payment_terms', text),
  invoice.leaf('BT-9', 'SpecifiedTradePaymentTerms/DueDateDateTime', 'due_date', civilDate),
  invoice.leaf('BT-89', 'SpecifiedTradePaymentTerms/DirectDebitMandateID', 'mandate_id', token),
  ...totals,
  invoice.many('BG-3', 'InvoiceReferencedDocument', 'preceding_invoices', [
    preceding.leaf('BT-25', 'IssuerAssignedID', 'number', token),
    preceding.leaf('EXT-FR-FE-02', 'TypeCode', 'type_code', token),
    preceding.leaf('BT-26', 'FormattedIssueDateTime', 'issue_date', civilDate),
  ]),
  invoice.leaf('BT-19', 'ReceivableSpecifiedTradeAccountingAccount/ID', 'buyer_accounting_reference', token),
]);
