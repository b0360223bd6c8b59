import { codeSet } from './code-set.js';

/** UNTDID 4053 as the French extension narrows it: Incoterms 2020, and two codes for named places (BR-FREXT-CL-27). */
export const INCOTERMS = codeSet('1 2 CFR CIF CIP CPT DAP DDP DPU EXW FAS FCA FOB');
