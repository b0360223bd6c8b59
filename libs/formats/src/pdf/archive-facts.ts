import { documentXmp, PDFAID } from './container-facts.js';
import { extensionSchemas, undescribed, type ExtensionSchema } from './extension-schemas.js';
import type { PdfFile } from './pdf-file.js';
import { PdfStream, PdfString } from './pdf-value.js';
import { componentsOf } from './preflight/colour-check.js';
import { checkMended } from './preflight/mended-check.js';
import { ConversionReport, type ConversionFault } from './preflight/conversion-report.js';
import { preflight } from './preflight/preflight.js';

/** How the bytes of a PDF begin and end. */
export interface FileFrame {
  /** Bytes before `%PDF-`. */
  readonly before: number;
  /** `1.7`; empty when the header has none. */
  readonly version: string;
  /** A comment of at least four bytes above 127 follows the header. */
  readonly binaryComment: boolean;
  /** Bytes after the last end mark, a line end aside; undefined without an end mark. */
  readonly after: number | undefined;
  /** The trailer has an /ID of two strings. */
  readonly identified: boolean;
  /** Streams whose /Length is not that of their data. */
  readonly wrongLengths: number;
  /** The table of objects is damaged. */
  readonly rebuilt: boolean;
}

/** The output intents. */
export interface IntentFacts {
  /** Those for PDF/A (GTS_PDFA1) that have a colour profile. */
  readonly withProfile: number;
  /** Different profiles among all. */
  readonly profiles: number;
  /** Colours of the first: 1, 3 or 4; undefined when the profile is missing, damaged or of a kind PDF/A does not take. */
  readonly components: number | undefined;
}

/** What PDF/A asks of a file, beyond what ContainerFacts says of it. */
export interface ArchiveFacts {
  readonly frame: FileFrame;
  /** The XMP packet of the document. */
  readonly metadata: 'missing' | 'unreadable' | 'read';
  /** Its stream says that it is one: /Type Metadata, /Subtype XML. */
  readonly metadataTyped: boolean;
  /** Prefix under which part and conformance are written. */
  readonly pdfaPrefix: string | undefined;
  readonly schemas: readonly ExtensionSchema[];
  /** Properties that neither PDF/A nor the file describes, as `prefix:name`. */
  readonly undescribed: readonly string[];
  readonly intents: IntentFacts;
  /** The document has a structure tree. */
  readonly structured: boolean;
  /** What the objects and pages hold that PDF/A does not take. */
  readonly faults: readonly ConversionFault[];
  /** Attachments that lack one of their two names, /F and /UF. */
  readonly halfNamed: readonly string[];
  /** Attachments whose data are damaged. */
  readonly lost: readonly string[];
}

/** Judgements of preflight that are no fault of a PDF/A: signatures are allowed, JPEG 2000 is not looked into. */
const NO_FAULT: ReadonlySet<string> = new Set(['SIGNED', 'JPEG_2000']);

/** Examines a file that was opened; `bytes` are all of it. Linear in its size. */
export function archiveFacts(file: PdfFile, bytes: Uint8Array): Omit<ArchiveFacts, 'halfNamed' | 'lost'> {
  const { present, properties } = documentXmp(file);
  const schemas = extensionSchemas(properties ?? []);
  const intents = intentFacts(file);
  const report = new ConversionReport();
  checkMended(file, report);
  const faults = preflight(file, intents.components ?? 0).filter(({ code }) => !NO_FAULT.has(code));
  return {
    frame: frameOf(file, bytes),
    metadata: !present ? 'missing' : properties === undefined ? 'unreadable' : 'read',
    metadataTyped:
      file.name(file.get(file.catalog, 'Metadata'), 'Type') === 'Metadata' &&
      file.name(file.get(file.catalog, 'Metadata'), 'Subtype') === 'XML',
    pdfaPrefix: properties?.find(({ uri, local }) => uri === PDFAID && local === 'part')?.prefix,
    schemas,
    undescribed: undescribed(properties ?? [], schemas),
    intents,
    structured: file.dict(file.catalog, 'StructTreeRoot') !== undefined,
    faults: [...faults, ...report.faults],
  };
}

const BINARY = /^%PDF-\d\.\d(?:\r\n|\r|\n)%[\u0080-\u00ff]{4}/;

function frameOf(file: PdfFile, bytes: Uint8Array): FileFrame {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const before = buffer.indexOf('%PDF-', 0, 'latin1');
  const mark = buffer.lastIndexOf('%%EOF', undefined, 'latin1');
  const end = buffer.toString('latin1', mark + 5, mark + 7);
  const line = /^(?:\r\n|\r|\n)?/.exec(end)?.[0].length ?? 0;
  const id = file.array(file.trailer, 'ID').map((part) => file.resolve(part));
  return {
    before,
    version: file.version,
    binaryComment: BINARY.test(buffer.toString('latin1', before, before + 32)),
    after: mark < 0 ? undefined : bytes.length - mark - 5 - line,
    identified: id.length === 2 && id.every((part) => part instanceof PdfString && part.bytes.length > 0),
    wrongLengths: file.wrongLengths,
    rebuilt: file.rebuilt,
  };
}

function intentFacts(file: PdfFile): IntentFacts {
  const profiles = file.array(file.catalog, 'OutputIntents').flatMap((intent) => {
    const profile = file.get(intent, 'DestOutputProfile');
    return profile instanceof PdfStream ? [{ profile, kind: file.name(intent, 'S') }] : [];
  });
  const archival = profiles.filter(({ kind }) => kind === 'GTS_PDFA1');
  const [chosen] = archival;
  return {
    withProfile: archival.length,
    profiles: new Set(profiles.map(({ profile }) => profile)).size,
    components: chosen && componentsOf(file, chosen.profile),
  };
}
