import { AppError } from '@onefacture/errors';
import type { XmlRelationship } from './conformance.js';
import { ATTACHMENT_NAME } from './xmp.js';

/** What a further file is to the document (ISO 32000-2 §7.11.3). */
export type AttachmentRelationship = 'Supplement' | 'Unspecified' | XmlRelationship;

/** A file to travel inside the PDF beside the invoice's XML. */
export interface FacturXAttachment {
  /** File name without folders; unique in the document. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** MIME type, for example `application/pdf`. */
  readonly mimeType: string;
  readonly description?: string;
  /** `Supplement` by default. */
  readonly relationship?: AttachmentRelationship;
  readonly modifiedAt?: Date;
}

/** A file with all that a PDF says of it. */
export interface EmbeddedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly description: string | undefined;
  readonly relationship: AttachmentRelationship;
  readonly modifiedAt: Date | undefined;
}

/**
 * The files of a Factur-X document, its XML first.
 *
 * @throws AppError `request.invalid` for a name that is empty, a path, or taken.
 */
export function embeddedFiles(
  xml: string | Uint8Array,
  relationship: XmlRelationship,
  description: string,
  { attachments = [], createdAt }: { attachments?: readonly FacturXAttachment[]; createdAt: Date },
): EmbeddedFile[] {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  const invoice = { name: ATTACHMENT_NAME, bytes, mimeType: 'text/xml', description, relationship };
  const files: EmbeddedFile[] = [{ ...invoice, modifiedAt: createdAt }];
  const taken = new Set([ATTACHMENT_NAME]);
  for (const [index, attachment] of attachments.entries()) {
    const name = attachment.name.trim();
    if (name === '' || /[\p{Cc}/\\]/u.test(name) || taken.has(name.toLowerCase()))
      throw refused(index, 'The name of an attachment is empty, a path, or taken.', 'name');
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(attachment.mimeType))
      throw refused(index, 'The type of an attachment is no MIME type.', 'mime_type');
    taken.add(name.toLowerCase());
    files.push({
      name,
      bytes: attachment.bytes,
      mimeType: attachment.mimeType,
      description: attachment.description,
      relationship: attachment.relationship ?? 'Supplement',
      modifiedAt: attachment.modifiedAt ?? createdAt,
    });
  }
  return files;
}

function refused(index: number, detail: string, member: string): AppError {
  const field = `attachments[${index}].${member}`;
  return new AppError('request.invalid', { detail, errors: [{ field, code: 'INVALID', message: detail }] });
}
