import { elementPaths, type InvoiceReading, scanXml, type Syntax } from '@onefacture/formats';
import { ElementWatch } from './element-watch.js';
import type { Finding } from './report/finding.js';
import { type RuleText, severityIn, type Values } from './rules/rule.js';
import type { RuleSet } from './rules/rule-set.js';
import { Subject } from './rules/subject.js';
import { toldOf, upToMost } from './rules/telling.js';

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

/** The rules of a set that look at the model: their findings name members of it. Never throws. */
export const checkModel = (set: RuleSet, subject: Subject): readonly Finding[] => {
  const findings: Finding[] = [];
  for (const rule of set.rules) {
    rule.check(
      subject,
      upToMost((path, values) => findings.push(findingOf(set, subject.syntax, rule, path, values))),
    );
  }
  return findings;
};

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

const judgedByElements = new WeakMap<RuleSet['elements'][Syntax], ReadonlySet<string>>();

/** The rules of a set that have a form over elements, by their ids. */
const idsOnElements = (set: RuleSet, syntax: Syntax): ReadonlySet<string> => {
  const rules = set.elements[syntax];
  const ids = judgedByElements.get(rules) ?? new Set(rules.map(({ id }) => id));
  judgedByElements.set(rules, ids);
  return ids;
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
  const subject = new Subject(document, syntax);
  const onModel = sets
    .flatMap((set) => checkModel(set, subject))
    .map((finding) => ({ ...finding, path: placing.member(finding.path) }));
  const seen = watch?.covers(sets) === true ? watch : watched(sets, syntax, xml);
  const onElements = elementFindings(sets, syntax, xml, seen, placing);
  const isJudged = (code: string): boolean => sets.some((set) => idsOnElements(set, syntax).has(code));
  const broken = new Set(onElements.map(({ code }) => code));
  const told = new Set(onModel.map(({ code }) => code));
  return [
    ...onElements.filter(({ code }) => !told.has(code)),
    ...onModel.filter(({ code }) => broken.has(code) || !isJudged(code)),
  ];
};

/** `checkDocument` for one set, with places as they are found. */
export const checkInvoice = (set: RuleSet, reading: InvoiceReading, xml: Uint8Array): readonly Finding[] =>
  checkDocument([set], reading, xml);
