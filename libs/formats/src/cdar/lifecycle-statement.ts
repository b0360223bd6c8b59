import { AppError } from '@onefacture/errors';
import { LIFECYCLE_CODES, STATEMENT_RULES } from '@onefacture/invoice';
import { localTimeOf } from '../bindings/time-point.js';
import type { DocumentStatus, LifecycleMessage, MessageReference, StatusCharacteristic } from '../lifecycle-message.js';
import { isTaxPortal, type LifecycleStatement, reasonsOf } from './statement.js';
import { statementFaults } from './statement-faults.js';

const figuresOf = (statement: LifecycleStatement): StatusCharacteristic[] => {
  const type = STATEMENT_RULES.get(statement.code)?.figure;
  if (type === undefined) return [];
  return (statement.amounts ?? []).map(({ vat_rate, amount, at }) => ({
    type,
    amount,
    currency: statement.currency ?? 'EUR',
    ...(vat_rate === undefined ? {} : { percent: vat_rate }),
    ...(at === undefined ? {} : { at }),
  }));
};

/** One SpecifiedDocumentStatus a reason, numbered from 1; the figures of the statement stand in the first. */
const statusesOf = (statement: LifecycleStatement): DocumentStatus[] => {
  const figures = [...figuresOf(statement), ...(statement.characteristics ?? [])];
  const given = reasonsOf(statement);
  const reasons = given.length === 0 && figures.length > 0 ? [{}] : given;
  return reasons.map((reason, index) => ({
    sequence: index + 1,
    ...reason,
    characteristics: [...(index === 0 ? figures : []), ...(reason.characteristics ?? [])],
  }));
};

const idOf = ({ invoice, code, at }: LifecycleStatement): string => {
  const date = invoice.issue_date?.replaceAll('-', '');
  const document = [invoice.type_code, date].filter((part) => part !== undefined).join('_');
  return `${invoice.number}_${code}_${localTimeOf(at)}${document === '' ? '' : `#${document}`}`;
};

const referenceOf = (statement: LifecycleStatement): MessageReference => {
  const { code, invoice } = statement;
  const status_code = STATEMENT_RULES.get(code)?.status_code;
  const lifecycle_label = LIFECYCLE_CODES.get(code)?.label_fr;
  return {
    ...invoice,
    ...(status_code === undefined ? {} : { status_code }),
    lifecycle_code: code,
    ...(lifecycle_label === undefined ? {} : { lifecycle_label }),
    statuses: statusesOf(statement),
  };
};

/**
 * The lifecycle message that says `statement` as BR-FR-CDV (FNFE 1.4.0.03) wants it, for every code that a party or a
 * platform states: label, phase and UNTDID 1373 code of the lifecycle code, one MEN (212) or MPA (211) characteristic
 * per amount, one numbered status per reason, guideline and process by recipient.
 * Throws AppError `request.invalid` listing each field that is missing, unknown, or does not fit the code.
 */
export const lifecycleMessageFor = (statement: LifecycleStatement): LifecycleMessage => {
  const { code, at, from, to } = statement;
  const rule = STATEMENT_RULES.get(code);
  const errors = statementFaults(statement);
  if (rule === undefined || errors.length > 0) throw new AppError('request.invalid', { errors });
  const portal = to.length === 1 && to.every(isTaxPortal);
  return {
    ...(portal ? {} : { process: statement.process ?? 'REGULATED' }),
    guideline: `urn.cpro.gouv.fr:1p0:CDV:${portal ? 'einvoicingF2' : 'invoice'}`,
    id: statement.id ?? idOf(statement),
    issued_at: statement.issued_at ?? at,
    sender: statement.sender ?? { role: from.role },
    issuer: from,
    recipients: to,
    phase: rule.phase,
    stated_at: at,
    references: [referenceOf(statement)],
  };
};
