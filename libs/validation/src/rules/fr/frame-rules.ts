import {
  BILLING_FRAMES,
  type Decimal,
  decimalText,
  FINAL_FRAMES,
  PAID_FRAMES,
  PREPAYMENT_TYPES,
} from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { french } from './french-rule.js';

const frameOf = ({ document: { billing_frame: frame = '' } }: Subject): string => frame;
const isPaid = (subject: Subject): boolean => PAID_FRAMES.has(frameOf(subject));

/** An amount for a sentence. */
const shown = (amount: Decimal | undefined): string => (amount === undefined ? '' : decimalText(amount, 2));

const known = french({
  ids: 'BR-FR-08_BT-23',
  terms: ['BT-23'],
  says: {
    en: 'The billing frame (BT-23) is "{value}"; one of the French list is wanted.',
    fr: 'Le cadre de facturation (BT-23) vaut « {value} » ; une valeur de la liste française est attendue.',
  },
  fix: {
    en: `Use one of ${Object.keys(BILLING_FRAMES).join(', ')}: B1 for goods, S1 for services, M1 for both.`,
    fr: `Utilisez l’une des valeurs ${Object.keys(BILLING_FRAMES).join(', ')} : B1 biens, S1 services, M1 les deux.`,
  },
  check: (subject, broken) => {
    const value = frameOf(subject);
    if (!Object.hasOwn(BILLING_FRAMES, value)) broken('billing_frame', { value });
  },
});

const dueDate = french({
  ids: 'BR-FR-CO-07_BT-9',
  terms: ['BT-9', 'BT-2'],
  says: {
    en: 'Payment is due on {due}, before the date of the invoice, {issued}.',
    fr: 'L’échéance, {due}, précède la date de la facture, {issued}.',
  },
  check: (subject, broken) => {
    const { type_code: type = '', due_date: due, issue_date: issued } = subject.document;
    if (due === undefined || PREPAYMENT_TYPES.has(type) || isPaid(subject)) return;
    const early = issued === undefined ? subject.syntax === 'CII' : due < issued;
    if (early) broken('due_date', { due, issued: issued ?? '' });
  },
});

const finalInvoice = french({
  ids: 'BR-FR-CO-08_BT-23',
  terms: ['BT-23', 'BT-3'],
  says: {
    en: 'Billing frame {value} is that of a final invoice after a deposit, but type {type} is itself a deposit.',
    fr: 'Le cadre {value} est celui d’une facture définitive après acompte, mais le type {type} est lui-même un acompte.',
  },
  check: (subject, broken) => {
    const { type_code: type = '' } = subject.document;
    const value = frameOf(subject);
    if (FINAL_FRAMES.has(value) && PREPAYMENT_TYPES.has(type)) broken('billing_frame', { value, type });
  },
});

const paidInFull = french({
  ids: 'BR-FR-CO-09_BT-23-1',
  terms: ['BT-113', 'BT-112', 'BT-23'],
  says: {
    en: 'Billing frame {frame} says that all is paid, but {declared} was paid of {computed}.',
    fr: 'Le cadre {frame} indique que tout est payé, mais {declared} a été payé sur {computed}.',
  },
  check: (subject, broken) => {
    const { prepaid, gross } = subject.document.totals ?? {};
    if (!isPaid(subject) || (gross !== undefined && prepaid?.equals(gross) === true)) return;
    broken('totals.prepaid', { frame: frameOf(subject), declared: shown(prepaid), computed: shown(gross) });
  },
});

const nothingDue = french({
  ids: 'BR-FR-CO-09_BT-23-2',
  terms: ['BT-115', 'BT-23'],
  says: {
    en: 'Billing frame {frame} says that all is paid, but {declared} is left to pay; 0.00 is wanted.',
    fr: 'Le cadre {frame} indique que tout est payé, mais il reste {declared} à payer ; 0.00 est attendu.',
  },
  check: (subject, broken) => {
    const due = subject.document.totals?.due;
    if (isPaid(subject) && due?.isZero() !== true) {
      broken('totals.due', { frame: frameOf(subject), declared: shown(due) });
    }
  },
});

const paymentDate = french({
  ids: 'BR-FR-CO-09_BT-23-3',
  terms: ['BT-9', 'BT-23'],
  says: {
    en: 'Billing frame {frame} says that all is paid: the date of payment (BT-9) is missing.',
    fr: 'Le cadre {frame} indique que tout est payé : il manque la date de paiement (BT-9).',
  },
  check: (subject, broken) => {
    if (isPaid(subject) && subject.document.due_date === undefined) broken('due_date', { frame: frameOf(subject) });
  },
});

const euros = french({
  ids: 'BR-FR-CO-12_BT-5',
  terms: ['BT-6', 'BT-111', 'BT-5'],
  says: {
    en: 'An invoice in {currency} states its VAT in euros too: BT-6 must be EUR, with an amount BT-111.',
    fr: 'Une facture en {currency} indique aussi la TVA en euros : BT-6 doit valoir EUR, avec un montant BT-111.',
  },
  check: ({ document: { currency = 'EUR', tax_currency: accounting, totals } }, broken) => {
    if (currency === 'EUR') return;
    if (accounting !== 'EUR') broken('tax_currency', { currency });
    else if (totals?.tax_accounting === undefined) broken('totals.tax_accounting', { currency });
  },
});

/** BR-FR-08, -CO-07 to -CO-09, -CO-12. */
export const frameRules: readonly Rule[] = [
  ...known,
  ...dueDate,
  ...finalInvoice,
  ...paidInFull,
  ...nothingDue,
  ...paymentDate,
  ...euros,
];
