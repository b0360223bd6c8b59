import { AppError, ERROR_CODES } from '@onefacture/errors';
import { z } from 'zod';

/** What the parent asks a child: one job by its name. Bytes, dates and maps cross as they are (structured clone). */
export const question = z.object({ job: z.string(), input: z.unknown() });

const failure = z.object({
  code: z.enum(ERROR_CODES),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
  hint: z.string().optional(),
  members: z.record(z.string(), z.unknown()).optional(),
});
const ending = { residentBytes: z.number().nonnegative() };

/** What a child says: that it is ready, or how its one job ended and how many bytes it holds since. */
export const childMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('result'), ...ending, result: z.unknown() }),
  z.object({ kind: z.literal('failure'), ...ending, failure }),
  z.object({ kind: z.literal('defect'), ...ending, defect: z.string() }),
]);
/** A checked message that ends a job. */
export type JobEnding = Exclude<z.output<typeof childMessage>, { kind: 'ready' }>;

/** An error as it crosses from the child: one of ours with what the caller may read, any other as its stack. */
export const errorMessage = (error: unknown): object => {
  if (!(error instanceof AppError)) {
    return { kind: 'defect', defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const { errors, hint, members } = error.options;
  return { kind: 'failure', failure: { code: error.code, detail: error.message, errors, hint, members } };
};

/** The error that a child described; a defect is ours and stays hidden in the cause. */
export const errorOf = (message: Exclude<JobEnding, { kind: 'result' }>): AppError => {
  if (message.kind === 'defect') return new AppError('service.internal', { cause: new Error(message.defect) });
  const { code, ...options } = message.failure;
  return new AppError(code, options);
};
