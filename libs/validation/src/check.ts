import { elementPaths, type InvoiceReading, scanXml, type Syntax } from '@onefacture/formats';
import { ElementCheck } from './elements/element-check.js';
import { ElementRules } from './elements/path-rules.js';
import type { Finding } from './report/finding.js';
import { filled } from './report/wording.js';
import { type Rule, type RuleText, severityIn, type Values } from './rules/rule.js';
import type { RuleSet } from './rules/rule-set.js';
import { Subject } from './rules/subject.js';

/** Places of one rule over the model that are reported. */
const MOST_PLACES = 50;

const compiled = new Map<Syntax, Map<RuleSet, ElementRules>>();

const elementRules = (set: RuleSet, syntax: Syntax): ElementRules => {
  const ofSyntax = compiled.get(syntax) ?? new Map<RuleSet, ElementRules>();
  compiled.set(syntax, ofSyntax);
  const rules = ofSyntax.get(set) ?? new ElementRules(set.elements[syntax]);
  ofSyntax.set(set, rules);
  return rules;
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

const check = (set: RuleSet, rules: readonly Rule[], subject: Subject): readonly Finding[] => {
  const findings: Finding[] = [];
  for (const rule of rules) {
    let places = 0;
    rule.check(subject, (path, values = {}) => {
      places += 1;
      if (places <= MOST_PLACES) findings.push(findingOf(set, subject.syntax, { rule, values, path }));
    });
  }
  return findings;
};

/** The rules of a set that look at the model: their findings name members of it. Never throws. */
export const checkModel = (set: RuleSet, subject: Subject): readonly Finding[] => check(set, set.rules, subject);

const withoutElements = new Map<Syntax, Map<RuleSet, readonly Rule[]>>();

/** The rules that only the model answers: the elements of a document say exactly what its model says nearly. */
const rulesBeside = (set: RuleSet, syntax: Syntax): readonly Rule[] => {
  const ofSyntax = withoutElements.get(syntax) ?? new Map<RuleSet, readonly Rule[]>();
  withoutElements.set(syntax, ofSyntax);
  const known = ofSyntax.get(set);
  if (known !== undefined) return known;
  const answered = new Set(set.elements[syntax].map(({ id }) => id));
  const rules = set.rules.filter(({ id }) => !answered.has(id));
  ofSyntax.set(set, rules);
  return rules;
};

/**
 * The rules of a set that look at elements: their findings carry XPaths. The bytes are those the reading came from.
 * Throws AppError `document.unreadable` where the bytes are no XML, which a reading of them would have thrown before.
 */
export const checkElements = (set: RuleSet, syntax: Syntax, xml: Uint8Array): readonly Finding[] => {
  const check = new ElementCheck(elementRules(set, syntax));
  scanXml(xml, check);
  if (check.violations.length === 0) return [];
  const paths = elementPaths(xml, new Set(check.violations.map(({ element }) => element)));
  return check.violations.map(({ rule, element, values }) =>
    findingOf(set, syntax, { rule, values, path: paths.get(element) ?? '' }),
  );
};

/**
 * All rules of a set over an invoice that was read: one finding for each place where one is broken. A rule that has both
 * forms is asked of the elements.
 */
export const checkInvoice = (set: RuleSet, reading: InvoiceReading, xml: Uint8Array): readonly Finding[] => [
  ...checkElements(set, reading.syntax, xml),
  ...check(set, rulesBeside(set, reading.syntax), new Subject(reading.document, reading.syntax)),
];
