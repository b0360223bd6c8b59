import type { OrganisationIdentity } from '@onefacture/accounts';
import { OperatorSettings } from '@onefacture/config';
import type { PaymentInvoiceRow } from '../../payments/payment-records.repository.js';
import { operatorFrom, type Operator } from '../operator.js';

/** Settings of an operator who sells with VAT. */
export const OPERATOR = {
  ONEFACTURE_OPERATOR_NAME: 'Onefacture Démo SAS',
  ONEFACTURE_OPERATOR_SIREN: '732829320',
  ONEFACTURE_OPERATOR_SIRET: '73282932000074',
  ONEFACTURE_OPERATOR_VAT_NUMBER: 'FR44732829320',
  ONEFACTURE_OPERATOR_ADDRESS_LINE1: '1 rue Cler',
  ONEFACTURE_OPERATOR_POSTAL_CODE: '75007',
  ONEFACTURE_OPERATOR_CITY: 'Paris',
  ONEFACTURE_OPERATOR_EMAIL: 'facturation@onefacture.example',
  ONEFACTURE_OPERATOR_LEGAL_INFORMATION: 'SAS au capital de 10 000 €, RCS Paris 732 829 320',
} as const;

/** The operator of those settings and others. */
export function operatorOf(more: Readonly<Record<string, string>> = {}): Operator {
  const operator = operatorFrom(OperatorSettings.from({ ...OPERATOR, ...more }));
  if (!operator) throw new Error('the operator is not whole');
  return operator;
}

/** A French company that says all that is needed. */
export const GLOBEX: OrganisationIdentity = {
  name: 'Globex SAS',
  siren: '552120222',
  address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
};

/** A line of 49 € with 20 % of VAT on top. */
export const LINE: PaymentInvoiceRow['lines'][number] = {
  description: '1 × Starter (at €49.00 / month)',
  quantity: 1,
  unit_amount: '4900',
  amount: 4_900,
  discount: 0,
  taxes: [{ kind: 'taxed', amount: 980, inclusive: false }],
  period: { start: '2026-11-20T09:00:00.000Z', end: '2026-12-20T09:00:00.000Z' },
};

/** A paid invoice for that line. */
export const paidInvoice = (more: Partial<PaymentInvoiceRow> = {}): PaymentInvoiceRow => ({
  id: '01997a3e-0000-7000-8000-0000000000cc',
  invoice_id: 'in_1',
  number: 'OF-0001',
  status: 'paid',
  currency: 'EUR',
  net: 4_900,
  tax: 980,
  total: 5_880,
  paid: 5_880,
  due: 0,
  created_at: new Date('2026-11-20T09:00:00Z'),
  issued_at: new Date('2026-11-20T09:00:05Z'),
  due_at: null,
  paid_at: new Date('2026-11-20T09:00:10Z'),
  period_start: new Date('2026-11-20T09:00:00Z'),
  period_end: new Date('2026-11-20T09:00:00Z'),
  page: null,
  pdf: null,
  lines: [LINE],
  ...more,
});
