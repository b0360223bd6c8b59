import type { PdfFile } from './pdf-file.js';
import { isDamage, unreadable } from './pdf-limits.js';
import { decodeDate, decodeText } from './pdf-text.js';
import { pagesOf } from './pdf-walk.js';
import { dictOf, PdfDict, PdfReference, PdfStream, PdfString, type PdfValue } from './pdf-value.js';

/** A file inside a PDF. */
export interface PdfAttachment {
  readonly name: string;
  readonly description?: string;
  /** /AFRelationship, for example `Alternative`. */
  readonly relationship?: string;
  /** As the PDF declares it; `text/xml` for an invoice. */
  readonly mime_type?: string;
  readonly bytes: Uint8Array;
  /** ISO 8601, UTC. */
  readonly created_at?: string;
  /** ISO 8601, UTC. */
  readonly modified_at?: string;
  /** Listed in the catalogue's EmbeddedFiles name tree. */
  readonly in_name_tree: boolean;
  /** Named by the catalogue's /AF. */
  readonly in_af: boolean;
}

/** Something noteworthy about a container that could be read nevertheless. */
export interface PdfFinding {
  readonly code:
    | 'CROSS_REFERENCE_REBUILT'
    | 'ATTACHMENT_UNREADABLE'
    | 'ATTACHMENT_NOT_ASSOCIATED'
    | 'XMP_UNREADABLE'
    | 'INVOICE_AMBIGUOUS';
  readonly message: string;
}

/** A file specification with where it was met. */
interface FoundSpec {
  readonly spec: PdfDict;
  key: string;
  inNameTree: boolean;
  inAf: boolean;
}

/** Collects the files of the name tree, of /AF and of file-attachment annotations, each once. */
export class AttachmentReader {
  readonly findings: PdfFinding[] = [];
  /** Files whose specification lacks one of its two names, /F and /UF. */
  readonly halfNamed: string[] = [];
  /** Files whose data are damaged. */
  readonly lost: string[] = [];
  private readonly found = new Map<PdfDict, FoundSpec>();

  constructor(private readonly file: PdfFile) {}

  read(): PdfAttachment[] {
    const { file } = this;
    this.nameTree(file.dict(file.catalog, 'Names')?.get('EmbeddedFiles') ?? null, 0, new Set());
    for (const value of file.array(file.catalog, 'AF')) this.meet(value, '', { inAf: true });
    for (const page of pagesOf(file)) {
      for (const value of file.array(page, 'AF')) this.meet(value, '', {});
      for (const annotation of file.array(page, 'Annots')) {
        if (file.name(annotation, 'Subtype') === 'FileAttachment')
          this.meet(dictOf(file.resolve(annotation))?.get('FS') ?? null, '', {});
      }
    }
    return this.withoutRepeats([...this.found.values()].flatMap((found) => this.attachment(found) ?? []));
  }

  private nameTree(value: PdfValue, depth: number, seen: Set<number>): void {
    if (value instanceof PdfReference) {
      if (seen.has(value.number)) return;
      seen.add(value.number);
    }
    if (depth > this.file.limits.depth) throw unreadable('The list of attachments is nested too deep.');
    const names = this.file.array(value, 'Names');
    for (let index = 0; index + 1 < names.length; index += 2) {
      const key = this.file.resolve(names[index]);
      this.meet(names[index + 1] ?? null, key instanceof PdfString ? decodeText(key.bytes) : '', { inNameTree: true });
    }
    for (const kid of this.file.array(value, 'Kids')) this.nameTree(kid, depth + 1, seen);
  }

  private meet(value: PdfValue, key: string, where: { inNameTree?: boolean; inAf?: boolean }): void {
    const spec = this.file.resolve(value);
    if (!(spec instanceof PdfDict)) return;
    const known = this.found.get(spec) ?? { spec, key: '', inNameTree: false, inAf: false };
    known.key ||= key;
    known.inNameTree ||= where.inNameTree ?? false;
    known.inAf ||= where.inAf ?? false;
    this.found.set(spec, known);
    if (this.found.size > this.file.limits.attachments) throw unreadable('The PDF holds too many attachments.');
  }

  private attachment({
    spec,
    key,
    inNameTree,
    inAf,
  }: FoundSpec): (PdfAttachment & { readonly stream: PdfStream }) | undefined {
    const { file } = this;
    const files = file.dict(spec, 'EF');
    const stream = ['UF', 'F', 'Unix', 'DOS', 'Mac']
      .map((name) => file.get(files, name))
      .find((value) => value instanceof PdfStream);
    const name = file.text(spec, 'UF') || file.text(spec, 'F') || key;
    if (!(stream instanceof PdfStream)) {
      if (files !== undefined) this.unreadable(name);
      return undefined;
    }
    const bytes = this.bytesOf(stream, name);
    if (bytes === undefined) return undefined;
    if (['F', 'UF'].some((one) => file.text(spec, one) === undefined)) this.halfNamed.push(name);
    const [description, relationship, mime] = [
      file.text(spec, 'Desc'),
      file.name(spec, 'AFRelationship'),
      file.name(stream, 'Subtype'),
    ];
    const parameters = file.dict(stream, 'Params');
    const created = decodeDate(file.text(parameters, 'CreationDate'));
    const modified = decodeDate(file.text(parameters, 'ModDate'));
    return {
      name,
      ...(description === undefined ? {} : { description }),
      ...(relationship === undefined ? {} : { relationship }),
      ...(mime === undefined ? {} : { mime_type: mime }),
      bytes,
      ...(created === undefined ? {} : { created_at: created }),
      ...(modified === undefined ? {} : { modified_at: modified }),
      in_name_tree: inNameTree,
      in_af: inAf,
      stream,
    };
  }

  /** A damaged attachment is a finding; too much data ends the reading. */
  private bytesOf(stream: PdfStream, name: string): Uint8Array | undefined {
    try {
      const { bytes, left } = this.file.decode(stream);
      if (left === undefined) return bytes;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    this.unreadable(name);
    return undefined;
  }

  private unreadable(name: string): void {
    this.lost.push(name);
    this.findings.push({ code: 'ATTACHMENT_UNREADABLE', message: `The attachment ${name} cannot be read.` });
  }

  /** Two specifications of one stream are one attachment. */
  private withoutRepeats(all: readonly (PdfAttachment & { readonly stream: PdfStream })[]): PdfAttachment[] {
    const byStream = new Map<PdfStream, PdfAttachment>();
    for (const { stream, ...attachment } of all) {
      const known = byStream.get(stream);
      byStream.set(stream, {
        ...attachment,
        ...known,
        in_name_tree: attachment.in_name_tree || (known?.in_name_tree ?? false),
        in_af: attachment.in_af || (known?.in_af ?? false),
      });
    }
    return [...byStream.values()];
  }
}
