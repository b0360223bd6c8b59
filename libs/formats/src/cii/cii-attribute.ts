import type { ItemAttribute, Said } from '@onefacture/invoice';

type Attribute = Said<ItemAttribute>;

/** CII wants a name (CII-SR-069): the code stands in for it. */
export const attributeInCii = (one: Attribute): Attribute =>
  one.name === undefined && one.code !== undefined ? { ...one, name: one.code } : one;

/** Whether the name only repeats the code. */
export const isRepetitive = ({ name, code }: Attribute): boolean => name !== undefined && name === code;

/** The attribute without a name that stands in for its code. */
export const attributeOf = (one: Attribute): Attribute => {
  const { name: _name, ...same } = one;
  return isRepetitive(one) ? same : one;
};
