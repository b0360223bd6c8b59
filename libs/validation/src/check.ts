import { elementPaths, type InvoiceReading, scanXml, type Syntax } from '@onefacture/formats';
import { ElementCheck } from './elements/element-check.js';
import type { ElementRule } from './elements/element-rule.js';
import { ElementRules } from './elements/path-rules.js';
import type { Finding } from './report/finding.js';
import { filled } from './report/wording.js';
import { type RuleText, severityIn, type Values } from './rules/rule.js';
import type { RuleSet } from './rules/rule-set.js';
import { Subject } from './rules/subject.js';

/** Places of one rule over the model that are reported. */
const MOST_PLACES = 50;

/** The element rules of some sets, made ready for one pass over a document. */
interface Prepared {
  readonly sets: readonly RuleSet[];
  readonly syntax: Syntax;
  readonly rules: ElementRules;
  readonly setOf: ReadonlyMap<ElementRule, RuleSet>;
  readonly ids: ReadonlySet<string>;
}

/** A handful: the profiles, each with and without the French rules, in two syntaxes. */
const prepared: Prepared[] = [];

const prepare = (sets: readonly RuleSet[], syntax: Syntax): Prepared => {
  const known = prepared.find(
    (one) =>
      one.syntax === syntax && one.sets.length === sets.length && sets.every((set, index) => set === one.sets[index]),
  );
  if (known !== undefined) return known;
  const setOf = new Map(sets.flatMap((set) => set.elements[syntax].map((rule) => [rule, set] as const)));
  const ids = new Set([...setOf.keys()].map(({ id }) => id));
  const made = { sets, syntax, rules: new ElementRules([...setOf.keys()]), setOf, ids };
  prepared.push(made);
  return made;
};

/** A rule that is broken somewhere, before it is put in words. */
interface Violation {
  readonly rule: RuleText;
  readonly values: Values;
  readonly path: string;
}

/** What broke which rule of a set, in the words of a report. */
const findingOf = (set: RuleSet, syntax: Syntax, { rule, values, path }: Violation): Finding => {
  const says = filled(rule.says, values);
  const fix = rule.fix === undefined ? undefined : filled(rule.fix, values);
  return {
    layer: 'schematron',
    ruleset: `${set.name} ${set.version}`,
    code: rule.id,
    severity: severityIn(rule, syntax),
    message: says.en,
    message_fr: says.fr,
    path,
    term: rule.terms[0] ?? '',
    ...(fix === undefined ? {} : { hint: fix.en, hint_fr: fix.fr }),
  };
};

/** The rules of a set that look at the model: their findings name members of it. Never throws. */
export const checkModel = (set: RuleSet, subject: Subject): readonly Finding[] => {
  const findings: Finding[] = [];
  for (const rule of set.rules) {
    let places = 0;
    rule.check(subject, (path, values = {}) => {
      places += 1;
      if (places <= MOST_PLACES) findings.push(findingOf(set, subject.syntax, { rule, values, path }));
    });
  }
  return findings;
};

/** How a finding's place is told: findings on the model name a member, findings on elements an XPath. */
export interface Placing {
  readonly member: (field: string) => string;
  readonly element: (xpath: string) => string;
}

const AS_FOUND: Placing = { member: (field) => field, element: (xpath) => xpath };

const checkElements = (
  sets: readonly RuleSet[],
  syntax: Syntax,
  xml: Uint8Array,
  placing: Placing,
): readonly Finding[] => {
  const { rules, setOf } = prepare(sets, syntax);
  const check = new ElementCheck(rules);
  scanXml(xml, check);
  if (check.violations.length === 0) return [];
  const paths = elementPaths(xml, new Set(check.violations.map(({ element }) => element)));
  return check.violations.flatMap(({ rule, element, values }) => {
    const set = setOf.get(rule);
    const path = placing.element(paths.get(element) ?? '');
    return set === undefined ? [] : [findingOf(set, syntax, { rule, values, path })];
  });
};

/**
 * The rules of some sets over an invoice that was read, in one pass over its bytes: one finding for each place where one
 * is broken. Of a rule that has both forms, the elements judge, since they say what the model says nearly; where the
 * model agrees, it tells: its findings name the very member, with its values.
 * Throws AppError `document.unreadable` where the bytes are no XML, which a reading of them would have thrown before.
 */
export const checkDocument = (
  sets: readonly RuleSet[],
  reading: InvoiceReading,
  xml: Uint8Array,
  placing: Placing = AS_FOUND,
): readonly Finding[] => {
  const { syntax, document } = reading;
  const subject = new Subject(document, syntax);
  const onModel = sets
    .flatMap((set) => checkModel(set, subject))
    .map((finding) => ({ ...finding, path: placing.member(finding.path) }));
  const onElements = checkElements(sets, syntax, xml, placing);
  const judged = prepare(sets, syntax).ids;
  const broken = new Set(onElements.map(({ code }) => code));
  const told = new Set(onModel.map(({ code }) => code));
  return [
    ...onElements.filter(({ code }) => !told.has(code)),
    ...onModel.filter(({ code }) => broken.has(code) || !judged.has(code)),
  ];
};

/** `checkDocument` for one set, with places as they are found. */
export const checkInvoice = (set: RuleSet, reading: InvoiceReading, xml: Uint8Array): readonly Finding[] =>
  checkDocument([set], reading, xml);
