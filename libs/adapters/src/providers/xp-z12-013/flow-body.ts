import { multipart, type MultipartBody } from '../../http/multipart.js';
import type { Submission } from '../../ports/flow.js';

/** The body of POST /v1/flows: `flowInfo` (application/json) and `file` (XP Z12-013, createFlow). */
export function flowBody(submission: Submission): MultipartBody {
  const flowInfo = JSON.stringify({
    trackingId: submission.tracking_id,
    name: submission.file_name,
    processingRule: submission.processing_rule,
    flowSyntax: submission.syntax,
    flowProfile: submission.profile,
    sha256: submission.sha256,
  });
  return multipart([
    { name: 'flowInfo', contentType: 'application/json', value: flowInfo },
    { name: 'file', fileName: submission.file_name, contentType: submission.media_type, value: submission.bytes },
  ]);
}
