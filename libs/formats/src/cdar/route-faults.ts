import type { FieldFault } from '@onefacture/errors';
import { LIFECYCLE_ROLES, type StatementRule } from '@onefacture/invoice';
import { isTaxPortal, type LifecycleStatement } from './statement.js';

const has = (roles: readonly string[], role: string): boolean => roles.includes(role);
const named = (roles: readonly string[]): string => roles.join(', ');

const senderFault = ({ sender, from }: LifecycleStatement, { phase }: StatementRule): FieldFault | undefined => {
  const { role } = sender ?? from;
  const allowed = phase === '305' ? ['WK'] : Object.keys(LIFECYCLE_ROLES).filter((one) => one !== 'DFH');
  if (sender === undefined || has(allowed, role)) return undefined;
  const message = `The one who hands the message over has the role ${role}; it wants ${named(allowed)} (BR-FR-CDV-CL-02).`;
  return { field: 'sender.role', code: 'INVALID', message };
};

const issuerFaults = ({ code, from }: LifecycleStatement, { issuers, phase }: StatementRule): FieldFault[] => {
  const faults: FieldFault[] = [];
  if (!has(issuers, from.role)) {
    const message = `Code ${code} is stated by ${named(issuers)}, not by ${from.role}.`;
    faults.push({ field: 'from.role', code: 'MISMATCH', message });
  }
  if (phase === '23' && from.id === undefined) {
    const message = `Code ${code} wants an issuer with an id, such as its SIREN (BR-FR-CDV-07).`;
    faults.push({ field: 'from.id', code: 'REQUIRED', message });
  }
  return faults;
};

const recipientFaults = ({ code, to }: LifecycleStatement, rule: StatementRule): FieldFault[] => {
  const faults: FieldFault[] = [];
  const report = (field: string, kind: string, message: string) => faults.push({ field, code: kind, message });
  if (to.length === 0) report('to', 'REQUIRED', 'A message wants a recipient.');
  const withPortal = to.some(isTaxPortal);
  to.forEach((party, index) => {
    const { role, id, electronic_address } = party;
    const field = `to[${index}]`;
    if (role === 'DFH') {
      if (!isTaxPortal(party)) report(`${field}.id`, 'INVALID', 'The tax portal has the id 0238:0000.');
      if (rule.tax_portal === 'never') {
        report(
          `${field}.role`,
          'MISMATCH',
          `The tax portal takes 200, 210, 212 and 213 alone; it rejects ${code} (G7.44).`,
        );
      }
      return;
    }
    if (!has(rule.recipients, role)) {
      report(`${field}.role`, 'MISMATCH', `Code ${code} is told to ${named(rule.recipients)}, not to ${role}.`);
    }
    if (role !== 'WK' && electronic_address === undefined) {
      const message = 'This recipient wants an electronic address, or the message cannot reach it (BR-FR-CDV-08).';
      report(`${field}.electronic_address`, 'REQUIRED', message);
    }
    if (withPortal && id === undefined) {
      const message = 'Beside the tax portal every recipient wants an id, or the portal is taken for the only one.';
      report(`${field}.id`, 'REQUIRED', message);
    }
  });
  return faults;
};

/** What is wrong with who states a code and who is told: BR-FR-CDV-07 and 08, CL-01 to CL-04, G7.44. */
export const routeFaults = (statement: LifecycleStatement, rule: StatementRule): FieldFault[] => {
  const sender = senderFault(statement, rule);
  return [
    ...issuerFaults(statement, rule),
    ...(sender === undefined ? [] : [sender]),
    ...recipientFaults(statement, rule),
  ];
};
