import { readCii, readUbl, type Syntax, writeCii, writeUbl } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import { checkInvoice, checkModel } from '../src/check.js';
import type { ElementRule } from '../src/elements/element-rule.js';
import type { Finding } from '../src/report/finding.js';
import type { Rule } from '../src/rules/rule.js';
import type { RuleSet } from '../src/rules/rule-set.js';
import { Subject } from '../src/rules/subject.js';

const setOf = (rules: readonly Rule[], elements: RuleSet['elements']): RuleSet => ({
  name: 'test',
  version: '1',
  effective_from: '2026-01-01',
  rules,
  elements,
});

/** `id path` of what a document breaks of rules over the model. */
export const brokenBy = (rules: readonly Rule[], document: InvoiceDocument, syntax: Syntax): string[] =>
  findingsOn(rules, document, syntax).map(({ code, path }) => `${code} ${path}`);

/** The findings of rules over the model. */
export const findingsOn = (rules: readonly Rule[], document: InvoiceDocument, syntax: Syntax): readonly Finding[] =>
  checkModel(setOf(rules, { CII: [], UBL: [] }), new Subject(document, syntax));

/** The document as XML. */
export const xmlOf = (document: InvoiceDocument, syntax: Syntax): string =>
  (syntax === 'CII' ? writeCii : writeUbl)(document);

/** The findings of element rules on XML. */
export const findingsIn = (elements: readonly ElementRule[], xml: string, syntax: Syntax): readonly Finding[] => {
  const bytes = Buffer.from(xml);
  const reading = syntax === 'CII' ? readCii(bytes) : readUbl(bytes);
  return checkInvoice(setOf([], { CII: elements, UBL: elements }), reading, bytes);
};
