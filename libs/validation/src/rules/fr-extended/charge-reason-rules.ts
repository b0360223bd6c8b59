import { allowanceChargeRules } from '../en16931/allowance-charge-rules.js';
import type { Rule } from '../rule.js';
import { type Extension, inSyntax, PREFIXES } from './extension.js';

const RENAMED: ReadonlySet<string> = new Set(['BR-38', 'BR-44']);

/** BR-38 and BR-44 as the extensions call them in CII: a charge gives a reason. */
export const chargeReasons = (extension: Extension): readonly Rule[] =>
  allowanceChargeRules
    .filter(({ id }) => RENAMED.has(id))
    .map((rule) => inSyntax('CII', { ...rule, id: `${PREFIXES[extension]}-${rule.id}` }));
