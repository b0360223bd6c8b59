import type { OpenedInvoice } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';

/** A file inside a received invoice, in the clear. */
export interface FoundAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string | null;
  readonly bytes: Uint8Array;
}

/** Kinds that are given as what they claim to be (EN 16931, BT-125-1); everything else is only bytes. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
]);

type Embedded = NonNullable<InvoiceDocument['attachments']>[number];

/** The files inside an invoice: of its PDF, without the invoice itself; then those of the document and its lines. */
export function attachmentsIn({ container, reading: { document } }: OpenedInvoice): FoundAttachment[] {
  const beside = (container?.attachments ?? [])
    .filter((attachment) => attachment !== container?.invoice)
    .map(({ name, mime_type: mediaType, description = null, bytes }) => found(name, mediaType, description, bytes));
  const embedded = [document.attachments ?? [], ...(document.lines ?? []).map((line) => line.attachments ?? [])].flat();
  return [...beside, ...embedded.flatMap(embeddedFile)];
}

function embeddedFile({ id, description, file }: Embedded): FoundAttachment[] {
  if (file?.base64 === undefined) return [];
  const said = [id, description].filter((part) => part !== undefined).join(' – ');
  const bytes = Buffer.from(file.base64, 'base64');
  return [found(file.filename ?? id ?? 'attachment', file.mime_type, said === '' ? null : said, bytes)];
}

function found(
  name: string,
  claimed: string | undefined,
  description: string | null,
  bytes: Uint8Array,
): FoundAttachment {
  const mediaType = claimed?.toLowerCase() ?? '';
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return {
    name: last.replaceAll(/\p{Cc}/gu, '').slice(0, 255) || 'attachment',
    mediaType: PASSED_ON.has(mediaType) ? mediaType : 'application/octet-stream',
    description,
    bytes,
  };
}
