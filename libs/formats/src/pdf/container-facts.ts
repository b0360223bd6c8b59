import { embeddedFontOf } from './fonts.js';
import { isDamage } from './pdf-limits.js';
import type { PdfFile } from './pdf-file.js';
import { walk } from './pdf-walk.js';
import { dictOf, PdfName, PdfStream } from './pdf-value.js';
import { readXmp, xmpText, type XmpNode } from './xmp-reader.js';

/** The properties that announce a hybrid invoice, from its own XMP schema. */
export interface HybridFacts {
  readonly namespace: string;
  readonly document_type?: string;
  readonly document_file_name?: string;
  readonly version?: string;
  readonly conformance_level?: string;
}

/** What a PDF says of itself, as far as hybrid invoices are concerned. */
export interface ContainerFacts {
  /** From the header, or the catalogue when that is higher. */
  readonly pdf_version: string;
  readonly pages: number;
  /** What XMP claims; nothing here is a proof. */
  readonly pdfa?: { readonly part: string; readonly conformance: string };
  /** /Lang of the catalogue. */
  readonly lang?: string;
  readonly tagged: boolean;
  /** An output intent with a colour profile. */
  readonly has_output_intent: boolean;
  readonly fonts_embedded: boolean;
  readonly unembedded_fonts: readonly string[];
  readonly fx?: HybridFacts;
  /** Kinds of actions a PDF/A may not hold: JavaScript, Launch … */
  readonly forbidden_actions: readonly string[];
  /** The file carries a signature. */
  readonly signed: boolean;
}

/** Actions that no PDF/A-2 or -3 holds (ISO 19005-3 §6.5.1). */
export const FORBIDDEN_ACTIONS: ReadonlySet<string> = new Set([
  ...['JavaScript', 'Launch', 'Sound', 'Movie', 'ResetForm', 'ImportData', 'Hide', 'SetOCGState', 'Rendition'],
  ...['Trans', 'GoTo3DView', 'RichMediaExecute'],
]);

export const PDFAID = 'http://www.aiim.org/pdfa/ns/id/';

/** Factur-X and Order-X, ZUGFeRD 2.0, ZUGFeRD 1 write their own namespaces; all have the same four names. */
const HYBRID =
  /^urn:(?:factur-x:pdfa:CrossIndustryDocument:|zugferd:pdfa:CrossIndustryDocument:|ferd:pdfa:CrossIndustryDocument:|cen\.eu:)/i;

/** The packet of the catalogue: its properties, or undefined when there is none or it is not well-formed. */
export function documentXmp(file: PdfFile): { present: boolean; properties: XmpNode[] | undefined } {
  const stream = file.get(file.catalog, 'Metadata');
  if (!(stream instanceof PdfStream)) return { present: false, properties: undefined };
  try {
    const { bytes, left } = file.decode(stream);
    return { present: true, properties: left === undefined ? readXmp(bytes) : undefined };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { present: true, properties: undefined };
  }
}

/** What XMP says of PDF/A. */
export function pdfaClaim(properties: readonly XmpNode[]): ContainerFacts['pdfa'] {
  const part = xmpText(properties, PDFAID, 'part');
  return part === undefined ? undefined : { part, conformance: xmpText(properties, PDFAID, 'conformance') ?? '' };
}

/** Reads the facts; goes once over everything the catalogue reaches. */
export function containerFacts(file: PdfFile, properties: readonly XmpNode[], pages: number): ContainerFacts {
  const pdfa = pdfaClaim(properties);
  const fx = hybridFacts(properties);
  const lang = file.text(file.catalog, 'Lang');
  const fonts = new Set<string>();
  const actions = new Set<string>();
  let signed = false;
  for (const { value, key } of walk(file, file.catalog, (name) => name !== 'EF')) {
    if (file.name(value, 'Type') === 'Font') {
      const font = embeddedFontOf(file, value);
      if (!font.embedded) fonts.add(font.name);
    }
    const action = dictOf(value)?.get('S');
    if (action instanceof PdfName && FORBIDDEN_ACTIONS.has(action.text) && !NO_ACTION.has(key))
      actions.add(action.text);
    if (file.name(value, 'FT') === 'Sig' && dictOf(file.get(value, 'V')) !== undefined) signed = true;
  }
  const version = file.name(file.catalog, 'Version') ?? '';
  return {
    pdf_version: version > file.version ? version : file.version,
    pages,
    ...(pdfa === undefined ? {} : { pdfa }),
    ...(lang === undefined ? {} : { lang }),
    tagged: file.get(file.dict(file.catalog, 'MarkInfo'), 'Marked') === true,
    has_output_intent: file
      .array(file.catalog, 'OutputIntents')
      .some((intent) => file.get(intent, 'DestOutputProfile') instanceof PdfStream),
    fonts_embedded: fonts.size === 0,
    unembedded_fonts: [...fonts],
    ...(fx === undefined ? {} : { fx }),
    forbidden_actions: [...actions],
    signed,
  };
}

/** Keys whose dictionaries have an /S that is no action. */
const NO_ACTION: ReadonlySet<string> = new Set(['Trans', 'K', 'Group', 'OutputIntents']);

function hybridFacts(properties: readonly XmpNode[]): HybridFacts | undefined {
  const namespace = properties.find(({ uri, local }) => HYBRID.test(uri) && local !== 'schemas')?.uri;
  if (namespace === undefined) return undefined;
  const say = (local: string): string | undefined => xmpText(properties, namespace, local);
  const [type, name, version, level] = ['DocumentType', 'DocumentFileName', 'Version', 'ConformanceLevel'].map(say);
  return {
    namespace,
    ...(type === undefined ? {} : { document_type: type }),
    ...(name === undefined ? {} : { document_file_name: name }),
    ...(version === undefined ? {} : { version }),
    ...(level === undefined ? {} : { conformance_level: level }),
  };
}
