import type { Folder, OperationStep } from '../step.js';
import { sent } from './invoices.js';

/** Approved, due since July, and paid to somebody else's account. */
const overdue = (name: string, prefix: string, keep: string): OperationStep => sent(name, prefix, '000000125', keep);
const waitFor = (id: string) => ({ path: `/v1/invoices/{{${id}}}`, holds: "body.status === 'APPROVED'" });

/** In-app check-ins: was it paid? */
export const checkIns: Folder = {
  name: 'Check-ins',
  docs: `
## Check-ins

An invoice that is due and of which nobody said that it was paid awaits an answer: yes, or not yet. The same question
goes out as a signed link (\`answer_url\`) for those who have no account; here a program answers with its key.
`,
  steps: [
    overdue('An overdue invoice', 'DUE', 'first_overdue_id'),
    overdue('Another overdue invoice', 'LATE', 'second_overdue_id'),
    {
      operation: 'listCheckIns',
      name: 'In-app pending',
      waitFor: waitFor('second_overdue_id'),
      expect: { 'data.length': 'gte 1', 'data[0].answer_url': 'contains /check-ins/' },
    },
    {
      operation: 'checkInPaid',
      name: 'In-app respond paid',
      id: 'first_overdue_id',
      waitFor: waitFor('first_overdue_id'),
      expect: { status: 'eq PAID', lifecycle_code: 'eq "212"' },
    },
    { operation: 'checkInPending', name: 'In-app respond pending', id: 'second_overdue_id' },
  ],
};
