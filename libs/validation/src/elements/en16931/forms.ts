import { ZERO } from '@onefacture/invoice';
import type { ConditionRule, ElementRule, Pattern, Taken, ValueRule } from '../element-rule.js';
import { businessTermRules } from '../../rules/en16931/en16931-rules.js';
import type { RuleText } from '../../rules/rule.js';
import { xpathDecimal } from '../../rules/xpath-rounding.js';

const texts = new Map(businessTermRules.map(({ check: _check, ...text }) => [text.id, text]));

/** What the rule of that id says over the model; its form over elements says the same. */
const textOf = (id: string): RuleText => {
  const text = texts.get(id);
  if (text === undefined) throw new TypeError(`No rule over the model has the id ${id}`);
  return text;
};

/** `of` stands in each `within` at least once, blank or not. */
export const present = (id: string, within: Pattern, of: Pattern): ElementRule => ({
  ...textOf(id),
  kind: 'count',
  in: within,
  of,
  least: 1,
});

/** The same, with something in it. */
export const filled = (id: string, within: Pattern, of: Pattern): ElementRule => ({
  ...textOf(id),
  kind: 'count',
  in: within,
  of,
  blank: 'is absent',
  least: 1,
});

/** A condition on texts. */
export const texted = (id: string, at: Pattern, holds: ValueRule['holds']): ElementRule => ({
  ...textOf(id),
  kind: 'value',
  at,
  holds,
});

const NOTHING: ConditionRule['take'] = {};

/** A condition on several elements. */
export const condition = (
  id: string,
  within: Pattern,
  { take = NOTHING, ...rest }: Partial<Pick<ConditionRule, 'take' | 'each' | 'unless'>>,
  holds: ConditionRule['holds'],
  tells?: ConditionRule['tells'],
): ElementRule => ({
  ...textOf(id),
  kind: 'condition',
  in: within,
  take,
  ...rest,
  holds,
  ...(tells === undefined ? {} : { tells }),
});

/** Whether something was taken down under a name. */
export const has = (taken: Taken, name: string): boolean => taken(name).length > 0;

/** Whether what was taken down under a name has more than white space in it. */
export const isFilled = (taken: Taken, name: string): boolean => taken(name).some((text) => text.trim() !== '');

/** Whether two names share a text, as XPath's `=` asks of two sequences. */
export const overlap = (taken: Taken, one: string, other: string): boolean =>
  taken(one).some((text) => taken(other).includes(text));

/** Whether a price is zero or more, as XPath compares it. */
export const isNotNegative = (price: string): boolean => xpathDecimal(price)?.greaterThanOrEqualTo(ZERO) ?? false;
