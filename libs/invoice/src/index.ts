export * from './invoice.js';
export {
  AMOUNT_DIGITS,
  Decimal,
  decimal,
  decimalOf,
  decimalText,
  fitsDigits,
  fitsScale,
  isNumberLiteral,
  roundCents,
  sum,
  ZERO,
} from './money.js';
export type { NumberLiteral } from './money.js';
export * from './identifiers/siren.js';
export * from './identifiers/siret.js';
export * from './identifiers/vat-number.js';
export * from './identifiers/electronic-address.js';
export * from './identifiers/iban.js';
export * from './codes/address-schemes.js';
export * from './codes/attachment-types.js';
export * from './codes/billing-frames.js';
export * from './codes/countries.js';
export * from './codes/currencies.js';
export * from './codes/document-type-lists.js';
export * from './codes/document-types.js';
export * from './codes/exemption-codes.js';
export * from './codes/incoterms.js';
export * from './codes/item-lists.js';
export * from './codes/item-properties.js';
export * from './codes/line-kinds.js';
export * from './codes/note-subjects.js';
export * from './codes/object-schemes.js';
export * from './codes/party-schemes.js';
export * from './codes/payment-means.js';
export * from './codes/reason-codes.js';
export * from './codes/specifications.js';
export * from './codes/tax-points.js';
export * from './codes/units.js';
export * from './codes/vat.js';
export * from './body/body-amounts.js';
export * from './body/body-schema.js';
export * from './body/charge-schema.js';
export * from './body/faults.js';
export * from './body/identifier-schema.js';
export * from './body/invoice-body.js';
export * from './body/leaves.js';
export * from './body/line-schema.js';
export * from './body/party-schema.js';
export * from './body/payment-schema.js';
export * from './body/reference-schema.js';
export * from './body/vat-schema.js';
export * from './totals.js';
export * from './company-settings.js';
export * from './completion.js';
export * from './lifecycle/codes.js';
export * from './lifecycle/commands.js';
export * from './lifecycle/event-type.js';
export * from './lifecycle/fold.js';
export * from './lifecycle/lifecycle-role.js';
export * from './lifecycle/reasons.js';
export * from './lifecycle/received.js';
export * from './lifecycle/statement-codes.js';
export * from './lifecycle/statement-rules.js';
export * from './profiles.js';
export * from './submission/submission.js';
export * from './body/patch.js';
export * from './present.js';
export * from './from-document.js';
export { documentFromText, documentToText } from './said-document.js';
export { invoiceFromStored, invoiceToStored } from './stored.js';
