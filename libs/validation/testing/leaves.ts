interface Node {
  readonly tag: string;
  readonly attributes: string;
  readonly children: Map<string, Node>;
  text: string;
}

const node = (step: string): Node => {
  const [name = '', ...attributes] = step.replace(/\[\d+\]$/, '').split('@');
  const written = attributes.map((one) => ` ${one.replace('=', '="')}"`).join('');
  return { tag: name, attributes: written, children: new Map(), text: '' };
};

const serialised = ({ tag, attributes, children, text }: Node): string =>
  `<${tag}${attributes}>${text}${[...children.values()].map(serialised).join('')}</${tag}>`;

/** An element by its path below the root, with its text: `A/B[2]/C@schemeID=0002`; namesakes differ by an index. */
export type Leaf = readonly [path: string, text: string];

/** A document of these elements, without namespaces: for rules that look at local names. */
export const leavesAsXml = (root: string, leaves: readonly Leaf[]): Buffer => {
  const top = node(root);
  for (const [path, text] of leaves) {
    let at = top;
    for (const step of path.split('/')) {
      const next = at.children.get(step) ?? node(step);
      at.children.set(step, next);
      at = next;
    }
    at.text = text;
  }
  return Buffer.from(serialised(top));
};
