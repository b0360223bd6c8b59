import { elementPaths, type InvoiceReading, scanXml, type Syntax } from '@onefacture/formats';
import { ElementWatch } from './element-watch.js';
import type { Finding } from './report/finding.js';
import { type Rule, type RuleText, severityIn, type Values } from './rules/rule.js';
import type { RuleSet } from './rules/rule-set.js';
import { Subject } from './rules/subject.js';
import { tellBroken, toldOf } from './rules/telling.js';

/** What broke which rule of a set. */
const findingOf = (set: RuleSet, syntax: Syntax, rule: RuleText, path: string, values: Values): Finding =>
  toldOf(rule, {
    layer: 'schematron',
    ruleset: `${set.name} ${set.version}`,
    severity: severityIn(rule, syntax),
    path,
    term: rule.terms[0],
    values,
  });

const findingsOnModel = (set: RuleSet, rules: readonly Rule[], subject: Subject): readonly Finding[] => {
  const findings: Finding[] = [];
  tellBroken(
    rules,
    (rule, broken) => rule.check(subject, broken),
    (rule, path, values) => findings.push(findingOf(set, subject.syntax, rule, path, values)),
  );
  return findings;
};

/** The rules of a set that look at the model: their findings name members of it. Never throws. */
export const checkModel = (set: RuleSet, subject: Subject): readonly Finding[] =>
  findingsOnModel(set, set.rules, subject);

/** How a finding's place is told: findings on the model name a member, findings on elements an XPath. */
export interface Placing {
  readonly member: (field: string) => string;
  readonly element: (xpath: string) => string;
}

const AS_FOUND: Placing = { member: (field) => field, element: (xpath) => xpath };

const watched = (sets: readonly RuleSet[], syntax: Syntax, xml: Uint8Array): ElementWatch => {
  const watch = new ElementWatch(sets, syntax);
  scanXml(xml, watch);
  return watch;
};

const elementFindings = (
  sets: readonly RuleSet[],
  syntax: Syntax,
  xml: Uint8Array,
  watch: ElementWatch,
  placing: Placing,
): readonly Finding[] => {
  const violations = watch.violations.flatMap((violation) => {
    const set = watch.setOf(violation.rule);
    return set !== undefined && sets.includes(set) ? [{ ...violation, set }] : [];
  });
  if (violations.length === 0) return [];
  const paths = elementPaths(xml, new Set(violations.map(({ element }) => element)));
  return violations.map(({ rule, element, values, set }) =>
    findingOf(set, syntax, rule, placing.element(paths.get(element) ?? ''), values),
  );
};

/** What of a set the elements of a syntax decide. */
interface Division {
  /** The ids of rules that have a form over elements. */
  readonly onElements: ReadonlySet<string>;
  /** The rules over the model that have none. */
  readonly onModelAlone: readonly Rule[];
}

const divided = ({ rules, elements }: RuleSet, syntax: Syntax): Division => {
  const onElements = new Set(elements[syntax].map(({ id }) => id));
  return { onElements, onModelAlone: rules.filter(({ id }) => !onElements.has(id)) };
};

const divisions = new WeakMap<RuleSet, Readonly<Record<Syntax, Division>>>();

const divisionOf = (set: RuleSet, syntax: Syntax): Division => {
  const found = divisions.get(set) ?? { CII: divided(set, 'CII'), UBL: divided(set, 'UBL') };
  divisions.set(set, found);
  return found[syntax];
};

/** The rules of a set that are worth a look at the model: those that only it can judge, and those that are broken. */
const rulesToTell = (set: RuleSet, syntax: Syntax, broken: ReadonlySet<string>): readonly Rule[] => {
  const { onElements, onModelAlone } = divisionOf(set, syntax);
  return broken.size === 0 ? onModelAlone : set.rules.filter(({ id }) => broken.has(id) || !onElements.has(id));
};

/**
 * The rules of some sets over an invoice that was read: one finding for each place where one is broken. `watch` is what
 * saw the elements while it was read, if anything did; otherwise, and where other rules were looked at than these, the
 * bytes are read once more. Of a rule that has both forms, the elements judge, since they say what the model says
 * nearly; where the model agrees, it tells: its findings name the very member, with its values.
 * Throws AppError `document.unreadable` where the bytes are no XML, which a reading of them would have thrown before.
 */
export const checkDocument = (
  sets: readonly RuleSet[],
  reading: InvoiceReading,
  xml: Uint8Array,
  placing: Placing = AS_FOUND,
  watch?: ElementWatch,
): readonly Finding[] => {
  const { syntax, document } = reading;
  const seen = watch?.covers(sets) === true ? watch : watched(sets, syntax, xml);
  const onElements = elementFindings(sets, syntax, xml, seen, placing);
  const broken = new Set(onElements.map(({ code }) => code));
  const subject = new Subject(document, syntax);
  const onModel = sets
    .flatMap((set) => findingsOnModel(set, rulesToTell(set, syntax, broken), subject))
    .map((finding) => ({ ...finding, path: placing.member(finding.path) }));
  const isJudged = (code: string): boolean => sets.some((set) => divisionOf(set, syntax).onElements.has(code));
  const told = new Set(onModel.map(({ code }) => code));
  return [
    ...onElements.filter(({ code }) => !told.has(code)),
    ...onModel.filter(({ code }) => broken.has(code) || !isJudged(code)),
  ];
};

/** `checkDocument` for one set, with places as they are found. */
export const checkInvoice = (set: RuleSet, reading: InvoiceReading, xml: Uint8Array): readonly Finding[] =>
  checkDocument([set], reading, xml);
