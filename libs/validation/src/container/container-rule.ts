import type { PdfAttachment, PdfExamination } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import type { Bilingual, Severity } from '../report/finding.js';
import type { Broken } from '../rules/rule.js';

/** A PDF under examination, with the invoice in it where one could be read. */
export interface ContainerSubject {
  readonly pdf: PdfExamination;
  /** The XML of the invoice, one of the attachments; `document` is missing where it cannot be read. */
  readonly invoice: PdfAttachment | undefined;
  readonly document: InvoiceDocument | undefined;
}

/** A check of a container: an id of Factur-X (`BR-HYBRID-NN`), or ours (`OF-PDF-NN`). */
export interface ContainerRule {
  readonly id: string;
  readonly severity: Severity;
  /** The term it is about, where it is about one. */
  readonly term?: string;
  readonly says: Bilingual;
  readonly fix?: Bilingual;
  /** `broken` takes a place in the PDF, such as `Root/Metadata`. */
  readonly check: (subject: ContainerSubject, broken: Broken) => void;
}

/** The places that rules name, by the keys of the objects of a PDF. */
export const PLACES = {
  header: 'Header',
  trailer: 'Trailer',
  metadata: 'Root/Metadata',
  intents: 'Root/OutputIntents',
  files: 'Root/Names/EmbeddedFiles',
} as const;

/** Where an attachment stands. */
export const placeOf = ({ name }: Pick<PdfAttachment, 'name'>): string => `${PLACES.files}/${name}`;
