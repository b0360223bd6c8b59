import type { Syntax } from '@onefacture/formats';

/** Why a rule cannot be broken, and in which syntax: in another it may be one of ours. */
export interface AlwaysHolds {
  readonly reason: string;
  readonly syntaxes: readonly (Syntax | 'CDAR')[];
}

const both: readonly Syntax[] = ['CII', 'UBL'];

const holding = (ids: readonly string[], syntaxes: AlwaysHolds['syntaxes'], reason: string): [string, AlwaysHolds][] =>
  ids.map((id) => [id, { reason, syntaxes }]);

/** Official rules that no document breaks, each with the reason: every other one is implemented. */
export const ALWAYS_HOLD: ReadonlyMap<string, AlwaysHolds> = new Map([
  ...holding(
    ['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08'],
    both,
    'That a reason code and a reason in words mean the same cannot be computed; the official test is true().',
  ),
  ...holding(
    ['CII-DT-010', 'CII-DT-011', 'CII-DT-012'],
    ['CII'],
    'An earlier rule of the same pattern takes every type code, so that this one is never reached.',
  ),
  ...holding(
    ['BR-EXT-CL-07'],
    ['CII'],
    'The official test asks whether a type code is the reference to a contract, which it never is, before it looks at the code.',
  ),
  ...holding(
    ['BR-DEC-13', 'BR-DEC-15'],
    ['UBL'],
    'The official test looks for the currency inside the amount itself, where UBL has no element.',
  ),
  ...holding(
    ['UBL-CR-629', 'UBL-CR-630'],
    ['UBL'],
    'The official test asks for a group of UBL among the basic components, where there is none of the name.',
  ),
  ...holding(
    ['BR-FR-DEC-01_BT-111'],
    both,
    'The rule for BT-110 stands before it in the same pattern, for the same element.',
  ),
  ...holding(
    ['BR-FR-16_BT-103'],
    ['UBL'],
    'The rule for BT-96 stands before it in the same pattern, for the same element.',
  ),
  ...holding(
    [
      ...['BR-FR-CDV-01_MDG-3', 'BR-FR-CDV-04_MDG-4', 'BR-FR-CDV-05_MDG-9', 'BR-FR-CDV-06_MDT-21'],
      'BR-FR-CDV-10_MDT-87',
    ],
    ['CDAR'],
    'The official test asks an element whether it is there; where it is missing, nothing asks.',
  ),
  ...holding(
    ['BR-FR-CDV-07_MDT-38_no'],
    ['CDAR'],
    'A part of the official test, that a count is at least 0, is always true.',
  ),
]);
