/** A reason to end the program that its user can act on: printed as one sentence, without a stack. */
export class StopError extends Error {
  override readonly name = 'StopError';
}
