import { randomUUID } from 'node:crypto';
import type { Submission } from '../../ports/flow.js';

/** A multipart/form-data body in parts, ready to be sent with a Content-Length. */
export interface MultipartBody {
  readonly contentType: string;
  readonly parts: readonly Uint8Array[];
}

/** The body of POST /v1/flows: `flowInfo` (application/json) and `file` (XP Z12-013, createFlow; RFC 7578). */
export function flowBody(submission: Submission, boundary = `onefacture-${randomUUID()}`): MultipartBody {
  const flowInfo = JSON.stringify({
    trackingId: submission.tracking_id,
    name: submission.file_name,
    processingRule: submission.processing_rule,
    flowSyntax: submission.syntax,
    flowProfile: submission.profile,
    sha256: submission.sha256,
  });
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="flowInfo"\r\n` +
    `Content-Type: application/json\r\n\r\n${flowInfo}\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(submission.file_name)}"\r\n` +
    `Content-Type: ${submission.media_type}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    parts: [Buffer.from(head), submission.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)],
  };
}

/** A file name inside quotes, escaped as browsers do (HTML standard, multipart/form-data encoding). */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
