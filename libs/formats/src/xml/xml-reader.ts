import { AppError } from '@onefacture/errors';
import type { XmlElement } from './xml-element.js';
import { isQualified, type XmlAttributes, type XmlName } from './namespaces.js';
import { scanXml, XML_LIMITS, type XmlLimits } from './xml-events.js';

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

class TreeBuilder {
  root: XmlElement | undefined;
  private readonly open: OpenElement[] = [];

  start({ uri, local }: XmlName, line: number, all: XmlAttributes = {}): void {
    const attributes = new Map(Object.entries(all).filter(([name]) => !isQualified(name)));
    const element: OpenElement = { namespace: uri, name: local, attributes, children: [], text: '', line };
    this.open.at(-1)?.children.push(element);
    this.open.push(element);
  }

  text(text: string): void {
    const element = this.open.at(-1);
    if (element !== undefined && element.children.length === 0) element.text += text;
  }

  end(): void {
    const element = this.open.pop();
    if (element === undefined) return;
    if (element.children.length > 0) element.text = '';
    if (this.open.length === 0) this.root = element;
  }
}

/**
 * Reads a namespaced XML document into a tree, in time linear in its size; limits and refusals are those of `scanXml`.
 * Throws AppError `document.unreadable`, and nothing else.
 */
export const readXml = (bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlElement => {
  const builder = new TreeBuilder();
  scanXml(
    bytes,
    {
      start: (name, line, attributes) => builder.start(name, line, attributes),
      text: (text) => builder.text(text),
      end: () => builder.end(),
    },
    limits,
  );
  if (builder.root === undefined) throw new AppError('document.unreadable', { detail: 'The document is empty.' });
  return builder.root;
};
