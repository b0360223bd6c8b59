import { modelPlace } from '@onefacture/formats';
import { BR_FR_CDV, type Finding, ruleSetsOf, type RuleChoice } from '@onefacture/validation';
import type { Inspection } from '../layers/inspect-document.js';
import { looked, type LayerResult, passedOver } from '../layers/layer.js';
import type { AppliedRules } from './applying-packs.js';
import type { RuleFinding } from './rule-process.js';

/** One rule file and what it found. */
export interface PackVerdict {
  readonly rules: AppliedRules;
  readonly found: readonly RuleFinding[];
}

/** Fatal ids that one side gives and the other does not. */
export interface Disagreement {
  readonly native: readonly string[];
  readonly packs: readonly string[];
}

const SAXON = 'saxon-js';
const WARNINGS = new Set(['warning', 'warn', 'information', 'info']);

const isFatal = ({ flag }: RuleFinding): boolean => !WARNINGS.has(flag.toLowerCase());

/** Rules without an id of their own are named by their place in the file, which means nothing elsewhere. */
const isNamed = (id: string): boolean => !/^(?:assert|report)-\d+$/.test(id);

const findingsOf = ({ rules, found }: PackVerdict, { format, document }: Inspection): Finding[] =>
  found.map((one) => ({
    layer: 'schematron',
    ruleset: rules.ruleset,
    code: one.id,
    severity: isFatal(one) ? 'error' : 'warning',
    message: one.text,
    message_fr: one.text,
    path:
      format === 'json' && document !== undefined
        ? modelPlace(document, one.location.replace(/^(\/[^/[]+)\[1\]/, '$1'))
        : one.location.replaceAll('[1]', ''),
    term: '',
  }));

const rulesetOf = (verdicts: readonly PackVerdict[]): string =>
  [...new Set(verdicts.map(({ rules }) => rules.ruleset))].join(', ');

/** The layer as the packs alone see it. `milliseconds` is what they took. */
export const packLayer = (
  inspection: Inspection,
  verdicts: readonly PackVerdict[],
  milliseconds: number,
): LayerResult => {
  const findings = verdicts.flatMap((verdict) => findingsOf(verdict, inspection));
  const layer = looked({ layer: 'schematron', engine: SAXON, ruleset: rulesetOf(verdicts) }, () => findings);
  return { ...layer, report: { ...layer.report, duration_ms: milliseconds } };
};

/** The layer that the packs could not look at, and why. */
export const packsSkipped = (reason: string): LayerResult => passedOver('schematron', 'skipped', `packs: ${reason}`);

const nativeIds = ({ format, document, root }: Inspection, choice: RuleChoice): ReadonlySet<string> => {
  if (format === 'cdar') return new Set(BR_FR_CDV.messages.map(({ id }) => id));
  if (document === undefined) return new Set();
  const syntax = root === 'CrossIndustryInvoice' ? 'CII' : 'UBL';
  const sets = ruleSetsOf(document, syntax, choice);
  return new Set(sets.flatMap((set) => [...set.rules, ...set.elements[syntax]].map(({ id }) => id)));
};

/** Rules that the built-in ones know nothing of: those of the operator. */
const isPrivate = ({ rules }: PackVerdict, known: ReadonlySet<string>): boolean =>
  ![...rules.ids].some((id) => known.has(id));

/**
 * Where the built-in rules and the packs differ on fatal ids. Each side is asked only what the other could have said:
 * built-in findings of rules that a pack has too, and findings of packs that share rules with the built-in ones.
 */
export const disagreementOf = (
  native: readonly Finding[],
  verdicts: readonly PackVerdict[],
  known: ReadonlySet<string>,
): Disagreement => {
  const compared = verdicts.filter((verdict) => !isPrivate(verdict, known));
  const judged = new Set(compared.flatMap(({ rules }) => [...rules.ids]));
  const here = new Set(native.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  const there = new Set(compared.flatMap(({ found }) => found.filter(isFatal).map(({ id }) => id)));
  return {
    native: [...here].filter((id) => judged.has(id) && !there.has(id)).toSorted(),
    packs: [...there].filter((id) => isNamed(id) && !here.has(id)).toSorted(),
  };
};

const said = (ids: readonly string[], nothing: string): string => (ids.length === 0 ? nothing : ids.join(', '));

const disagreeing = ({ native, packs }: Disagreement, ruleset: string): Finding => ({
  layer: 'schematron',
  ruleset,
  code: 'OF-PACK-01',
  severity: 'warning',
  message: `The rules disagree. Only the built-in rules: ${said(native, 'none')}. Only the rule packs: ${said(packs, 'none')}.`,
  message_fr: `Les règles ne concordent pas. Règles intégrées seules : ${said(native, 'aucune')}. Paquets de règles seuls : ${said(packs, 'aucune')}.`,
  path: '',
  term: '',
  hint: 'The verdict of the built-in rules stands. Tell us of the document, or of the version of the pack.',
  hint_fr: 'Le verdict des règles intégrées est retenu. Signalez-nous le document, ou la version du paquet.',
});

/**
 * Both sides in one layer. The built-in verdict stands where both judge the same rules, and a disagreement is a warning;
 * rules that only the operator has are added as they are.
 */
export const bothLayers = (
  inspection: Inspection,
  choice: RuleChoice,
  native: LayerResult,
  verdicts: readonly PackVerdict[],
  milliseconds: number,
): { readonly layer: LayerResult; readonly disagreement: Disagreement } => {
  const known = nativeIds(inspection, choice);
  const disagreement = disagreementOf(native.findings, verdicts, known);
  const differs = disagreement.native.length + disagreement.packs.length > 0;
  const own = verdicts.filter((verdict) => isPrivate(verdict, known));
  const ruleset = [native.report.ruleset, rulesetOf(verdicts)].filter((one) => one !== '').join(', ');
  const engine = [native.report.engine, SAXON].filter((one) => one !== '').join(' + ');
  const { report, findings } = looked({ layer: 'schematron', engine, ruleset }, () => [
    ...native.findings,
    ...own.flatMap((verdict) => findingsOf(verdict, inspection)),
    ...(differs ? [disagreeing(disagreement, rulesetOf(verdicts))] : []),
  ]);
  const duration_ms = native.report.duration_ms + milliseconds;
  return { layer: { report: { ...report, duration_ms }, findings }, disagreement };
};
