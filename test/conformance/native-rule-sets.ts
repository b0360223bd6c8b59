import * as validation from '@onefacture/validation';
import type { RuleSet } from '@onefacture/validation';

const isRuleSet = (value: unknown): value is RuleSet =>
  typeof value === 'object' && value !== null && 'effective_from' in value && 'rules' in value && 'elements' in value;

/** Every rule set that the library exports, by itself or in a list. */
export const NATIVE_SETS: readonly RuleSet[] = [
  ...new Set(Object.values<unknown>(validation).flat().filter(isRuleSet)),
];

const byName = new Map(NATIVE_SETS.map((set) => [set.name.replaceAll(' ', ''), set]));

/**
 * Our rule set for an official one, by its name in the corpus manifest or as a pack, with or without the syntax;
 * undefined while there is none.
 */
export const nativeSet = (official: string): RuleSet | undefined => {
  const [, family = official] = /^(?:CEN )?(.*?)(?:-(?:CII|UBL))? [\d.]+$/.exec(official) ?? [];
  const profile = /^Factur-X [\d.]+ (.*?)(?: schematron)?$/.exec(official)?.[1];
  return byName.get((profile === undefined ? family : `Factur-X${profile}`).replaceAll(' ', ''));
};
