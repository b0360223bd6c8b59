import type { Syntax } from '@onefacture/formats';
import type { Line, Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';

/** The extensions of EN 16931 that have rules in common: lines below lines, logistics charges, sums with a tolerance. */
export const EXTENSIONS = ['EXTENDED-CTC-FR', 'Factur-X EXTENDED'] as const;
export type Extension = (typeof EXTENSIONS)[number];

/** How an extension begins the ids of its own rules. */
export const PREFIXES: Readonly<Record<Extension, string>> = {
  'EXTENDED-CTC-FR': 'BR-FREXT',
  'Factur-X EXTENDED': 'BR-FXEXT',
};

/** The rule in one syntax only. */
export const inSyntax = (syntax: Syntax, rule: Rule): Rule => ({
  ...rule,
  check: (subject, broken) => {
    if (subject.syntax === syntax) rule.check(subject, broken);
  },
});

/** One rule, or one for each syntax where the two call it otherwise. */
export const idsBySyntax = (ids: Readonly<Record<Syntax, string>>, make: (id: string) => Rule): readonly Rule[] =>
  ids.CII === ids.UBL ? [make(ids.CII)] : [inSyntax('CII', make(ids.CII)), inSyntax('UBL', make(ids.UBL))];

/**
 * Whether a line counts in sums: groups and mere information do not. In UBL a line that only names its parent does not
 * count, either.
 */
export const isCounted =
  (syntax: Syntax) =>
  ({ kind, parent_id }: Said<Line>): boolean =>
    kind === 'DETAIL' || (kind === undefined && (syntax === 'CII' || parent_id === undefined));
