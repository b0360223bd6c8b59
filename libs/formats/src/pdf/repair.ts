import { embeddedFontOf } from './fonts.js';
import type { PdfFile } from './pdf-file.js';
import { encodeText } from './pdf-text.js';
import { inherited, pagesOf, walk } from './pdf-walk.js';
import { dictOf, PdfDict, PdfName, PdfStream, PdfString, type PdfValue } from './pdf-value.js';

const PRINT = 4;

/**
 * Changes what can be changed without changing how a page looks, so that less has to be refused: the print flag of
 * annotations, appearances for other states, NeedAppearances, incomplete lists of glyphs, names of layers,
 * image interpolation and alternates, metadata of parts, types of fonts, the page tree.
 */
export function repair(file: PdfFile): void {
  for (const { value, key } of walk(file, file.catalog)) {
    const dict = dictOf(value) ?? new PdfDict();
    for (const font of fontsAt(file, key, dict)) font.set('Type', new PdfName('Font'));
    if (dict !== file.catalog && file.get(dict, 'Metadata') instanceof PdfStream) dict.delete('Metadata');
    if (value instanceof PdfStream) repairStream(file, value);
    if (file.name(dict, 'Type') === 'Font') repairFont(file, dict);
  }
  for (const page of pagesOf(file)) {
    for (const value of file.array(page, 'Annots')) repairAnnotation(file, dictOf(file.resolve(value)));
  }
  repairPages(file);
  file.dict(file.catalog, 'AcroForm')?.delete('NeedAppearances');
  repairLayers(file);
}

const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;

/** One flat tree of the pages that were found, each with its own attributes. */
function repairPages(file: PdfFile): void {
  const pages = pagesOf(file);
  const tree = PdfDict.of({ Type: new PdfName('Pages'), Kids: [...pages], Count: pages.length });
  const parent = file.add(tree);
  for (const reference of pages) {
    const page = dictOf(file.resolve(reference));
    for (const key of INHERITED) {
      const value = inherited(file, reference, key);
      if (value !== null) page?.set(key, value);
    }
    page?.set('Type', new PdfName('Page'));
    page?.set('Parent', parent);
    if (page !== undefined && file.dict(page, 'Resources') === undefined) page.set('Resources', new PdfDict());
  }
  file.catalog.set('Pages', parent);
}

function repairStream(file: PdfFile, { dict }: PdfStream): void {
  for (const key of ['OPI', 'Alternates', 'FFilter', 'FDecodeParms']) dict.delete(key);
  if (file.get(dict, 'Interpolate') === true) dict.set('Interpolate', false);
}

/** The fonts at this place: a CID font, or those of a page's resources; a font of that name is not gone into. */
function fontsAt(file: PdfFile, key: string, dict: PdfDict): PdfDict[] {
  if (key === 'DescendantFonts') return [dict];
  if (key !== 'Font' || dict.has('Subtype')) return [];
  const members = [...dict.values()].map((member) => dictOf(file.resolve(member)));
  return members.filter((member) => member?.has('Subtype')).filter((member) => member !== undefined);
}

function repairFont(file: PdfFile, font: PdfDict): void {
  const { descriptor, descendant, program } = embeddedFontOf(file, font);
  if (program === undefined) return;
  // Optional lists of the glyphs in the program, often incomplete, which PDF/A-3 forbids.
  descriptor?.delete('CIDSet');
  descriptor?.delete('CharSet');
  if (descendant !== undefined && file.name(descendant, 'Subtype') === 'CIDFontType2' && !descendant.has('CIDToGIDMap'))
    descendant.set('CIDToGIDMap', new PdfName('Identity'));
}

function repairAnnotation(file: PdfFile, annotation: PdfDict | undefined): void {
  if (annotation === undefined) return;
  if (file.name(annotation, 'Subtype') !== 'Popup') annotation.set('F', (file.number(annotation, 'F') ?? 0) | PRINT);
  const appearance = file.dict(annotation, 'AP');
  if (appearance?.has('N') === true) for (const key of ['D', 'R']) appearance.delete(key);
}

/** Each layer configuration has a name of its own, no automatic states and no partial order (ISO 19005-3 §6.9). */
function repairLayers(file: PdfFile): void {
  const layers = file.dict(file.catalog, 'OCProperties');
  if (layers === undefined) return;
  const configurations: PdfValue[] = [layers.get('D') ?? null, ...file.array(layers, 'Configs')];
  for (const [index, value] of configurations.entries()) {
    const configuration = dictOf(file.resolve(value));
    configuration?.set('Name', new PdfString(encodeText(index === 0 ? 'Default' : `Configuration ${index}`)));
    configuration?.delete('AS');
    configuration?.delete('Order');
  }
}
