import { type Binding, bindingsFor } from '../bindings/binding.js';
import { amount, base64, decimal, flag, isoDate, percent, text, token } from '../bindings/codec.js';
import { partyRows } from './party-rows.js';
import { EXTENSION_ROLES } from './party-terms.js';
import type { UblAllowanceCharge } from './ubl-allowance-charge.js';
import type { UblDocumentReference } from './ubl-document-reference.js';
import type { UblInvoice } from './ubl-invoice.js';
import type { UblMandate, UblPaymentMeans } from './ubl-payment.js';
import type { UblTaxSubtotal, UblTaxTotal } from './ubl-tax.js';

const invoice = bindingsFor<UblInvoice>();
const means = bindingsFor<UblPaymentMeans>();
const mandate = bindingsFor<UblMandate>();
const allowance = bindingsFor<UblAllowanceCharge>();
const taxTotal = bindingsFor<UblTaxTotal>();
const subtotal = bindingsFor<UblTaxSubtotal>();
const totals = bindingsFor<NonNullable<UblInvoice['totals']>>();
const reference = bindingsFor<UblDocumentReference>();

/** Every amount is in the currency of the invoice (BT-5), but for those that name their own. */
export const MONEY = { currencyID: { document: 'currency' } } as const;

/** The rows of one reference to an object or a supporting document. */
export const documentRows = (
  object: string,
  [description, file, url]: readonly [description: string, file: string, url: string],
): Binding[] => [
  reference.leaf(object, 'ID', 'id', token, { schemeID: { member: 'scheme' } }),
  reference.leaf(object, 'DocumentTypeCode', 'type_code', token),
  reference.leaf(description, 'DocumentDescription', 'description', text),
  reference.leaf(file, 'Attachment/EmbeddedDocumentBinaryObject', 'file.base64', base64, {
    mimeCode: { member: 'file.mime_type' },
    filename: { member: 'file.filename' },
  }),
  reference.leaf(url, 'Attachment/ExternalReference/URI', 'url', token),
];

/** The rows of one allowance or charge; a line's has no VAT of its own. */
export const allowanceChargeRows = (level: 'document' | 'line'): Binding[] => {
  const [amounts, base, rate, reason, code] =
    level === 'document'
      ? (['BT-92, BT-99', 'BT-93, BT-100', 'BT-94, BT-101', 'BT-97, BT-104', 'BT-98, BT-105'] as const)
      : (['BT-136, BT-141', 'BT-137, BT-142', 'BT-138, BT-143', 'BT-139, BT-144', 'BT-140, BT-145'] as const);
  return [
    allowance.leaf(amounts, 'ChargeIndicator', 'charge', flag),
    allowance.leaf(code, 'AllowanceChargeReasonCode', 'reason_code', token, { listID: { member: 'reason_list' } }),
    allowance.leaf(reason, 'AllowanceChargeReason', 'reason', text),
    allowance.leaf(rate, 'MultiplierFactorNumeric', 'percentage', percent),
    allowance.leaf(amounts, 'Amount', 'amount', amount, MONEY),
    allowance.leaf(base, 'BaseAmount', 'base_amount', amount, MONEY),
    ...(level === 'line'
      ? []
      : [
          allowance.leaf('BT-95, BT-102', 'TaxCategory/ID', 'tax_category', token),
          allowance.leaf('BT-96, BT-103', 'TaxCategory/Percent', 'tax_rate', percent),
          allowance.leaf('EXT of BT-121', 'TaxCategory/TaxExemptionReasonCode', 'exemption_code', token),
          allowance.leaf('EXT of BT-120', 'TaxCategory/TaxExemptionReason', 'exemption_reason', text),
          allowance.leaf('BT-95, BT-102', 'TaxCategory/TaxScheme/ID', 'tax_scheme', token),
        ]),
  ];
};

/** The rows of a VAT total; only that of the document has a breakdown (BG-23). */
export const taxTotalRows = (term: string): Binding[] => [
  taxTotal.leaf(term, 'TaxAmount', 'amount', amount, { currencyID: { member: 'currency' } }),
  taxTotal.many('BG-23', 'TaxSubtotal', 'vat_breakdown', [
    subtotal.leaf('BT-116', 'TaxableAmount', 'taxable_amount', amount, MONEY),
    subtotal.leaf('BT-117', 'TaxAmount', 'tax_amount', amount, MONEY),
    subtotal.leaf('BT-118', 'TaxCategory/ID', 'tax_category', token),
    subtotal.leaf('BT-119', 'TaxCategory/Percent', 'tax_rate', percent),
    subtotal.leaf('BT-121', 'TaxCategory/TaxExemptionReasonCode', 'exemption_code', token),
    subtotal.leaf('BT-120', 'TaxCategory/TaxExemptionReason', 'exemption_reason', text),
    subtotal.leaf('BT-118', 'TaxCategory/TaxScheme/ID', 'tax_scheme', token),
  ]),
];

/** BG-16 to BG-19; BT-9 stands here in a credit note. */
const paymentMeans = invoice.many('BG-16', 'PaymentMeans', 'payment_means', [
  means.leaf('BT-81, BT-82', 'PaymentMeansCode', 'type_code', token, { name: { member: 'text' } }),
  means.leaf('BT-9', 'PaymentDueDate', 'due_date', isoDate),
  means.leaf('BT-83', 'PaymentID', 'remittance_information', text),
  means.leaf('BT-87', 'CardAccount/PrimaryAccountNumberID', 'card.number', token),
  means.leaf('BT-87', 'CardAccount/NetworkID', 'card.network', token),
  means.leaf('BT-88', 'CardAccount/HolderName', 'card.holder', text),
  means.leaf('BT-84', 'PayeeFinancialAccount/ID', 'account_id', token),
  means.leaf('BT-85', 'PayeeFinancialAccount/Name', 'account_name', text),
  means.leaf('BT-86', 'PayeeFinancialAccount/FinancialInstitutionBranch/ID', 'bic', token),
  means.one('BG-19', 'PaymentMandate', 'mandate', [
    mandate.leaf('BT-89', 'ID', 'mandate_id', token),
    mandate.one(EXTENSION_ROLES.payer.name, 'PayerParty', 'payer', partyRows(EXTENSION_ROLES.payer)),
    mandate.leaf('BT-91', 'PayerFinancialAccount/ID', 'debited_account', token),
  ]),
]);

/** BG-22 without its two VAT totals. */
const monetaryTotal = invoice.one('BG-22', 'LegalMonetaryTotal', 'totals', [
  totals.leaf('BT-106', 'LineExtensionAmount', 'lines', amount, MONEY),
  totals.leaf('BT-109', 'TaxExclusiveAmount', 'net', amount, MONEY),
  totals.leaf('BT-112', 'TaxInclusiveAmount', 'gross', amount, MONEY),
  totals.leaf('BT-107', 'AllowanceTotalAmount', 'allowances', amount, MONEY),
  totals.leaf('BT-108', 'ChargeTotalAmount', 'charges', amount, MONEY),
  totals.leaf('BT-113', 'PrepaidAmount', 'prepaid', amount, MONEY),
  totals.leaf('BT-114', 'PayableRoundingAmount', 'rounding', amount, MONEY),
  totals.leaf('BT-115', 'PayableAmount', 'due', amount, MONEY),
]);

const rate = 'EXT-FR-FE-BG-13';

/** Payment, allowances and charges, VAT and totals of the document. */
export const settlement: readonly Binding[] = [
  paymentMeans,
  invoice.leaf('BT-20', 'PaymentTerms/Note', 'payment_terms', text),
  invoice.many('BG-20, BG-21', 'AllowanceCharge', 'allowance_charges', allowanceChargeRows('document')),
  invoice.leaf(rate, 'TaxExchangeRate/SourceCurrencyCode', 'exchange_rate.source_currency', token),
  invoice.leaf(rate, 'TaxExchangeRate/TargetCurrencyCode', 'exchange_rate.target_currency', token),
  invoice.leaf(rate, 'TaxExchangeRate/CalculationRate', 'exchange_rate.rate', decimal),
  invoice.leaf(rate, 'TaxExchangeRate/Date', 'exchange_rate.date', isoDate),
  invoice.many('BT-110, BT-111', 'TaxTotal', 'tax_totals', taxTotalRows('BT-110, BT-111')),
  monetaryTotal,
];
