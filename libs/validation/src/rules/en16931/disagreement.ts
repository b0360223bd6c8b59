import { type Decimal, decimalText } from '@onefacture/invoice';
import type { Values } from '../rule.js';

const shown = (value: Decimal | undefined): string => (value === undefined ? '–' : decimalText(value, 2));

/** The two amounts of a rule and their difference, for its sentence; a dash where one is missing. */
export const disagreement = (declared: Decimal | undefined, computed: Decimal | undefined): Values => ({
  declared: shown(declared),
  computed: shown(computed),
  difference: shown(declared === undefined || computed === undefined ? undefined : declared.minus(computed)),
});
