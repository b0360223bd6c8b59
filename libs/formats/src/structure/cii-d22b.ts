import { cefactStructure } from './cefact-structure.js';
import { CII_D22B_TABLE } from './tables/cii-d22b.js';

/**
 * Cross Industry Invoice D22B: order, type and cardinality of every element, attributes of every datatype. Facts of the
 * UN/CEFACT schema; conformance holds them against it.
 */
export const CII_D22B = cefactStructure('CrossIndustryInvoice', CII_D22B_TABLE);
