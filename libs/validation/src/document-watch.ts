import { StructureFit, type Syntax, type XmlAttributes, type XmlEvents, type XmlName } from '@onefacture/formats';
import { ElementWatch } from './element-watch.js';
import { likelyRuleSets, likelyStructures } from './rule-choice.js';

/** Sees a document while it is read: its elements for the rules over them, and whether it fits its structure. */
export class DocumentWatch implements XmlEvents {
  constructor(
    readonly elements: ElementWatch,
    readonly fit: StructureFit,
  ) {}

  readonly start = (name: XmlName, line: number, attributes: XmlAttributes | undefined): void => {
    this.elements.start(name, line, attributes);
    this.fit.start(name, line, attributes);
  };

  readonly text = (text: string, blank: boolean): void => {
    this.elements.text(text, blank);
    this.fit.text(text, blank);
  };

  readonly end = (): void => {
    this.elements.end();
    this.fit.end();
  };

  readonly unusual = (): void => this.fit.unusual();
}

/** Where BT-24 stands in both syntaxes; far ahead of everything that is long. */
const HEAD = 4_096;
const SPECIFICATION =
  /(?:GuidelineSpecifiedDocumentContextParameter>\s*<(?:[\w.-]+:)?ID|CustomizationID)(?:\s[^>]*)?>\s*([^<\s]*)/;

/**
 * What is to see a document while it is read, so that it is read once: give it to `openInvoice` as observer, then its
 * `elements` to `checkDocument`. Which rule sets and structure apply is known for certain afterwards only; what the head
 * of the document announces is taken for it, and where that was wrong, others have to read it again.
 */
export const watchDocument = (xml: Uint8Array, syntax: Syntax): DocumentWatch => {
  const head = Buffer.from(xml.buffer, xml.byteOffset, Math.min(xml.byteLength, HEAD)).toString('latin1');
  const specification = SPECIFICATION.exec(head)?.[1] ?? '';
  return new DocumentWatch(
    new ElementWatch(likelyRuleSets(specification, syntax), syntax),
    new StructureFit(likelyStructures(specification, syntax)),
  );
};
