import type { ElementRule } from '../element-rule.js';
import { UBL_CONDITIONS } from './ubl-syntax-conditions.js';
import { UBL_LIMITS } from './ubl-syntax-limits.js';
import { UBL_UNUSED } from './ubl-syntax-unused.js';
import { unusedRules } from './unused.js';

/** The rules on the syntax of UBL: UBL-CR, UBL-SR and UBL-DT of CEN's validation artefacts 1.3.16. */
export const ublSyntaxRules: readonly ElementRule[] = [
  ...UBL_UNUSED.flatMap(unusedRules),
  ...UBL_LIMITS,
  ...UBL_CONDITIONS,
];
