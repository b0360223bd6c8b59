import { createHash } from 'node:crypto';
import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';

/** A file as an answer. */
export interface FileAnswer {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** ASCII letters, digits, `.`, `+`, `-`, `_` only. */
  readonly filename: string;
  /** Lower-case hex; computed when left out. */
  readonly sha256?: string;
}

/**
 * Answers a file for download, with its sha256 as ETag; 304 without body when the caller holds it already.
 * @param known the If-None-Match header
 */
export function answerFile(file: FileAnswer, response: Response, known?: string): StreamableFile | undefined {
  const sha256 = file.sha256 ?? createHash('sha256').update(file.bytes).digest('hex');
  const tag = `"${sha256}"`;
  response.set('ETag', tag);
  const held = (known ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (held.includes(tag) || held.includes('*')) {
    response.status(304);
    return undefined;
  }
  return new StreamableFile(file.bytes, {
    type: file.mediaType === 'text/html' ? 'text/html; charset=utf-8' : file.mediaType,
    disposition: `attachment; filename="${file.filename}"`,
    length: file.bytes.length,
  });
}
