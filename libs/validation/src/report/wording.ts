import type { Bilingual } from './finding.js';

const PLACE = /\{(\w+)\}/g;

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(PLACE, (place, name: string) => values[name] ?? place);

/** A sentence with its places filled; a place without a value stays as it is, which a test of the rule shows. */
export const filled = ({ en, fr }: Bilingual, values: Readonly<Record<string, string>> = {}): Bilingual => ({
  en: fill(en, values),
  fr: fill(fr, values),
});
