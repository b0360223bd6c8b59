import type { Folder } from '../step.js';

/** Every rule there is. */
export const validation: Folder = {
  name: 'Validation',
  docs: `
## Validation

Any invoice or lifecycle message against every official rule and our own, without storing anything.
`,
  steps: [
    { operation: 'validate', expect: { valid: 'eq true' } },
    {
      operation: 'validateBulk',
      form: { files: ['@file(files/invoice.xml)', '@file(files/supplier-invoice.xml)'] },
      expect: { 'data.length': 'eq 2', 'tally.unreadable': 'eq 0', 'data[1].report.valid': 'eq true' },
      note: 'The first file was imported before: its number is used, which is a finding.',
    },
    { operation: 'listRules', query: { term: 'BT-31', limit: '5' }, keep: { rule_code: 'data[0].code' } },
    { operation: 'getRule', path: { code: '{{rule_code}}' }, expect: { code: 'eq {{rule_code}}' } },
  ],
};
