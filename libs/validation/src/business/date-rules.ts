import { type CivilDate, DOCUMENT_TYPES, PAID_FRAMES } from '@onefacture/invoice';
import { isFrench } from '../rules/fr/applicability.js';
import type { Subject } from '../rules/subject.js';
import type { BusinessRule } from './business-rule.js';
import { daysAfter, endOfMonth, isInCalendar } from './calendar.js';

type Given = readonly [path: string, date: CivilDate | undefined];

function* datesOf({ document, lines }: Subject): Generator<Given> {
  for (const member of ['issue_date', 'due_date', 'tax_point_date', 'delivery_date'] as const) {
    yield [member, document[member]];
  }
  yield ['period.start_date', document.period?.start_date];
  yield ['period.end_date', document.period?.end_date];
  yield ['exchange_rate.date', document.exchange_rate?.date];
  for (const [index, { issue_date: date }] of (document.preceding_invoices ?? []).entries()) {
    yield [`preceding_invoices[${index}].issue_date`, date];
  }
  for (const [index, { period, delivery_date: delivery, preceding_invoices: earlier = [] }] of lines.entries()) {
    yield [`lines[${index}].period.start_date`, period?.start_date];
    yield [`lines[${index}].period.end_date`, period?.end_date];
    yield [`lines[${index}].delivery_date`, delivery];
    for (const [at, { issue_date: date }] of earlier.entries()) {
      yield [`lines[${index}].preceding_invoices[${at}].issue_date`, date];
    }
  }
}

const real: BusinessRule = {
  id: 'OF-DATE-01',
  terms: ['BT-2', 'BT-9', 'BT-72'],
  severity: 'error',
  says: { en: '{value} is no day of the calendar.', fr: '{value} n’est pas un jour du calendrier.' },
  fix: { en: 'Give a day that exists, such as 2026-02-28.', fr: 'Indiquez un jour qui existe, tel que 2026-02-28.' },
  check: (subject, _facts, broken) => {
    for (const [path, value] of datesOf(subject)) {
      if (value !== undefined && !isInCalendar(value)) broken(path, { value });
    }
  },
};

const known = (date: CivilDate | undefined): date is CivilDate => date !== undefined && isInCalendar(date);

/** Invoices that ask for money at a later day; deposits, credit notes and paid invoices follow other rules. */
const asksForMoney = ({ document: { type_code: type = '', billing_frame: frame = '' } }: Subject): boolean => {
  const kind = DOCUMENT_TYPES[type]?.kind;
  return (kind === 'invoice' || kind === 'corrective') && !PAID_FRAMES.has(frame);
};

const dueEarly: BusinessRule = {
  id: 'OF-DATE-03',
  terms: ['BT-9', 'BT-2'],
  severity: 'warning',
  says: {
    en: 'Payment is due on {due}, before the invoice was issued on {issued}.',
    fr: 'Le paiement est exigible le {due}, avant l’émission de la facture le {issued}.',
  },
  check: (subject, _facts, broken) => {
    const { issue_date: issued, due_date: due } = subject.document;
    // Of a French invoice BR-FR-CO-07 says it.
    if (!known(issued) || !known(due) || isFrench(subject.document) || !asksForMoney(subject)) return;
    if (due < issued) broken('due_date', { due, issued });
  },
};

/** The last day that parties may agree on: 60 days, or 45 days and the end of the month, counted either way round. */
const lastDay = (issued: CivilDate): CivilDate => {
  const ways = [daysAfter(issued, 60), endOfMonth(daysAfter(issued, 45)), daysAfter(endOfMonth(issued), 45)];
  return ways.toSorted().at(-1) ?? issued;
};

const dueLate: BusinessRule = {
  id: 'OF-DATE-04',
  terms: ['BT-9', 'BT-2'],
  severity: 'warning',
  says: {
    en: 'Payment is due on {due}; of an invoice of {issued} the law allows {last} at the latest.',
    fr: 'Le paiement est exigible le {due} ; pour une facture du {issued}, la loi admet au plus tard le {last}.',
  },
  fix: {
    en: 'Companies in France may agree on 60 days, or 45 days and the end of the month (art. L. 441-10 code de commerce).',
    fr: 'Entre entreprises, le délai convenu est de 60 jours au plus, ou de 45 jours fin de mois (art. L. 441-10 code de commerce).',
  },
  check: (subject, _facts, broken) => {
    const { issue_date: issued, due_date: due, seller, buyer } = subject.document;
    const home = [seller, buyer].every((party) => party?.address?.country_code === 'FR');
    if (!home || !known(issued) || !known(due) || !asksForMoney(subject)) return;
    const last = lastDay(issued);
    if (due > last) broken('due_date', { due, issued, last });
  },
};

const future: BusinessRule = {
  id: 'OF-DATE-05',
  terms: ['BT-2'],
  severity: 'warning',
  says: {
    en: 'The invoice is dated {issued}, later than today, {today}.',
    fr: 'La facture est datée du {issued}, après ce jour, le {today}.',
  },
  fix: { en: 'Date the invoice on the day it is issued.', fr: 'Datez la facture du jour de son émission.' },
  check: ({ document: { issue_date: issued } }, { today }, broken) => {
    if (known(issued) && issued > today) broken('issue_date', { issued, today });
  },
};

const old: BusinessRule = {
  id: 'OF-DATE-06',
  terms: ['BT-2'],
  severity: 'warning',
  says: {
    en: 'The invoice is dated {issued}: its VAT could be deducted up to {last} only.',
    fr: 'La facture est datée du {issued} : sa TVA n’était déductible que jusqu’au {last}.',
  },
  fix: {
    en: 'Check the year. The right to deduct ends with the second year after (art. 208, annexe II CGI).',
    fr: 'Vérifiez l’année. Le droit à déduction s’éteint à la fin de la deuxième année suivante (art. 208, annexe II CGI).',
  },
  check: ({ document: { issue_date: issued } }, { today }, broken) => {
    if (!known(issued)) return;
    const last = `${Number(issued.slice(0, 4)) + 2}-12-31`;
    if (today > last) broken('issue_date', { issued, last });
  },
};

/** Days that exist, and that can be. */
export const dateRules: readonly BusinessRule[] = [real, dueEarly, dueLate, future, old];
