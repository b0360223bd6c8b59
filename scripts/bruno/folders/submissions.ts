import type { Folder } from '../step.js';

const WITH_ONE = ["if (!bru.getVar('dead_letter_id')) bru.runner.skipRequest();"];
const NOTE = 'Left out of a run in which nothing died.';

/** What was given up. */
export const submissions: Folder = {
  name: 'Submissions',
  id: 'dead_letter_id',
  docs: `
## Submissions

A submission, or a message, that failed through its whole schedule is a dead letter, and waits to be taken up again. Dying
takes hours, so there is none after a fresh start: the two requests about one are then left out.
`,
  steps: [
    {
      operation: 'listDeadLetters',
      query: { replayed: 'false' },
      keep: { dead_letter_id: 'data[0]?.id' },
    },
    { operation: 'getDeadLetter', before: WITH_ONE, expect: { id: 'eq {{dead_letter_id}}' }, note: NOTE },
    { operation: 'replayDeadLetter', before: WITH_ONE, note: NOTE },
    { operation: 'replayDeadLetters', expect: { remaining: 'eq 0' } },
  ],
};
