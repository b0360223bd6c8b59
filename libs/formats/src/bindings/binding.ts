import type { Decimal } from '@onefacture/invoice';
import type { Codec } from './codec.js';

type Leaf = string | number | boolean | Decimal;

/** The dotted names of a model's members, such as `address.city`; lists are named, not entered. */
export type MemberPath<M> = {
  [K in keyof M & string]-?: NonNullable<M[K]> extends Leaf | readonly unknown[]
    ? K
    : K | `${K}.${MemberPath<NonNullable<M[K]>>}`;
}[keyof M & string];

/**
 * An attribute of a bound element: fixed, or taken from a member of the model. A member of the whole `document`, such as
 * the currency of every amount, is written only: on reading it is known already.
 */
export type AttributeBinding =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly member: readonly string[]; readonly document?: true };

/** A term of the model and the element that carries it. */
export interface LeafBinding {
  readonly kind: 'leaf';
  /** BT-… or MDT-… */
  readonly term: string;
  /** Element names below the enclosing aggregate. */
  readonly path: readonly string[];
  readonly member: readonly string[];
  readonly codec: Codec;
  readonly attributes: readonly AttributeBinding[];
}

/** An element the syntax wants though the model has no member for it. */
export interface ConstantBinding {
  readonly kind: 'constant';
  readonly path: readonly string[];
  readonly value: unknown;
  readonly codec: Codec;
}

/** A member that is an object, or a list of them, and the aggregate (one an entry) that carries it. */
export interface GroupBinding {
  readonly kind: 'group';
  /** BG-… or MDG-… */
  readonly term: string;
  readonly path: readonly string[];
  readonly member: readonly string[];
  readonly many: boolean;
  readonly bindings: readonly Binding[];
}

/** One row of the table that ties the model to a syntax; the same rows drive the writer and the reader. */
export type Binding = LeafBinding | ConstantBinding | GroupBinding;

/**
 * Attributes of a leaf: a fixed text, `{member}` for the value of another member, or `{document}` for that of a member
 * of the whole document.
 */
export type Attributes<M> = Readonly<
  Record<string, string | { readonly member: MemberPath<M> } | { readonly document: string }>
>;

const attributeBinding = ([name, source]: [string, Attributes<Record<string, string>>[string]]): AttributeBinding => {
  if (typeof source === 'string') return { name, value: source };
  if ('document' in source) return { name, member: source.document.split('.'), document: true };
  return { name, member: source.member.split('.') };
};

/**
 * The row builders for model type `M`; members are checked by the compiler, element names against the structure when
 * the table is used. Paths are local names separated by `/`.
 */
export const bindingsFor = <M>() => ({
  leaf: (
    term: string,
    path: string,
    member: MemberPath<M>,
    codec: Codec,
    attributes: Attributes<M> = {},
  ): LeafBinding => ({
    kind: 'leaf',
    term,
    path: path.split('/'),
    member: member.split('.'),
    codec,
    attributes: Object.entries(attributes).map(attributeBinding),
  }),
  constant: (path: string, value: unknown, codec: Codec): ConstantBinding => ({
    kind: 'constant',
    path: path.split('/'),
    value,
    codec,
  }),
  one: (term: string, path: string, member: MemberPath<M>, bindings: readonly Binding[]): GroupBinding => ({
    kind: 'group',
    term,
    path: path.split('/'),
    member: member.split('.'),
    many: false,
    bindings,
  }),
  many: (term: string, path: string, member: MemberPath<M>, bindings: readonly Binding[]): GroupBinding => ({
    kind: 'group',
    term,
    path: path.split('/'),
    member: member.split('.'),
    many: true,
    bindings,
  }),
  /** Rows of the same model that stand below a further element. */
  below: (path: string, bindings: readonly Binding[]): readonly Binding[] =>
    bindings.map((binding) => ({ ...binding, path: [...path.split('/'), ...binding.path] })),
});
