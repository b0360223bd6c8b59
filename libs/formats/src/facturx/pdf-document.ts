import Pdf from 'pdfkit';
import type { Face } from '../readable/page/typefaces.js';
import type { EmbeddedFile } from './embedded-file.js';
import { xmpDescriptions, type DocumentFacts } from './xmp.js';

/** A4 in points, with the space kept free around the content. */
export const PAGE = { width: 595.28, height: 841.89, margin: 46, top: 46, bottom: 64 } as const;

/**
 * A PDF/A-3b of A4 pages. pdfkit writes structure, colour profile and PDF/A identification; XMP is written
 * here, because pdfkit puts titles and names into it unescaped.
 */
export class PdfADocument extends Pdf {
  private readonly chunks: Uint8Array[] = [];
  private readonly registered = new Set<Face>();

  constructor(private readonly facts: DocumentFacts) {
    super({
      subset: 'PDF/A-3b',
      pdfVersion: '1.7',
      ...(facts.language === undefined ? {} : { lang: facts.language }),
      displayTitle: true,
      size: [PAGE.width, PAGE.height],
      margin: 0,
      bufferPages: true,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- pdfkit starts with Helvetica, which it never embeds; null starts with none. The types only know names.
      font: null as unknown as string,
      info: {
        Title: facts.title ?? '',
        Author: facts.author ?? '',
        Subject: facts.subject ?? '',
        Creator: facts.creatorTool ?? '',
        Producer: facts.producer,
        CreationDate: facts.createdAt,
        ModDate: facts.createdAt,
      },
    });
    this.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
  }

  /** Chooses the font of the next text. */
  face(face: Face): this {
    if (!this.registered.has(face)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a parsed font is accepted as a source (pdfkit looks for `layout`); the types only know files.
      this.registerFont(face.name, face.source as unknown as string);
      this.registered.add(face);
    }
    return this.font(face.name);
  }

  /** Attaches files: EmbeddedFiles name tree, /AF of the catalogue, relationship and dates. */
  attachAll(files: readonly EmbeddedFile[]): void {
    for (const { name, bytes, mimeType, description, relationship, modifiedAt } of files) {
      // `relationship` is an option of pdfkit that its types do not know, hence no literal argument.
      const options = {
        name,
        type: mimeType,
        relationship,
        ...(description === undefined ? {} : { description }),
        creationDate: this.facts.createdAt,
        ...(modifiedAt === undefined ? {} : { modifiedDate: modifiedAt }),
      };
      this.file(Buffer.from(bytes), options);
    }
  }

  /** Ends the document and gives its bytes. */
  async finish(): Promise<Uint8Array> {
    const ended = new Promise<void>((resolve, reject) => {
      this.once('end', resolve);
      this.once('error', reject);
    });
    this.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  /** Called by pdfkit when it closes the metadata stream; replaces its unescaped version. */
  protected _addInfo(): void {
    this.appendXML(xmpDescriptions(this.facts));
  }
}
