import { deflateSync } from 'node:zlib';
import { AttachmentReader } from '../pdf/attachments.js';
import type { PdfFile } from '../pdf/pdf-file.js';
import { encodeDate } from '../pdf/pdf-text.js';
import { dictOf, PdfDict, PdfName, PdfStream, textString, type PdfReference } from '../pdf/pdf-value.js';
import { pagesOf } from '../pdf/pdf-walk.js';
import { invoicesAmong } from '../pdf/pdf-container.js';
import type { EmbeddedFile, FacturXAttachment } from './embedded-file.js';
import { notConvertible } from './not-convertible.js';

const RELATIONSHIPS = ['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified'] as const;

/** The files that are in the PDF already, without invoices and without those that are given anew. */
export function presentFiles(file: PdfFile, attachments: readonly FacturXAttachment[]): FacturXAttachment[] {
  const reader = new AttachmentReader(file);
  const all = reader.read();
  const damaged = reader.findings.find(({ code }) => code === 'ATTACHMENT_UNREADABLE');
  if (damaged !== undefined) throw notConvertible([{ code: 'ATTACHMENT', message: damaged.message }]);
  const left = new Set(invoicesAmong(all, undefined));
  const taken = new Set(attachments.map(({ name }) => name.toLowerCase()));
  return all.flatMap((attachment, index) => {
    if (left.has(attachment) || taken.has(attachment.name.toLowerCase())) return [];
    const name = uniqueName(attachment.name, index, taken);
    const { bytes, description, relationship, mime_type, modified_at } = attachment;
    return [
      {
        name,
        bytes,
        mimeType: /^[\w.+-]+\/[\w.+-]+$/.test(mime_type ?? '') ? (mime_type ?? '') : 'application/octet-stream',
        relationship: RELATIONSHIPS.find((known) => known === relationship) ?? 'Unspecified',
        ...(description === undefined ? {} : { description }),
        ...(modified_at === undefined ? {} : { modifiedAt: new Date(modified_at) }),
      },
    ];
  });
}

function uniqueName(given: string, index: number, taken: Set<string>): string {
  const plain =
    given
      .replace(/^.*[\\/]/, '')
      .replace(/\p{Cc}/gu, '')
      .trim() || `attachment-${index + 1}`;
  const name = taken.has(plain.toLowerCase()) ? `${index + 1}-${plain}` : plain;
  taken.add(name.toLowerCase());
  return name;
}

/** Puts the files into name tree and /AF, and points annotations that hold a file to its new place. */
export function embed(file: PdfFile, catalog: PdfDict, files: readonly EmbeddedFile[]): void {
  const specs = files.map((embedded) => ({ name: embedded.name, spec: file.add(fileSpec(file, embedded)) }));
  const byName = new Map<string, PdfReference>(specs.map(({ name, spec }) => [name, spec]));
  for (const page of pagesOf(file)) {
    dictOf(file.resolve(page))?.delete('AF');
    for (const value of file.array(page, 'Annots')) {
      const annotation = dictOf(file.resolve(value));
      const name = file.text(annotation?.get('FS'), 'UF') ?? file.text(annotation?.get('FS'), 'F');
      const spec = byName.get(name ?? '');
      if (spec !== undefined) annotation?.set('FS', spec);
    }
  }
  const names = new PdfDict(file.dict(catalog, 'Names') ?? []);
  const sorted = specs
    .map(({ name, spec }) => ({ key: textString(name), spec }))
    .toSorted((one, other) => Buffer.compare(one.key.bytes, other.key.bytes));
  names.set('EmbeddedFiles', PdfDict.of({ Names: sorted.flatMap(({ key, spec }) => [key, spec]) }));
  catalog.set('Names', names);
  catalog.set(
    'AF',
    specs.map(({ spec }) => spec),
  );
}

function fileSpec(file: PdfFile, embedded: EmbeddedFile): PdfDict {
  const { name, bytes, mimeType, description, relationship, modifiedAt } = embedded;
  const dict = PdfDict.of({
    Type: new PdfName('EmbeddedFile'),
    Subtype: new PdfName(mimeType),
    Filter: new PdfName('FlateDecode'),
    Params: PdfDict.of({
      Size: bytes.length,
      ModDate: modifiedAt === undefined ? undefined : textString(encodeDate(modifiedAt)),
    }),
  });
  const stream = file.add(new PdfStream(dict, deflateSync(bytes)));
  return PdfDict.of({
    Type: new PdfName('Filespec'),
    F: textString(name),
    UF: textString(name),
    Desc: description === undefined ? undefined : textString(description),
    AFRelationship: new PdfName(relationship),
    EF: PdfDict.of({ F: stream, UF: stream }),
  });
}
