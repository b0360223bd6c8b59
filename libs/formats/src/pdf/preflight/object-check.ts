import { FORBIDDEN_ACTIONS } from '../container-facts.js';
import type { PdfFile } from '../pdf-file.js';
import { walk } from '../pdf-walk.js';
import { dictOf, isUtf8Name, PdfDict, PdfName, PdfStream, PdfString, type PdfValue } from '../pdf-value.js';
import type { ConversionReport, Where } from './conversion-report.js';

const NAMED: ReadonlySet<string> = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage']);
const ACTION_KEYS: ReadonlySet<string> = new Set(['A', 'OpenAction', 'Next', 'PA']);
/** ISO 32000-1 §7.4, Table 6, without LZW and Crypt, which have faults of their own. */
const FILTERS: ReadonlySet<string> = new Set([
  ...['ASCIIHexDecode', 'ASCII85Decode', 'FlateDecode', 'RunLengthDecode'],
  ...['CCITTFaxDecode', 'JBIG2Decode', 'DCTDecode', 'JPXDecode'],
]);
const LONGEST_NAME = 127;
const LONGEST_STRING = 32_767;
const LARGEST_INTEGER = 2_147_483_647;

/** What holds for every object of a file (ISO 19005-3 §6.1, §6.5, §6.9 to §6.11). */
export function checkObjects(file: PdfFile, report: ConversionReport): void {
  checkCatalog(file, report);
  for (const { value, object, key } of walk(file, file.catalog)) {
    const where = { object };
    const dict = dictOf(value) ?? new PdfDict();
    if (value instanceof PdfStream) checkStream(file, value, report, where);
    if (ACTION_KEYS.has(key)) checkAction(file, dict, report, where);
    if (key === 'RoleMap') checkNames([...dict].flat(), file, report, where);
    if (dict.has('S') && dict.has('P')) checkNames([dict.get('S') ?? null], file, report, where);
    if (key === 'AA') report.add('ACTION', 'Actions are bound to events of the document.', { ...where, name: key });
    if (file.name(dict, 'FT') === 'Sig' && file.dict(dict, 'V') !== undefined)
      report.add('SIGNED', 'The PDF is signed; wrapping would break the signature.', where);
    for (const [name, member] of dict) {
      if (name.length > LONGEST_NAME) report.add('LIMIT', 'A name is longer than 127 bytes.', where);
      checkSize(member, report, where);
    }
  }
}

function checkCatalog(file: PdfFile, report: ConversionReport): void {
  const { catalog } = file;
  const names = file.dict(catalog, 'Names');
  if (names?.has('JavaScript') === true) report.add('ACTION', 'The document holds JavaScript.', { name: 'JavaScript' });
  if (names?.has('AlternatePresentations') === true) report.add('STRUCTURE', 'The document holds slide shows.');
  if (catalog.has('Requirements')) report.add('STRUCTURE', 'The document asks its reader for abilities.');
  if (catalog.has('Collection')) report.add('STRUCTURE', 'The document is a portfolio of files.');
  if (file.dict(catalog, 'AcroForm')?.has('XFA') === true || file.get(catalog, 'NeedsRendering') === true)
    report.add('XFA', 'The document is a dynamic form (XFA).');
  if (catalog.has('Perms')) report.add('SIGNED', 'The PDF is signed; wrapping would break the signature.');
}

function checkStream(file: PdfFile, stream: PdfStream, report: ConversionReport, where: Where): void {
  if (stream.dict.has('F')) report.add('EXTERNAL', 'The data of an object lie in another file.', where);
  for (const filter of file.filters(stream)) {
    if (filter === 'LZWDecode') report.add('LZW', 'LZW compression is used.', where);
    else if (filter === 'Crypt') report.add('CRYPT', 'A part of the document is encrypted.', where);
    else if (!FILTERS.has(filter))
      report.add('FILTER', `The compression ${filter} is unknown.`, { ...where, name: filter });
  }
}

function checkAction(file: PdfFile, action: PdfDict, report: ConversionReport, where: Where): void {
  const kind = file.name(action, 'S');
  if (kind === undefined) return;
  if (FORBIDDEN_ACTIONS.has(kind))
    report.add('ACTION', `An action of kind ${kind} is not allowed.`, { ...where, name: kind });
  const named = file.name(action, 'N');
  if (kind === 'Named' && !NAMED.has(named ?? ''))
    report.add('ACTION', `The action ${named} is not allowed.`, { ...where, name: named });
}

/** Names of structure types are UTF-8 (§6.1.8). */
function checkNames(
  names: readonly (PdfValue | string)[],
  file: PdfFile,
  report: ConversionReport,
  where: Where,
): void {
  for (const one of names) {
    const name = typeof one === 'string' ? one : file.resolve(one);
    const text = name instanceof PdfName ? name.text : name;
    if (typeof text === 'string' && !isUtf8Name(text))
      report.add('NAME', 'The name of a structure type is not valid UTF-8.', where);
  }
}

function checkSize(value: PdfValue, report: ConversionReport, where: Where): void {
  if (value instanceof PdfName && value.text.length > LONGEST_NAME)
    report.add('LIMIT', 'A name is longer than 127 bytes.', where);
  if (value instanceof PdfString && value.bytes.length > LONGEST_STRING)
    report.add('LIMIT', 'A string is longer than 32,767 bytes.', where);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > LARGEST_INTEGER)
    report.add('LIMIT', 'A number is too large.', where);
  if (Array.isArray(value)) for (const item of value) if (!Array.isArray(item)) checkSize(item, report, where);
}
