import type { StructureName, Syntax } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import { BR_FR_FLUX2, EN16931 } from './rule-sets.js';
import { isFrench } from './rules/fr/applicability.js';
import type { RuleSet } from './rules/rule-set.js';

/** Which official rules a caller wants applied: those of the document's profile, the French ones, or all that apply. */
export const RULE_CHOICES = ['profile', 'fr-ctc', 'all'] as const;
export type RuleChoice = (typeof RULE_CHOICES)[number];

/** What BT-24 announces: the rule set that judges it, and in CII the structure that its schema describes. */
interface Guideline {
  readonly shape: RegExp;
  readonly set: RuleSet;
  readonly structure: StructureName;
}

/** Factur-X profiles have schemas of their own; everything else is D22B under EN 16931 itself. */
const GUIDELINES: readonly Guideline[] = [];

const guidelineOf = (
  { specification = '' }: Pick<InvoiceDocument, 'specification'>,
  syntax: Syntax,
): Guideline | undefined => (syntax === 'UBL' ? undefined : GUIDELINES.find(({ shape }) => shape.test(specification)));

/** The structure whose schema a document has to fit. `root` is the local name of its root element. */
export const structureOf = (document: InvoiceDocument, syntax: Syntax, root: string): StructureName => {
  if (syntax === 'UBL') return root === 'CreditNote' ? 'ubl_credit_note' : 'ubl_invoice';
  return guidelineOf(document, syntax)?.structure ?? 'cii';
};

/** The rule sets that a document is judged by, that of its profile first. */
export const ruleSetsOf = (document: InvoiceDocument, syntax: Syntax, choice: RuleChoice): readonly RuleSet[] => {
  const profile = guidelineOf(document, syntax)?.set ?? EN16931;
  const french = isFrench(document) ? [BR_FR_FLUX2] : [];
  if (choice === 'fr-ctc') return french;
  return choice === 'profile' ? [profile] : [profile, ...french];
};

/** All rule sets that a document can be judged by if `specification` is its BT-24, whoever it is from. */
export const likelyRuleSets = (specification: string, syntax: Syntax): readonly RuleSet[] => [
  guidelineOf({ specification }, syntax)?.set ?? EN16931,
  BR_FR_FLUX2,
];
