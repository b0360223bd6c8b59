import type { FieldFault } from '@onefacture/errors';
import {
  ACTION_CODES,
  CHARACTERISTIC_TYPES,
  DOCUMENT_TYPES,
  LIFECYCLE_PROCESSES,
  PUBLIC_SECTOR_REFUSALS,
  STATEMENT_RULES,
  type StatementRule,
} from '@onefacture/invoice';
import type { StatusCharacteristic } from '../lifecycle-message.js';
import { routeFaults } from './route-faults.js';
import { type LifecycleStatement, reasonsOf, type StatementReason } from './statement.js';

type Report = (field: string, code: 'REQUIRED' | 'INVALID' | 'UNKNOWN' | 'MISMATCH', message: string) => void;

const known = <T>(table: Readonly<Record<string, T>>, code: string): T | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

const isInstant = (text: string): boolean => /T/.test(text) && !Number.isNaN(Date.parse(text));

const headFaults = (statement: LifecycleStatement, { code }: StatementRule, report: Report): void => {
  const { invoice, at, issued_at, process, currency } = statement;
  const ofFile = code === '501';
  for (const field of ['type_code', 'issue_date', 'seller_siren'] as const) {
    if (invoice[field] === undefined && !ofFile) {
      report(`invoice.${field}`, 'REQUIRED', `Code ${code} names its invoice by number, type, date and seller.`);
    }
  }
  if (invoice.number.trim() === '') report('invoice.number', 'REQUIRED', 'Say which invoice or file is meant.');
  if (invoice.type_code !== undefined && known(DOCUMENT_TYPES, invoice.type_code) === undefined) {
    report('invoice.type_code', 'INVALID', `${invoice.type_code} is not an invoice type of BR-FR-04; give BT-3.`);
  }
  if (invoice.issue_date !== undefined && !/^20\d{2}-\d{2}-\d{2}$/.test(invoice.issue_date)) {
    report('invoice.issue_date', 'INVALID', 'Give the date of the invoice as YYYY-MM-DD.');
  }
  if (invoice.seller_siren !== undefined && !/^\d{9}$/.test(invoice.seller_siren)) {
    report('invoice.seller_siren', 'INVALID', 'A SIREN has nine digits.');
  }
  for (const [field, value] of Object.entries({ at, issued_at, 'invoice.received_at': invoice.received_at })) {
    if (value !== undefined && !isInstant(value))
      report(field, 'INVALID', 'Give an instant such as 2026-06-30T10:00:00Z.');
  }
  if (process !== undefined && !LIFECYCLE_PROCESSES.some((one) => one === process)) {
    report('process', 'INVALID', `Use one of ${LIFECYCLE_PROCESSES.join(', ')} (BR-FR-CDV-CL-01).`);
  }
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    report('currency', 'INVALID', 'Give the currency by its ISO 4217 code, such as EUR.');
  }
};

/** The reason codes this statement may give: those of the code, and the public sector's own for its platform 9999. */
const allowedReasons = ({ sender }: LifecycleStatement, { code, reasons }: StatementRule): readonly string[] => {
  const publicSector = sender?.id?.scheme === '0238' && sender.id.value === '9999';
  return code === '210' && publicSector ? [...reasons, ...PUBLIC_SECTOR_REFUSALS] : reasons;
};

const reasonFaults = (statement: LifecycleStatement, rule: StatementRule, report: Report): void => {
  const { code } = rule;
  const reasons = reasonsOf(statement);
  const allowed = allowedReasons(statement, rule);
  const list = Array.isArray(statement.reason);
  const field = (index: number, name: string) => `reason${list ? `[${index}]` : ''}.${name}`;
  if (rule.reason_required && !reasons.some(({ reason_code }) => reason_code !== undefined)) {
    report(field(0, 'reason_code'), 'REQUIRED', `Code ${code} wants a reason: one of ${allowed.join(', ')}.`);
  }
  if (rule.comment_required && !reasons.some(({ comment = '' }) => comment.trim() !== '')) {
    report(field(0, 'comment'), 'REQUIRED', `Code ${code} wants a comment that says what is wrong (G7.25).`);
  }
  reasons.forEach(({ reason_code, action_code }, index) => {
    if (reason_code !== undefined && !allowed.includes(reason_code)) {
      const may = allowed.length === 0 ? 'carries no reason code; use a comment' : `takes one of ${allowed.join(', ')}`;
      report(field(index, 'reason_code'), 'MISMATCH', `${reason_code} does not fit: code ${code} ${may}.`);
    }
    if (action_code !== undefined && known(ACTION_CODES, action_code) === undefined) {
      report(field(index, 'action_code'), 'INVALID', `Use one of ${Object.keys(ACTION_CODES).join(', ')}.`);
    }
  });
};

const amountFaults = (statement: LifecycleStatement, { code, figure }: StatementRule, report: Report): void => {
  const { amounts = [], characteristics = [] } = statement;
  const moves = figure === 'MEN' || figure === 'MPA';
  if (amounts.length > 0 && !moves) {
    report('amounts', 'MISMATCH', `Code ${code} tells no payment; amounts belong to 211 (paid) and 212 (received).`);
  }
  const told = characteristics.some(({ type }) => type === figure);
  if (moves && amounts.length === 0 && !told) {
    const what = code === '212' ? 'what came in, per VAT rate (BR-FR-CDV-14)' : 'what was paid';
    report('amounts', 'REQUIRED', `Code ${code} wants an amount: ${what}.`);
  }
  if (figure === 'CBB' && !told) {
    report('characteristics', 'REQUIRED', `Code ${code} wants the account to pay: a characteristic of type CBB.`);
  }
  if (code === '212') {
    amounts.forEach(({ vat_rate }, index) => {
      if (vat_rate === undefined)
        report(`amounts[${index}].vat_rate`, 'REQUIRED', 'Say at which VAT rate it was taxed.');
    });
  }
  const received = [...amounts, ...characteristics.filter(({ type }) => type === 'MEN')];
  const negative = received.some(({ amount }) => amount?.isNegative());
  if (negative && code === '212' && !reasonsOf(statement).some(({ comment }) => comment !== undefined)) {
    report('reason.comment', 'REQUIRED', 'An amount that is taken back wants a comment (DGFiP P1.15 to P1.17).');
  }
};

const characteristicFaults = (
  characteristics: readonly StatusCharacteristic[],
  place: string,
  code: string,
  report: Report,
): void =>
  characteristics.forEach(({ type, amount, percent, value, id }, index) => {
    const field = `${place}[${index}]`;
    const row = known(CHARACTERISTIC_TYPES, type);
    if (row === undefined) {
      report(`${field}.type`, 'INVALID', `Use one of ${Object.keys(CHARACTERISTIC_TYPES).join(', ')}.`);
    } else if (row.only !== undefined && row.only !== code) {
      report(`${field}.type`, 'MISMATCH', `${type} belongs to code ${row.only}, not to ${code}.`);
    } else if (type === 'MEN' && (amount === undefined || percent === undefined)) {
      report(field, 'REQUIRED', 'MEN wants an amount and the VAT rate in percent (BR-FR-CDV-14).');
    } else if (type === 'CBB' && value === undefined && id === undefined) {
      report(`${field}.value`, 'REQUIRED', 'Say which account is meant, by its IBAN.');
    }
  });

const figureFaults = (statement: LifecycleStatement, { code }: StatementRule, report: Report): void => {
  characteristicFaults(statement.characteristics ?? [], 'characteristics', code, report);
  const list = Array.isArray(statement.reason);
  reasonsOf(statement).forEach(({ characteristics = [] }: StatementReason, index) =>
    characteristicFaults(characteristics, `reason${list ? `[${index}]` : ''}.characteristics`, code, report),
  );
};

/**
 * What keeps a statement from being made a message, field by field, each with a sentence to act on; empty when it may.
 * Sources: STATEMENT_RULES and the rules its entries name.
 */
export const statementFaults = (statement: LifecycleStatement): FieldFault[] => {
  const faults: FieldFault[] = [];
  const report: Report = (field, code, message) => faults.push({ field, code, message });
  const rule = STATEMENT_RULES.get(statement.code);
  if (rule === undefined) {
    report('code', 'UNKNOWN', `${statement.code} is not a lifecycle code of XP Z12-012 (BR-FR-CDV-CL-06).`);
  } else if (rule.issuers.includes('DFH')) {
    report('code', 'MISMATCH', `${statement.code} is set by the tax portal alone; a party or a platform reads it.`);
  } else {
    headFaults(statement, rule, report);
    faults.push(...routeFaults(statement, rule));
    reasonFaults(statement, rule, report);
    amountFaults(statement, rule, report);
    figureFaults(statement, rule, report);
  }
  return faults;
};
