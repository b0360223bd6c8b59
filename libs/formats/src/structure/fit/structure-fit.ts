import { isQualified, type XmlAttributes, type XmlName } from '../../xml/namespaces.js';
import type { XmlEvents } from '../../xml/xml-events.js';
import { STRUCTURES, type StructureName } from '../structures.js';
import { type FittingElement, fittingRoot, type FittingType, NOWHERE } from './fitting-types.js';

const roots = new Map<StructureName, FittingType>();

const rootOf = (name: StructureName): FittingType => {
  const known = roots.get(name) ?? fittingRoot(STRUCTURES[name]);
  roots.set(name, known);
  return known;
};

/** A declaration of a namespace that no parser has anything against. */
const DECLARED = /^xmlns(?::[A-Za-z_][\w.-]*)?$/;
const PLAIN_URI = /^(?:urn:[A-Za-z\d][\w.:-]*|https?:\/\/[A-Za-z][A-Za-z\d.-]*(?:\/[\w.-]*)*(?:#[\w.-]*)?)$/;

/** An open element; used again for the next one at its depth. */
class Frame {
  /** Position of the last element in it. */
  private at = -1;
  /** How many have stood there. */
  private count = 0;
  /** The first position at which an element is still wanted. */
  private wanted = NOWHERE;
  private text = '';

  constructor(public type: FittingType) {}

  open(type: FittingType): void {
    this.type = type;
    this.at = -1;
    this.count = 0;
    this.wanted = type.wanted[0] ?? NOWHERE;
    this.text = '';
  }

  /** Whether an element may stand here, which then does. */
  takes({ position, min, max }: FittingElement): boolean {
    if (position < this.at || position > this.wanted) return false;
    this.count = position === this.at ? this.count + 1 : 1;
    this.at = position;
    if (position === this.wanted && this.count >= min) this.wanted = this.type.wanted[position + 1] ?? NOWHERE;
    return this.count <= max;
  }

  says(text: string, blank: boolean): boolean {
    const kind = this.type.text;
    if (kind === 'any') return true;
    if (kind === 'blank') return blank;
    this.text += text;
    return kind !== 'none';
  }

  isComplete(): boolean {
    const { text } = this.type;
    return this.wanted === NOWHERE && (typeof text !== 'function' || text(this.text));
  }
}

/**
 * Sees a document while it is read, and knows at the end whether it surely is as a structure wants it, so that no schema
 * need be asked. What is rare counts as a doubt: text that only the fuller parser reads, attributes of other namespaces,
 * values that can be spelt in odd ways, extensions. A doubt is no fault: the schema says whether there is one.
 */
export class StructureFit implements XmlEvents {
  private readonly frames: Frame[] = [];
  private depth = 0;
  private doubts = false;
  private found: StructureName | undefined;

  /** The root element says which of the structures it is. */
  constructor(private readonly structures: readonly StructureName[]) {}

  /** Whether the document was read to its end and surely fits. */
  isOf(structure: StructureName): boolean {
    return !this.doubts && this.depth === 0 && this.found === structure;
  }

  readonly unusual = (): void => {
    this.doubts = true;
  };

  readonly start = (name: XmlName, _line: number, attributes: XmlAttributes | undefined): void => {
    if (this.doubts) return;
    const type = this.depth === 0 ? this.root(name) : this.below(name);
    if (type === undefined || !hasAttributes(type, attributes)) {
      this.doubts = true;
      return;
    }
    const frame = (this.frames[this.depth] ??= new Frame(type));
    frame.open(type);
    this.depth += 1;
  };

  readonly text = (text: string, blank: boolean): void => {
    if (!this.doubts && this.frames[this.depth - 1]?.says(text, blank) !== true) this.doubts = true;
  };

  readonly end = (): void => {
    if (this.doubts) return;
    this.depth -= 1;
    if (this.frames[this.depth]?.isComplete() !== true) this.doubts = true;
  };

  private root({ local, uri }: XmlName): FittingType | undefined {
    this.found = this.structures.find((name) => {
      const { root } = STRUCTURES[name];
      return root.name === local && root.namespace === uri;
    });
    return this.found === undefined ? undefined : rootOf(this.found);
  }

  private below({ local, uri }: XmlName): FittingType | undefined {
    const above = this.frames[this.depth - 1];
    const element = above?.type.elements.get(local);
    return element !== undefined && element.namespace === uri && above?.takes(element) === true
      ? element.type
      : undefined;
  }
}

const hasAttributes = ({ attributes, wantedAttributes }: FittingType, given: XmlAttributes | undefined): boolean => {
  for (const name of wantedAttributes) if (given?.[name] === undefined) return false;
  for (const name in given) {
    const value = given[name] ?? '';
    const fits = isQualified(name)
      ? DECLARED.test(name) && PLAIN_URI.test(value)
      : attributes.get(name)?.(value) === true;
    if (!fits) return false;
  }
  return true;
};
