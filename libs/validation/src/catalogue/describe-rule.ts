import type { Syntax } from '@onefacture/formats';
import { BUSINESS_RULES, OWN_RULES } from '../business/business-rules.js';
import { CONTAINER_RULES, CONTAINER_RULES_NAME } from '../container/check-container.js';
import type { Bilingual, Severity } from '../report/finding.js';
import * as profileRuleSets from '../profile-rule-sets.js';
import * as ruleSets from '../rule-sets.js';
import { BR_FR_CDV } from '../rules/cdv/check-message.js';
import type { RuleText } from '../rules/rule.js';
import { noteFor, type Told } from './note-for.js';
import { READING_NOTES } from './own-notes.js';
import { SCHEMA_NOTES } from './schema-notes.js';
import { termName } from './term-names.js';

/** A term that a rule is about. */
export interface DescribedTerm extends Bilingual {
  /** BT-, BG-, EXT-FR-FE- */
  readonly term: string;
}

/** What is known of one rule, for who broke it. */
export interface RuleDescription {
  /** The official id, or ours. */
  readonly code: string;
  /** Name and version of the first rule set that has it. */
  readonly ruleset: string;
  /** All rule sets that have it. */
  readonly rulesets: readonly string[];
  /** The worst, where syntaxes or rule sets differ. */
  readonly severity: Severity;
  /** Syntaxes it is checked in: both of invoices for rules over the model; CDAR for lifecycle messages. */
  readonly syntaxes: readonly (Syntax | 'CDAR')[];
  readonly terms: readonly DescribedTerm[];
  /** What the rule asks for. */
  readonly wants: Bilingual;
  /** How it usually comes to be broken. */
  readonly cause: Bilingual;
  /** What to change. */
  readonly fix: Bilingual;
}

/** A rule as it stands in one set. */
interface Stated extends Pick<RuleText, 'id' | 'terms' | 'severity'>, Told {
  readonly ruleset: string;
  readonly syntax?: Syntax | 'CDAR';
}

function* officialRules(): Generator<Stated> {
  for (const { name, version, rules, elements } of Object.values({ ...ruleSets, ...profileRuleSets })) {
    const ruleset = `${name} ${version}`;
    for (const rule of rules) yield { ...rule, ruleset };
    for (const syntax of ['CII', 'UBL'] as const) {
      for (const rule of elements[syntax]) yield { ...rule, ruleset, syntax };
    }
  }
}

function* messageRules(): Generator<Stated> {
  const ruleset = `${BR_FR_CDV.name} ${BR_FR_CDV.version}`;
  for (const rule of BR_FR_CDV.messages) yield { ...rule, ruleset, syntax: 'CDAR' };
}

function* ownRules(): Generator<Stated> {
  for (const rule of BUSINESS_RULES) yield { ...rule, ruleset: OWN_RULES };
  for (const { term, ...rule } of CONTAINER_RULES) {
    yield { ...rule, terms: term === undefined ? [] : [term], ruleset: CONTAINER_RULES_NAME };
  }
  for (const [id, { wants }] of Object.entries({ ...READING_NOTES, ...SCHEMA_NOTES })) {
    const severity =
      ['OF-XML-02', 'OF-DATE-02', 'OF-EXT-01'].includes(id) || !id.startsWith('OF-') || id in SCHEMA_NOTES
        ? 'error'
        : 'warning';
    yield { id, terms: [], severity, says: wants, ruleset: OWN_RULES };
  }
}

const isError = ({ severity }: Stated): boolean =>
  typeof severity === 'string' ? severity === 'error' : Object.values(severity).includes('error');

const described = (stated: readonly [Stated, ...Stated[]]): RuleDescription => {
  const [first] = stated;
  const terms = [...new Set(stated.flatMap((rule) => rule.terms))];
  const everywhere = stated.some(({ syntax }) => syntax === undefined);
  return {
    code: first.id,
    ruleset: first.ruleset,
    rulesets: [...new Set(stated.map(({ ruleset }) => ruleset))],
    severity: stated.some(isError) ? 'error' : 'warning',
    syntaxes: (['CII', 'UBL', 'CDAR'] as const).filter(
      (one) => stated.some(({ syntax }) => syntax === one) || (everywhere && one !== 'CDAR'),
    ),
    terms: terms.map((term) => ({ term, ...termName(term) })),
    ...noteFor(first.id, first, terms),
  };
};

const catalogued = (): ReadonlyMap<string, RuleDescription> => {
  const byId = new Map<string, [Stated, ...Stated[]]>();
  for (const rules of [officialRules(), messageRules(), ownRules()]) {
    for (const rule of rules) {
      const known = byId.get(rule.id);
      if (known === undefined) byId.set(rule.id, [rule]);
      else known.push(rule);
    }
  }
  return new Map([...byId].map(([id, stated]) => [id, described(stated)]));
};

let known: ReadonlyMap<string, RuleDescription> | undefined;

/** Worked out when it is first asked for, and kept. */
const catalogue = (): ReadonlyMap<string, RuleDescription> => (known ??= catalogued());

/** What is known of a rule by its code; undefined for a code that no rule of ours has. */
export const describeRule = (code: string): RuleDescription | undefined => catalogue().get(code);

/** Every rule that we can tell something of, in the order of their sets: official ones, then ours. */
export const allRules = (): readonly RuleDescription[] => [...catalogue().values()];
