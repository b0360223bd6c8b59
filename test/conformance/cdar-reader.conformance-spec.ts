import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readCdar, readCdarDocument, readXml, writeCdar, type XmlElement } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { CDAR_XSD, CORPUS, manifest, NOT_HERE, openSchema, suite } from './official-standards.js';

const files = NOT_HERE
  ? []
  : manifest()
      .map((row) => row.get('file') ?? '')
      .filter((path) => path.startsWith('cdar/'));

const NUMBERS = /^(ValueAmount|ValuePercent|ValueNumeric|ValueQuantity|ValueMeasure|SequenceNumeric)$/;
const wholeTime = (text: string): string => text.padEnd(14, '0');

/**
 * The leaves of a document in order, with the normalisations that writeCdar documents: figures by value, time points as
 * format 204 except civil dates, blank elements left out, MDT-74 left to the count, MDT-124-2 wherever there is a status.
 */
const canonical = (element: XmlElement, path: readonly string[] = []): string[] => {
  if (element.name === 'MultipleReferencesIndicator') return [];
  const here = [...path, element.name];
  const own = element.children.flatMap((child) => canonical(child, here));
  for (const [turn, status] of element.children.filter(({ name }) => name === 'SpecifiedDocumentStatus').entries()) {
    const numbered = status.children.some(({ name }) => name === 'SequenceNumeric');
    if (!numbered && status.children.length > 0)
      own.push(`${[...here, 'SpecifiedDocumentStatus', 'SequenceNumeric'].join('/')} = ${turn + 1}`);
  }
  if (element.children.length > 0) return own.toSorted();
  const text = element.text.trim();
  if (text === '') return [];
  const attributes = new Map(element.attributes);
  let value = NUMBERS.test(element.name) ? String(Number(text)) : text;
  if (element.name === 'DateTimeString') {
    const parent = path.at(-1) ?? '';
    const civil =
      parent === 'FormattedIssueDateTime' || (parent === 'ValueDateTime' && attributes.get('format') === '102');
    value = civil ? text.slice(0, 8) : wholeTime(text);
    attributes.set('format', civil ? '102' : '204');
  }
  const spelled = [...attributes].map(([name, held]) => `@${name}=${held}`).join('');
  return [`${here.join('/')}${spelled} = ${value}`];
};

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Writes a tree back under prefixes of its own, so that a changed tree can be read again. */
const spell = (element: XmlElement): string => {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  const inner = element.children.length > 0 ? element.children.map(spell).join('') : escape(element.text);
  return `<${element.name} xmlns="${element.namespace}"${attributes}>${inner}</${element.name}>`;
};

/** They hold the text of a date or an indicator; nothing is looked for inside them. */
const HOLDERS = /^(DateTimeString|Indicator|IndicatorString)$/;

/** Every tree that comes of one change at one element: gone, twice, behind its next sibling, of another name or text. */
function* mutants(element: XmlElement): Generator<XmlElement> {
  const { children } = element;
  for (const [index, child] of children.entries()) {
    const put = (...changed: XmlElement[]): XmlElement => ({
      ...element,
      children: children.toSpliced(index, 1, ...changed),
    });
    yield put();
    yield put(child, child);
    yield put({ ...child, name: `${child.name}X` });
    yield put({ ...child, namespace: 'urn:example:other' });
    if (child.children.length === 0) yield put({ ...child, text: 'x' });
    if (!HOLDERS.test(child.name)) yield put({ ...child, children: [child], text: '' });
    const next = children[index + 1];
    if (next !== undefined) yield { ...element, children: children.toSpliced(index, 2, next, child) };
    for (const changed of mutants(child)) yield put(changed);
  }
}

/** What stands in one list and not in the other. */
const difference = (before: readonly string[], after: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const leaf of before) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  for (const leaf of after) counts.set(leaf, (counts.get(leaf) ?? 0) - 1);
  return [...counts].flatMap(([leaf, count]) => (count === 0 ? [] : `${count > 0 ? 'lost' : 'made'} ${leaf}`));
};

describe.skipIf(NOT_HERE)(suite('lifecycle messages of the corpus'), () => {
  it('are all accepted by the official schema', () => {
    const faultsOf = openSchema(CDAR_XSD);
    expect(files).toHaveLength(25);
    for (const file of files) {
      expect({ file, faults: faultsOf(readFileSync(join(CORPUS, file), 'utf8')) }).toEqual({ file, faults: [] });
    }
  });

  it.each(files)('%s is read and written without loss', (file) => {
    const bytes = readFileSync(join(CORPUS, file));
    const { message, findings } = readCdarDocument(bytes);
    expect(findings).toEqual([]);
    expect(readCdar(bytes)).toEqual(message);
    const written = Buffer.from(writeCdar(message));
    expect(readCdar(written)).toEqual(message);
    expect(canonical(readXml(written))).toEqual(canonical(readXml(bytes)));
  });

  it.each([0, 8, 20])('a change anywhere in file %i is read, or found, or refused with one clear error', (index) => {
    const root = readXml(readFileSync(join(CORPUS, files[index] ?? '')));
    const lost: string[] = [];
    const outcomes = { whole: 0, found: 0, refused: 0 };
    for (const changed of mutants(root)) {
      const source = spell(changed);
      try {
        const { message, findings } = readCdarDocument(Buffer.from(source));
        const written = Buffer.from(writeCdar(message));
        expect(readCdar(written)).toEqual(message);
        if (findings.length === 0) lost.push(...difference(canonical(changed), canonical(readXml(written))));
        outcomes[findings.length === 0 ? 'whole' : 'found'] += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'document.unreadable') throw error;
        outcomes.refused += 1;
      }
    }
    expect(lost).toEqual([]);
    expect(outcomes.whole).toBeGreaterThan(40);
    expect(outcomes.found).toBeGreaterThan(60);
    expect(outcomes.refused).toBeGreaterThan(60);
  });
});
