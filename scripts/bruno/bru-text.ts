/** One pair of a block; the same name may come again. */
export type Pair = readonly [name: string, value: string];

/** A block of pairs, `headers { … }`; nothing when there are none. */
export function pairs(block: string, entries: readonly Pair[]): string {
  if (entries.length === 0) return '';
  return `${block} {\n${entries.map(([name, value]) => `  ${name}: ${value}`).join('\n')}\n}\n`;
}

/** A block of free text, `docs { … }`; nothing when it is empty. */
export function text(block: string, content: string): string {
  return content === '' ? '' : `${block} {\n${indented(content)}\n}\n`;
}

/** A file of these blocks. */
export const file = (blocks: readonly string[]): string => blocks.filter((block) => block !== '').join('\n');

const indented = (content: string): string => content.replaceAll(/^(?=.)/gm, '  ');
