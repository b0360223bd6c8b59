import type { Taken } from '../element-rule.js';

/** XML's white space only, as XPath's normalize-space trims and folds it. */
const normalized = (text: string): string => text.replaceAll(/[ \t\r\n]+/g, ' ').replaceAll(/^ | $/g, '');

/** Whether nothing was taken down under a name. */
export const isAbsent = (taken: Taken, name: string): boolean => taken(name).length === 0;

/** Whether one of the texts is one of the values, letter by letter. */
export const anyIs = (texts: readonly string[], values: readonly string[]): boolean =>
  texts.some((text) => values.includes(text));

/** Whether one of the texts, without surrounding white space, is one of the values. */
export const anyReads = (texts: readonly string[], values: readonly string[]): boolean =>
  texts.some((text) => values.includes(normalized(text)));

/** Whether no two texts differ. */
export const areEqual = (texts: readonly string[]): boolean => texts.every((text) => text === texts[0]);

/** Whether no two texts differ by more than white space. */
export const areAlike = (texts: readonly string[]): boolean => areEqual(texts.map(normalized));

/** Whether an indicator says what `value` is: `0` and `1` are as good as words. */
export const anyIndicates = (texts: readonly string[], value: boolean): boolean =>
  anyReads(texts, value ? ['true', '1'] : ['false', '0']);

/** How many texts of a name the groups have that fulfil a condition. */
export const countIn = (groups: readonly Taken[], name: string, isMeant: (group: Taken) => boolean): number =>
  groups.filter(isMeant).reduce((sum, group) => sum + group(name).length, 0);
