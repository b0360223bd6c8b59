import { lastOf } from '../../last-of.js';
import type { ConditionRule, ElementRule, Taken, Takes } from '../element-rule.js';

const INDICATOR = 'ChargeIndicator/Indicator';
const WORDS: readonly string[] = ['true', 'false'];

/** The name under which an indicator is taken, if it is. */
const nameIn = (takes: Takes | undefined): string | undefined =>
  Object.entries(takes ?? {}).find(([, pattern]) => pattern === INDICATOR)?.[0];

/** What was taken, with an indicator that says neither word as one that says nothing. */
const inWords = (taken: Taken, indicator: string): Taken => {
  const indicators = taken(indicator).map((text) => (WORDS.includes(text) ? text : ''));
  return (name) => (name === indicator ? indicators : taken(name));
};

/** Rules in a row are given the same things, and are to share what they read off them. */
const wordsOf = lastOf(inWords);
const wordsOfEach = lastOf((each: readonly Taken[], indicator: string): readonly Taken[] =>
  each.map((one) => inWords(one, indicator)),
);

/**
 * A condition as BASIC and BASIC WL have it, which tell allowances from charges by the words `true` and `false` alone:
 * by `1` and `0`, which XML allows as well, an entry is neither.
 */
export const withIndicatorsInWords = (rule: ElementRule): ElementRule => {
  if (rule.kind !== 'condition') return rule;
  const [own, ofEach] = [nameIn(rule.take), nameIn(rule.each?.take)];
  if (own === undefined && ofEach === undefined) return rule;
  const read =
    <Result>(judge: (taken: Taken, each: readonly Taken[]) => Result) =>
    (taken: Taken, each: readonly Taken[]): Result =>
      judge(own === undefined ? taken : wordsOf(taken, own), ofEach === undefined ? each : wordsOfEach(each, ofEach));
  const { holds, tells } = rule;
  const words: ConditionRule = { ...rule, holds: read(holds) };
  return tells === undefined ? words : { ...words, tells: read(tells) };
};
