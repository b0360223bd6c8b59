import { createHash } from 'node:crypto';
import type { Submission } from '@onefacture/adapters';
import type { FrozenDocument } from '@onefacture/invoicing';
import { AppError } from '@onefacture/errors';
import type { AttemptEntity } from '../attempts/attempt.entity.js';

/** The frozen document in the syntax of the connection, as the platform is sent it. */
export function submissionOf(
  attempt: Pick<AttemptEntity, 'trackingId' | 'syntax'>,
  frozen: readonly FrozenDocument[],
): Submission {
  const kind = attempt.syntax === 'CII' ? 'cii' : 'facturx';
  const document = frozen.find((one) => one.kind === kind);
  if (!document) throw new AppError('document.not_available', { detail: `The invoice has no ${kind} document.` });
  return {
    tracking_id: attempt.trackingId,
    file_name: document.filename,
    media_type: kind === 'cii' ? 'application/xml' : 'application/pdf',
    syntax: kind === 'cii' ? 'CII' : 'Factur-X',
    processing_rule: 'B2B',
    bytes: document.bytes,
    sha256: createHash('sha256').update(document.bytes).digest('hex'),
  };
}
