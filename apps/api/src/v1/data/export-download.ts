import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { OpenExport } from '@onefacture/accounts';
import type { Response } from 'express';

/** How the document describes the answer. */
export const EXPORT_FILE = {
  description: 'The ZIP',
  contentType: 'application/zip',
  headers: { ETag: 'Its sha256', 'Content-Disposition': 'A name for it' },
} as const;

/** Answers the ZIP part by part: memory holds one of them. */
export function answerExport({ dataExport, parts }: OpenExport, response: Response): StreamableFile {
  const day = dataExport.requestedAt.toISOString().slice(0, 10);
  response.set({ ETag: `"${dataExport.sha256 ?? ''}"`, 'Cache-Control': 'no-store' });
  return new StreamableFile(Readable.from(parts), {
    type: 'application/zip',
    disposition: `attachment; filename="onefacture-export-${day}.zip"`,
    length: dataExport.size,
  });
}
