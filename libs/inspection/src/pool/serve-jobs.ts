import { errorMessage, question } from './child-messages.js';

/** What a child can do, by name. A job checks its own input. */
export type Jobs = Readonly<Record<string, (input: unknown) => unknown>>;

const answer = (message: object): void => void process.send?.(message);

/**
 * Makes this process a child of a ChildPool: it answers one job after the other until the parent goes away. Signals of
 * a terminal are left to the parent, who lets running work end first.
 */
export const serveJobs = (jobs: Jobs): void => {
  const perform = async (raw: unknown): Promise<void> => {
    try {
      const { job, input } = question.parse(raw);
      const work = jobs[job];
      if (work === undefined) throw new Error(`There is no job ${job}.`);
      const result = await work(input);
      answer({ kind: 'result', result, residentBytes: process.memoryUsage.rss() });
    } catch (error) {
      answer({ ...errorMessage(error), residentBytes: process.memoryUsage.rss() });
    }
  };
  process.on('message', (raw: unknown) => void perform(raw));
  process.on('disconnect', () => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  answer({ kind: 'ready' });
};
