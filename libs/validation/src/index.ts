export * from './report/finding.js';
export * from './rules/rule.js';
export { derivedFrom, type RuleSet } from './rules/rule-set.js';
export { once, Subject } from './rules/subject.js';
export { checkElements, checkInvoice, checkModel } from './check.js';
export { EN16931 } from './rule-sets.js';
export * from './facts.js';
export * from './report/report.js';
export * from './rule-choice.js';
