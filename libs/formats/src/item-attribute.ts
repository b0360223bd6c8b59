import type { ItemAttribute, Said } from '@onefacture/invoice';

type Attribute = Said<ItemAttribute>;

/** Both syntaxes want a name (CII-SR-069, and UBL's schema): the code stands in for it. */
export const namedAttribute = (one: Attribute): Attribute =>
  one.name === undefined && one.code !== undefined ? { ...one, name: one.code } : one;

/** Whether the name only repeats the code. */
export const isRepetitive = ({ name, code }: Attribute): boolean => name !== undefined && name === code;

/** The attribute without a name that stands in for its code. */
export const attributeOf = (one: Attribute): Attribute => {
  const { name: _name, ...same } = one;
  return isRepetitive(one) ? same : one;
};
