import type { ElementRule } from '../element-rule.js';
import { CII_CONDITIONS } from './cii-syntax-conditions.js';
import { CII_LIMITS } from './cii-syntax-limits.js';
import { CII_HEADER_UNUSED } from './cii-syntax-unused.js';
import { CII_LINES_UNUSED } from './cii-syntax-unused-lines.js';
import { CII_TYPES_UNUSED } from './cii-syntax-unused-types.js';
import { unusedRules } from './unused.js';

/** The rules on the syntax of CII: CII-SR and CII-DT of CEN's validation artefacts 1.3.16. */
export const ciiSyntaxRules: readonly ElementRule[] = [
  ...[...CII_HEADER_UNUSED, ...CII_LINES_UNUSED, ...CII_TYPES_UNUSED].flatMap(unusedRules),
  ...CII_LIMITS,
  ...CII_CONDITIONS,
];
