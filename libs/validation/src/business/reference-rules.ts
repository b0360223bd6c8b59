import type { BusinessRule } from './business-rule.js';
import { partyRoles } from '../rules/party-roles.js';

/** Something, an @, and a domain with a dot; no more can be told without writing to it. */
const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/u;

const email: BusinessRule = {
  id: 'OF-MAIL-01',
  terms: ['BT-43', 'BT-58', 'BT-34', 'BT-49'],
  severity: 'warning',
  says: { en: '"{value}" is no e-mail address.', fr: '« {value} » n’est pas une adresse électronique.' },
  check: (subject, _facts, broken) => {
    for (const { path, party } of partyRoles(subject)) {
      const { contact, electronic_address: address } = party;
      const given = [
        ['contact.email', contact?.email],
        ['electronic_address.value', address?.scheme === 'EM' ? address.value : undefined],
      ] as const;
      for (const [member, text] of given) {
        const value = text?.trim().replace(/^mailto:/i, '') ?? '';
        if (value !== '' && !EMAIL.test(value)) broken(`${path}.${member}`, { value });
      }
    }
  },
};

const itself: BusinessRule = {
  id: 'OF-REF-01',
  terms: ['BT-25', 'BT-1'],
  severity: 'error',
  says: {
    en: 'The invoice names itself, {value}, as the earlier invoice.',
    fr: 'La facture se cite elle-même, {value}, comme facture antérieure.',
  },
  fix: {
    en: 'Give the number of the invoice that is corrected, credited or preceded.',
    fr: 'Donnez le numéro de la facture rectifiée, créditée ou précédente.',
  },
  check: ({ document: { number, issue_date: issued, preceding_invoices: earlier = [] } }, _facts, broken) => {
    for (const [index, { number: value, issue_date: date }] of earlier.entries()) {
      // Numbers may start again with a year.
      const sameYear = date === undefined || issued === undefined || date.slice(0, 4) === issued.slice(0, 4);
      if (value !== undefined && value === number && sameYear) broken(`preceding_invoices[${index}].number`, { value });
    }
  },
};

const later: BusinessRule = {
  id: 'OF-REF-02',
  terms: ['BT-26', 'BT-2'],
  severity: 'warning',
  says: {
    en: 'The earlier invoice {number} is dated {date}, after this one, {issued}.',
    fr: 'La facture antérieure {number} est datée du {date}, après celle-ci, {issued}.',
  },
  check: ({ document: { issue_date: issued = '9', preceding_invoices: earlier = [] } }, _facts, broken) => {
    for (const [index, { number = '', issue_date: date }] of earlier.entries()) {
      if (date !== undefined && date > issued)
        broken(`preceding_invoices[${index}].issue_date`, { number, date, issued });
    }
  },
};

/** Addresses to write to, and invoices that are named. */
export const referenceRules: readonly BusinessRule[] = [email, itself, later];
