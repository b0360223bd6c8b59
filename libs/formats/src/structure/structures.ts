import { CDAR_D22B } from './cdar-d22b.js';
import { CII_D22B } from './cii-d22b.js';

/** The schema facts of every message we read or write. */
export const STRUCTURES = { cii: CII_D22B, cdar: CDAR_D22B } as const;
