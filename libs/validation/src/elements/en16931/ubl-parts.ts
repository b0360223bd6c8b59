import type { Taken } from '../element-rule.js';

/** BG-4 */
export const SUPPLIER = 'AccountingSupplierParty/Party';
/** BG-7 */
export const CUSTOMER = 'AccountingCustomerParty/Party';
/** BG-25 */
export const LINE = '//(InvoiceLine|CreditNoteLine)';
/** BG-11 */
export const REPRESENTATIVE = '//TaxRepresentativeParty';
/** BG-22 */
export const TOTAL = '//LegalMonetaryTotal';

/** Whether a category or registration is one of VAT. */
export const isVat = (taken: Taken): boolean => taken('scheme').some((scheme) => scheme.trim().toUpperCase() === 'VAT');
