import { AppError } from '@onefacture/errors';
import { serveJobs } from '../serve-jobs.js';

/** A child that does everything wrong on demand. */
const hoard: Uint8Array[] = [];
serveJobs({
  echo: (input) => input,
  pid: () => process.pid,
  environment: () => Object.keys(process.env),
  loop: () => {
    for (;;);
  },
  sleep: () => new Promise(() => undefined),
  allocate: async () => {
    for (;;) {
      hoard.push(new Uint8Array(16 * 1_048_576).fill(1));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
  hold: (input) => {
    hoard.push(new Uint8Array(Number(input) * 1_048_576).fill(1));
    return process.pid;
  },
  crash: () => process.abort(),
  exit: () => process.exit(3),
  refuse: () => {
    throw new AppError('document.unreadable', {
      detail: 'No.',
      hint: 'Try less.',
      errors: [{ field: 'a', code: 'INVALID', message: 'is wrong' }],
      members: { limit: 3 },
    });
  },
  defect: () => {
    throw new TypeError('a secret of the inside');
  },
  garbage: () => void process.send?.({ kind: 'result', residentBytes: 'many', result: 1 }),
  uncloneable: () => () => 1,
});
