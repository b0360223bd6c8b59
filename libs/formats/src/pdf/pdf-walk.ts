import type { PdfFile } from './pdf-file.js';
import { dictOf, PdfReference, type PdfValue } from './pdf-value.js';

/** A dictionary or stream met on the way, with where it was found. */
export interface WalkStep {
  readonly value: PdfValue;
  /** Number of the indirect object it is in; undefined for parts of the trailer. */
  readonly object: number | undefined;
  /** Key under which the holder has it; that of the array for its items. */
  readonly key: string;
}

/**
 * Everything that can be reached from a value, each indirect object once, without recursion. `enter` answers
 * false for what is not to be gone into.
 */
export function* walk(
  file: PdfFile,
  root: PdfValue,
  enter: (key: string, value: PdfValue) => boolean = () => true,
): Generator<WalkStep> {
  const seen = new Set<number>();
  const waiting: WalkStep[] = [{ value: root, object: undefined, key: '' }];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    let { value, object } = step;
    if (value instanceof PdfReference) {
      if (seen.has(value.number)) continue;
      seen.add(value.number);
      object = value.number;
      value = file.resolve(value);
    }
    const { key } = step;
    if (!enter(key, value)) continue;
    const dict = dictOf(value);
    if (dict !== undefined) {
      yield { value, object, key };
      for (const [name, member] of dict) if (mayHold(member)) waiting.push({ value: member, object, key: name });
    } else if (Array.isArray(value)) {
      for (const item of value) if (mayHold(item)) waiting.push({ value: item, object, key });
    }
  }
}

const mayHold = (value: PdfValue): boolean =>
  value instanceof PdfReference || Array.isArray(value) || dictOf(value) !== undefined;

/** The pages in their order, by the page tree; bounded in depth, each node once. */
export function pagesOf(file: PdfFile): PdfReference[] {
  const pages: PdfReference[] = [];
  const seen = new Set<number>();
  const look = (node: PdfValue, depth: number): void => {
    if (!(node instanceof PdfReference) || seen.has(node.number) || depth > file.limits.depth) return;
    seen.add(node.number);
    const kids = file.get(node, 'Kids');
    if (Array.isArray(kids)) for (const kid of kids) look(kid, depth + 1);
    else if (dictOf(file.resolve(node)) !== undefined && file.name(node, 'Type') !== 'Pages') pages.push(node);
  };
  look(file.catalog.get('Pages') ?? null, 0);
  return pages;
}

/** A page attribute, its own or of a node above it (ISO 32000-1 §7.7.3.4). */
export function inherited(file: PdfFile, page: PdfReference, key: string): PdfValue {
  let node = file.resolve(page);
  for (let level = 0; level < file.limits.depth; level += 1) {
    const value = dictOf(node)?.get(key);
    if (value !== undefined && file.resolve(value) !== null) return value;
    node = file.get(node, 'Parent');
  }
  return null;
}
