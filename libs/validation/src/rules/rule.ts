import type { Syntax } from '@onefacture/formats';
import type { Bilingual, Severity } from '../report/finding.js';
import type { Subject } from './subject.js';

/** What a rule is called and what it says, whether it looks at the model or at elements. */
export interface RuleText {
  /** The official id, such as `BR-CO-10`, or ours. */
  readonly id: string;
  /** The terms it is about; the first is the one a finding names. */
  readonly terms: readonly string[];
  /** As official; BR-51 is an error in CII and a warning in UBL. */
  readonly severity: Severity | Readonly<Record<Syntax, Severity>>;
  /** What is wrong, with places for the values. */
  readonly says: Bilingual;
  /** What to change. */
  readonly fix?: Bilingual;
}

/** Values of a violation by the name of their place in the sentence. */
export type Values = Readonly<Record<string, string>>;

/** Called once for each place where a rule is broken: path in the model, such as `lines[3].net_amount`. */
export type Broken = (at: string, values?: Values) => void;

/** A rule over the semantic model, written once for all syntaxes. */
export interface Rule extends RuleText {
  /** Looks at a whole document, in time linear in its lines, and never throws. */
  readonly check: (subject: Subject, broken: Broken) => void;
}

/** The severity of a rule in a syntax. */
export const severityIn = ({ severity }: RuleText, syntax: Syntax): Severity =>
  typeof severity === 'string' ? severity : severity[syntax];
