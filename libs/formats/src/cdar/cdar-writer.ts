import { writeBound } from '../bindings/bound-writer.js';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { CDAR_D22B } from '../structure/cdar-d22b.js';
import { type BoundMessage, lifecycleMessage } from './message-bindings.js';

/**
 * The message as Cross Domain Acknowledgement and Response D22B: XML text to be encoded in UTF-8, same message same
 * text. Instants go out in format 204, French legal time, without fractions of a second; amounts with two decimals.
 * Throws AppError `request.invalid` for a character XML cannot carry and for a message without recipient or reference.
 */
export const writeCdar = (message: LifecycleMessage): string => {
  const source: BoundMessage = { ...message, multiple: message.references.length > 1 };
  return writeBound(CDAR_D22B, lifecycleMessage, source);
};
