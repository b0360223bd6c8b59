import type { XmlElement } from '@onefacture/formats';

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** An element as text, each name with its namespace. */
export const serialised = ({ name, namespace, attributes, children, text }: XmlElement): string => {
  const own = [...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
  const inside = children.length > 0 ? children.map(serialised).join('') : escaped(text);
  return `<${name} xmlns="${namespace}"${own}>${inside}</${name}>`;
};

/** One way to damage an element, given its siblings. */
export type Damage = (siblings: readonly XmlElement[], at: number) => readonly XmlElement[];

const replaced = (
  siblings: readonly XmlElement[],
  at: number,
  change: (element: XmlElement) => readonly XmlElement[],
) => siblings.flatMap((element, index) => (index === at ? change(element) : [element]));

/** The ways to damage an element. */
export const DAMAGES = {
  dropped: (siblings, at) => replaced(siblings, at, () => []),
  doubled: (siblings, at) => replaced(siblings, at, (element) => [element, element]),
  'put first': (siblings, at) => [...siblings.slice(at, at + 1), ...siblings.toSpliced(at, 1)],
  'put last': (siblings, at) => [...siblings.toSpliced(at, 1), ...siblings.slice(at, at + 1)],
  renamed: (siblings, at) => replaced(siblings, at, (element) => [{ ...element, name: `${element.name}Of` }]),
  'renamed to its neighbour': (siblings, at) =>
    replaced(siblings, at, (element) => [{ ...element, name: siblings[at + 1]?.name ?? 'ID' }]),
  'put into no namespace': (siblings, at) => replaced(siblings, at, (element) => [{ ...element, namespace: '' }]),
  emptied: (siblings, at) => replaced(siblings, at, (element) => [{ ...element, children: [], text: '' }]),
  'given another text': (siblings, at) =>
    replaced(siblings, at, (element) => [{ ...element, children: [], text: '#X# 1,5' }]),
  'without attributes': (siblings, at) => replaced(siblings, at, (element) => [{ ...element, attributes: new Map() }]),
} satisfies Record<string, Damage>;

/** Every tree that comes of damaging one element of this one. */
export function* damaged(element: XmlElement, damage: Damage): Generator<XmlElement> {
  for (const [at, child] of element.children.entries()) {
    yield { ...element, children: damage(element.children, at) };
    for (const changed of damaged(child, damage)) yield { ...element, children: element.children.with(at, changed) };
  }
}
