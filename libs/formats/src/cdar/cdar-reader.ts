import { AppError } from '@onefacture/errors';
import { readBound } from '../bindings/bound-reader.js';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { CDAR_D22B } from '../structure/cdar-d22b.js';
import { readXml } from '../xml/xml-reader.js';
import { lifecycleMessage } from './message-bindings.js';
import { messageSchema } from './message-schema.js';

const CDAR_LIMITS = { bytes: 10_000_000, depth: 20, attributes: 50, elements: 200_000 };

/**
 * Reads a CDAR D22B lifecycle message. Namespace-aware; elements it does not know are passed over, codes it does not
 * know are passed through. Instants come out as ISO 8601 in UTC: format 204 is read as French legal time.
 * Throws AppError `document.unreadable`, and nothing else, when the bytes are not such a message or lack what a status
 * needs (the detail names the member).
 */
export const readCdar = (bytes: Uint8Array): LifecycleMessage => {
  const found = messageSchema.safeParse(readBound(CDAR_D22B, lifecycleMessage, readXml(bytes, CDAR_LIMITS)));
  if (found.success) return found.data;
  const missing = found.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new AppError('document.unreadable', { detail: `The lifecycle message lacks ${missing}.`, cause: found.error });
};
