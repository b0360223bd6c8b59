import type { Period, Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';

const isReversed = ({ start_date: start, end_date: end }: Said<Period> = {}): boolean =>
  start !== undefined && end !== undefined && end < start;

const isEmpty = (period: Said<Period> | undefined): boolean =>
  period !== undefined && period.start_date === undefined && period.end_date === undefined;

type Flaw = (period: Said<Period> | undefined) => boolean;

const ofDocument = (rule: Omit<Rule, 'check' | 'severity'>, member: string, flaw: Flaw): Rule => ({
  ...rule,
  severity: 'error',
  check: ({ document }, broken) => {
    if (flaw(document.period)) broken(member);
  },
});

const ofLines = (rule: Omit<Rule, 'check' | 'severity'>, member: string, flaw: Flaw): Rule => ({
  ...rule,
  severity: 'error',
  check: ({ lines }, broken) => {
    for (const [index, { period }] of lines.entries()) if (flaw(period)) broken(`lines[${index}].${member}`);
  },
});

/** BG-14 and BG-26. */
export const periodRules: readonly Rule[] = [
  ofDocument(
    {
      id: 'BR-29',
      terms: ['BT-74', 'BT-73'],
      says: {
        en: 'The invoicing period ends (BT-74) before it starts (BT-73).',
        fr: 'La période de facturation finit (BT-74) avant de commencer (BT-73).',
      },
    },
    'period.end_date',
    isReversed,
  ),
  ofLines(
    {
      id: 'BR-30',
      terms: ['BT-135', 'BT-134'],
      says: {
        en: 'The period of a line ends (BT-135) before it starts (BT-134).',
        fr: 'La période d’une ligne finit (BT-135) avant de commencer (BT-134).',
      },
    },
    'period.end_date',
    isReversed,
  ),
  ofDocument(
    {
      id: 'BR-CO-19',
      terms: ['BG-14', 'BT-73', 'BT-74'],
      says: {
        en: 'The invoicing period (BG-14) has neither start (BT-73) nor end (BT-74).',
        fr: 'La période de facturation (BG-14) n’a ni début (BT-73) ni fin (BT-74).',
      },
      fix: {
        en: 'Give one of the dates, or leave the period out.',
        fr: 'Donnez l’une des dates, ou retirez la période.',
      },
    },
    'period',
    isEmpty,
  ),
  ofLines(
    {
      id: 'BR-CO-20',
      terms: ['BG-26', 'BT-134', 'BT-135'],
      says: {
        en: 'The period of a line (BG-26) has neither start (BT-134) nor end (BT-135).',
        fr: 'La période d’une ligne (BG-26) n’a ni début (BT-134) ni fin (BT-135).',
      },
      fix: {
        en: 'Give one of the dates, or leave the period out.',
        fr: 'Donnez l’une des dates, ou retirez la période.',
      },
    },
    'period',
    isEmpty,
  ),
];
