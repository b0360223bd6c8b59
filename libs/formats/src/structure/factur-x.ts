import { cefactStructure } from './cefact-structure.js';
import { FACTUR_X_BASIC_TABLE } from './tables/factur-x-basic.js';
import { FACTUR_X_BASIC_WL_TABLE } from './tables/factur-x-basic-wl.js';
import { FACTUR_X_EN16931_TABLE } from './tables/factur-x-en16931.js';
import { FACTUR_X_EXTENDED_TABLE } from './tables/factur-x-extended.js';
import { FACTUR_X_MINIMUM_TABLE } from './tables/factur-x-minimum.js';

/**
 * What each profile of Factur-X 1.09 leaves of the Cross Industry Invoice: fewer elements, tighter cardinalities, fewer
 * attributes and more of them required. Facts of the FNFE-MPE schemas; conformance holds them against those.
 */
export const FACTUR_X = {
  MINIMUM: cefactStructure('CrossIndustryInvoice', FACTUR_X_MINIMUM_TABLE),
  BASIC_WL: cefactStructure('CrossIndustryInvoice', FACTUR_X_BASIC_WL_TABLE),
  BASIC: cefactStructure('CrossIndustryInvoice', FACTUR_X_BASIC_TABLE),
  EN16931: cefactStructure('CrossIndustryInvoice', FACTUR_X_EN16931_TABLE),
  EXTENDED: cefactStructure('CrossIndustryInvoice', FACTUR_X_EXTENDED_TABLE),
} as const;
