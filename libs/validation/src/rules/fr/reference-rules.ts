import type { PrecedingInvoice, Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { french } from './french-rule.js';

const GLOBAL_ALLOWANCE = '262';
const CORRECTIVE: ReadonlySet<string> = new Set(['384', '471', '472', '473']);
/** All credit notes but the global allowance, which credits no invoice by itself. */
const CREDITING: ReadonlySet<string> = new Set(['261', '381', '396', '502', '503']);

const typeOf = ({ document: { type_code: type = '' } }: Subject): string => type;

const globalAllowance = french({
  ids: 'BR-FR-CO-03_BT-3',
  terms: ['BT-3', 'BT-12', 'BG-14'],
  says: {
    en: 'A global allowance (262) names its contract (BT-12) and the period it covers (BG-14).',
    fr: 'Un avoir de remise globale (262) indique son contrat (BT-12) et la période couverte (BG-14).',
  },
  check: (subject, broken) => {
    if (typeOf(subject) !== GLOBAL_ALLOWANCE) return;
    const { contract_reference: contract, period } = subject.document;
    if (contract === undefined) broken('contract_reference');
    if (period?.start_date === undefined) broken('period.start_date');
    if (period?.end_date === undefined) broken('period.end_date');
  },
});

const corrective = french({
  ids: { CII: 'BR-FR-CO-04_BT-4', UBL: 'BR-FR-CO-04_BT-3' },
  terms: ['BG-3', 'BT-3'],
  says: {
    en: 'A corrective invoice ({type}) names exactly one earlier invoice (BG-3); this one names {count}.',
    fr: 'Une facture rectificative ({type}) cite exactement une facture antérieure (BG-3) ; celle-ci en cite {count}.',
  },
  check: (subject, broken) => {
    const type = typeOf(subject);
    const count = subject.document.preceding_invoices?.length ?? 0;
    if (CORRECTIVE.has(type) && count !== 1) broken('preceding_invoices', { type, count: String(count) });
  },
});

const isDated = ({ number, issue_date }: Said<PrecedingInvoice>): boolean =>
  number !== undefined && issue_date !== undefined;

const credit = french({
  ids: 'BR-FR-CO-05_BT-3',
  terms: ['BG-3', 'BT-3'],
  says: {
    en: 'A credit note ({type}) names the invoice that it credits, with number and date (BG-3), once or on every line.',
    fr: 'Un avoir ({type}) cite la facture créditée, avec numéro et date (BG-3), une fois ou sur chaque ligne.',
  },
  check: (subject, broken) => {
    const type = typeOf(subject);
    if (!CREDITING.has(type) || subject.document.preceding_invoices?.some(isDated) === true) return;
    const counting = subject.lines.filter(({ kind = 'DETAIL' }) => kind === 'DETAIL');
    if (!counting.every(({ preceding_invoices: earlier }) => earlier?.some(isDated) === true)) {
      broken('preceding_invoices', { type });
    }
  },
});

/** BR-FR-CO-03 to -05. */
export const referenceRules: readonly Rule[] = [...globalAllowance, ...corrective, ...credit];
