import { PlatformFault } from '../ports/platform-fault.js';
import { restated } from './restated.js';

/** Waits for a question that comes before the request that matters: when it fails, of that one no byte was sent. */
export async function beforeSending<T>(question: Promise<T>): Promise<T> {
  return await question.catch((error: unknown) => {
    throw error instanceof PlatformFault ? restated(error, { sent: 'no' }) : error;
  });
}
