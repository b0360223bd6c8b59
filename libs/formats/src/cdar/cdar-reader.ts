import { AppError } from '@onefacture/errors';
import type { DocumentFinding } from '../bindings/document-finding.js';
import { readPlan } from '../bindings/plan-reader.js';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { CDAR_PLAN } from './cdar-plan.js';
import { messageSchema } from './message-schema.js';

/** A lifecycle message, and what its document says besides. */
export interface CdarReading {
  readonly message: LifecycleMessage;
  /** In document order: elements and attributes outside the model, repeated ones, values that cannot be read. */
  readonly findings: readonly DocumentFinding[];
}

const CDAR_LIMITS = { bytes: 10_000_000, depth: 20, attributes: 50, elements: 200_000 };

const spellFinding = ({ message, line }: DocumentFinding): string => `${message} (line ${line})`;
const errorsAmong = (findings: readonly DocumentFinding[]): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(spellFinding);

/**
 * Reads a CDAR D22B lifecycle message and lists what the model does not hold: `OF-XML-01` an element or attribute it
 * has no place for, `OF-XML-02` a value that is not what its term wants (the member is left out), `OF-XML-03` an element
 * that stands more often than the model holds it, such as a second AcknowledgementDocument. Namespace-aware; codes it
 * does not know are passed through. Instants come out as ISO 8601 in UTC: format 204 is read as French legal time.
 * Throws AppError `document.unreadable`, and nothing else, when the bytes are not such a message or lack what a status
 * needs (the detail names the member and the values that could not be read).
 */
export const readCdarDocument = (bytes: Uint8Array): CdarReading => {
  const { model, findings } = readPlan(CDAR_PLAN, bytes, CDAR_LIMITS);
  const found = messageSchema.safeParse(model);
  if (found.success) return { message: found.data, findings };
  const missing = found.error.issues.map(({ path }) => path.join('.').replace(/^acknowledgement\./, ''));
  const detail = [`The lifecycle message lacks ${missing.join(', ')}.`, ...errorsAmong(findings).slice(0, 3)].join(' ');
  throw new AppError('document.unreadable', { detail, cause: found.error });
};

/**
 * The lifecycle message alone, for callers that act on it. As readCdarDocument, but a value that cannot be read is
 * refused too (AppError `document.unreadable`), since the message would say less than its document.
 */
export const readCdar = (bytes: Uint8Array): LifecycleMessage => {
  const { message, findings } = readCdarDocument(bytes);
  const [error] = errorsAmong(findings);
  if (error !== undefined) throw new AppError('document.unreadable', { detail: error });
  return message;
};
