import { checkInvoice } from '../src/check.js';
import type { Finding } from '../src/report/finding.js';
import { BR_FR_FLUX2 } from '../src/rule-sets.js';
import { type Leaf, leavesAsXml } from './leaves.js';

/** What the French rules find in a document of these elements; the root says which syntax it is. */
export const frenchFindings = (
  root: 'CrossIndustryInvoice' | 'Invoice' | 'CreditNote',
  leaves: readonly Leaf[],
): readonly Finding[] => {
  const syntax = root === 'CrossIndustryInvoice' ? 'CII' : 'UBL';
  const reading = { syntax, root, document: {}, findings: [], literals: new Map<string, string>() } as const;
  return checkInvoice(BR_FR_FLUX2, reading, leavesAsXml(root, leaves));
};
