import { AppError } from '@onefacture/errors';
import { type InvoiceDocument, invoiceFromDocument, presentInvoice, type Profile } from '@onefacture/invoice';
import { stringify } from 'lossless-json';
import type { DocumentFinding } from '../bindings/document-finding.js';
import { readCii } from '../cii/cii-reader.js';
import { writeCii } from '../cii/cii-writer.js';
import type { FacturXAttachment } from '../facturx/embedded-file.js';
import { writeFacturX } from '../facturx/factur-x.js';
import { wrapFacturX } from '../facturx/wrap-factur-x.js';
import type { Syntax } from '../invoice-reading.js';
import type { PdfAttachment } from '../pdf/attachments.js';
import { writeReadableHtml } from '../readable/readable-html.js';
import { writeReadablePdf } from '../readable/readable-pdf.js';
import { readUbl } from '../ubl/ubl-reader.js';
import { writeUbl } from '../ubl/ubl-writer.js';
import type { ConversionSource } from './conversion-source.js';
import { lossesBetween, type Loss } from './losses.js';
import { safeFilename } from './safe-filename.js';

/** What an invoice can be converted to. */
export const CONVERSION_TARGETS = ['json', 'cii', 'ubl', 'facturx', 'readable'] as const;
/** One of them. */
export type ConversionTarget = (typeof CONVERSION_TARGETS)[number];

/** How to convert. The instant and the program are given: same input, same bytes. */
export interface ConversionOptions {
  readonly to: ConversionTarget;
  /** Profile of the result; that of the source by default, EN16931 where it has none. */
  readonly profile?: Profile | undefined;
  /** Language of a page; French by default. */
  readonly language?: 'fr' | 'en' | undefined;
  /** For `readable`: PDF by default. */
  readonly format?: 'pdf' | 'html' | undefined;
  /** For `facturx`: the page to show instead of one drawn here. */
  readonly pdf?: Uint8Array | undefined;
  readonly createdAt: Date;
  /** Name and version of the program, written into a PDF. */
  readonly generator: string;
  /** PNG or JPEG (not CMYK) for pages that are drawn here. */
  readonly logo?: Uint8Array | undefined;
}

/** What a conversion made. */
export interface Conversion {
  readonly bytes: Uint8Array;
  readonly mediaType: 'application/json' | 'application/xml' | 'application/pdf' | 'text/html';
  /** Safe in every file system and header. */
  readonly filename: string;
  /** What the source says and the result does not: at most 200. */
  readonly losses: readonly Loss[];
  /** What the reader of the source met outside the model. */
  readonly findings: readonly DocumentFinding[];
}

const MOST_REMARKS = 100;

type Result = Pick<Conversion, 'bytes' | 'losses'>;

type Form = 'json' | 'xml' | 'pdf' | 'html';

const FORMS = { json: 'json', cii: 'xml', ubl: 'xml', facturx: 'pdf' } as const;
const MEDIA_TYPES = {
  json: 'application/json',
  xml: 'application/xml',
  pdf: 'application/pdf',
  html: 'text/html',
} as const satisfies Record<Form, Conversion['mediaType']>;

const formOf = ({ to, format = 'pdf' }: ConversionOptions): Form => (to === 'readable' ? format : FORMS[to]);

/**
 * Converts an invoice of any kind to any other. XML that is already in the syntax wanted, with no other profile asked
 * for, is given byte for byte, and so is a Factur-X file. Everything else is written from the model and read again:
 * `losses` is the difference.
 *
 * @throws AppError `request.invalid` when the target has no form for the profile or misses what it demands;
 * `document.not_convertible` when the PDF to show cannot become PDF/A-3
 */
export async function convertInvoice(source: ConversionSource, options: ConversionOptions): Promise<Conversion> {
  const { bytes, losses } = await resultOf(source, options);
  return {
    bytes,
    mediaType: MEDIA_TYPES[formOf(options)],
    filename: safeFilename(source.document.number, formOf(options)),
    losses: options.to === 'facturx' ? losses : [...losses, ...leftBehind(source)],
    findings: source.file?.opened.reading.findings ?? [],
  };
}

async function resultOf(source: ConversionSource, options: ConversionOptions): Promise<Result> {
  switch (options.to) {
    case 'json':
      return { bytes: utf8(stringify(presentInvoice(source.document), undefined, 2) ?? ''), losses: [] };
    case 'cii':
      return xmlOf('CII', source, options.profile);
    case 'ubl':
      return xmlOf('UBL', source, options.profile);
    case 'facturx':
      return facturXOf(source, options);
    case 'readable':
      return { bytes: await readableOf(source, options), losses: [] };
  }
}

const WRITERS = { CII: writeCii, UBL: writeUbl } as const;
const READERS = { CII: readCii, UBL: readUbl } as const;

function xmlOf(syntax: Syntax, { document, file }: ConversionSource, profile: Profile | undefined): Result {
  if (file?.opened.reading.syntax === syntax && (profile === undefined || profile === document.profile)) {
    return { bytes: file.opened.xml, losses: [] };
  }
  const bytes = utf8(WRITERS[syntax](document, profile));
  return { bytes, losses: lossesBetween(document, READERS[syntax](bytes).document) };
}

async function facturXOf(source: ConversionSource, options: ConversionOptions): Promise<Result> {
  const { document, file } = source;
  const isFacturX = file?.opened.kind === 'facturx' && file.opened.reading.syntax === 'CII';
  const sameProfile = options.profile === undefined || options.profile === document.profile;
  if (isFacturX && sameProfile && options.pdf === undefined) return { bytes: file.bytes, losses: [] };
  const profile = options.profile ?? facturXProfile(document);
  const { bytes: xml, losses } = xmlOf('CII', source, profile);
  const attachments = (file?.opened.container?.attachments ?? []).filter(isNoInvoice(source)).map(carriedOver);
  const visual = options.pdf ?? (file?.opened.kind === 'facturx' ? file.bytes : undefined);
  const { createdAt, generator, language, logo } = options;
  const bytes =
    visual === undefined
      ? await writeFacturX(complete(document, profile), xml, {
          ...{ createdAt, generator, locale: language ?? 'fr' },
          ...(logo === undefined ? {} : { logo }),
        })
      : wrapFacturX(visual, xml, profile, {
          ...{ wrappedAt: createdAt, generator, language: language ?? 'fr' },
          attachments: options.pdf === undefined ? [] : attachments,
        });
  return { bytes, losses };
}

/** What the reader met outside the model is told on the page too: it shows all that the file says. */
async function readableOf({ document, file }: ConversionSource, options: ConversionOptions): Promise<Uint8Array> {
  const { language = 'fr', createdAt, generator, logo } = options;
  const found = file?.opened.reading.findings.slice(0, MOST_REMARKS) ?? [];
  const remarks = found.map((finding) => (language === 'fr' ? finding.message_fr : finding.message));
  if (options.format === 'html') return utf8(writeReadableHtml(document, { language, remarks }));
  return writeReadablePdf(document, { language, remarks, createdAt, generator, logo });
}

/** Factur-X has no level for the French extension; its EXTENDED comes nearest. */
function facturXProfile({ profile = 'EN16931' }: InvoiceDocument): Profile {
  return profile === 'EXTENDED_CTC_FR' ? 'EXTENDED' : profile;
}

function complete(document: InvoiceDocument, profile: Profile) {
  const reading = invoiceFromDocument(document, profile);
  if ('invoice' in reading) return reading.invoice;
  const [first] = reading.faults;
  const detail = `The invoice lacks what its page must show: ${first?.field ?? ''} ${first?.message ?? ''}.`;
  throw new AppError('request.invalid', { detail, errors: reading.faults });
}

/** Files of a PDF that travel no further when the result is no PDF. */
function leftBehind(source: ConversionSource): Loss[] {
  const others = (source.file?.opened.container?.attachments ?? []).filter(isNoInvoice(source));
  return others.map(({ name }, index) => ({ field: `file.attachments[${index}]`, value: name.slice(0, 80) }));
}

const isNoInvoice =
  ({ file }: ConversionSource) =>
  (attachment: PdfAttachment): boolean =>
    attachment !== file?.opened.container?.invoice;

const RELATIONSHIPS = ['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified'] as const;

function carriedOver({ name, bytes, mime_type, description, relationship }: PdfAttachment): FacturXAttachment {
  const known = RELATIONSHIPS.find((one) => one === relationship);
  return {
    name: name.replaceAll(/[/\\\p{Cc}]/gu, '_'),
    bytes,
    mimeType:
      mime_type !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(mime_type) ? mime_type : 'application/octet-stream',
    ...(description === undefined ? {} : { description }),
    ...(known === undefined ? {} : { relationship: known }),
  };
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
