import type { StructureName, Syntax } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import {
  EXTENDED_CTC_FR,
  FACTURX_BASIC,
  FACTURX_BASIC_WL,
  FACTURX_EXTENDED,
  FACTURX_MINIMUM,
} from './profile-rule-sets.js';
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

/** A profile of Factur-X, also as ZUGFeRD 2 called it; some write one of the two words for the other. */
const facturx = (profile: string, within: string): RegExp =>
  new RegExp(`^${within}urn:(factur-x\\.eu:1p0|zugferd\\.de:2p0):${profile}$`);
const OF_EN16931 = 'urn:cen\\.eu:en16931:2017#(compliant|conformant)#';

/** What is neither Factur-X nor the French extension is D22B under EN 16931 itself. */
const GUIDELINES: readonly Guideline[] = [
  { shape: /extended-ctc-fr$|peppol:france:billing:extended/, set: EXTENDED_CTC_FR, structure: 'cii' },
  { shape: facturx('extended', OF_EN16931), set: FACTURX_EXTENDED, structure: 'facturx_extended' },
  { shape: facturx('basic', OF_EN16931), set: FACTURX_BASIC, structure: 'facturx_basic' },
  { shape: facturx('basicwl', ''), set: FACTURX_BASIC_WL, structure: 'facturx_basic_wl' },
  { shape: facturx('minimum', ''), set: FACTURX_MINIMUM, structure: 'facturx_minimum' },
];

/** Factur-X is CII; only the French extension is there in UBL as well. */
const guidelineOf = (
  { specification = '' }: Pick<InvoiceDocument, 'specification'>,
  syntax: Syntax,
): Guideline | undefined => {
  const found = GUIDELINES.find(({ shape }) => shape.test(specification.trim()));
  return syntax === 'UBL' && found?.set !== EXTENDED_CTC_FR ? undefined : found;
};

/** The structure whose schema a document has to fit. `root` is the local name of its root element. */
export const structureOf = (document: InvoiceDocument, syntax: Syntax, root: string): StructureName => {
  if (syntax === 'UBL') return root === 'CreditNote' ? 'ubl_credit_note' : 'ubl_invoice';
  return guidelineOf(document, syntax)?.structure ?? 'cii';
};

/** The structures that a document can be of if `specification` is its BT-24: its root element says which. */
export const likelyStructures = (specification: string, syntax: Syntax): readonly StructureName[] =>
  syntax === 'UBL' ? ['ubl_invoice', 'ubl_credit_note'] : [guidelineOf({ specification }, syntax)?.structure ?? 'cii'];

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
