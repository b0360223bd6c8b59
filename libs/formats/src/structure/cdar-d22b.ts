import { cefactStructure } from './cefact-structure.js';
import { CDAR_D22B_TABLE } from './tables/cdar-d22b.js';

/**
 * Cross Domain Acknowledgement and Response D22B: order, type and cardinality of every element, attributes of every
 * datatype. Facts of the UN/CEFACT schema; conformance holds them against it.
 */
export const CDAR_D22B = cefactStructure('CrossDomainAcknowledgementAndResponse', CDAR_D22B_TABLE);
