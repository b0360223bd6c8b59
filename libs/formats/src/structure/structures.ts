import { CDAR_D22B } from './cdar-d22b.js';
import { CII_D22B } from './cii-d22b.js';
import { FACTUR_X } from './factur-x.js';
import { UBL_CREDIT_NOTE, UBL_INVOICE } from './ubl-2-1.js';

/** The schema facts of every message we read or write. Each table is read on first use. */
export const STRUCTURES = {
  cii: CII_D22B,
  ubl_invoice: UBL_INVOICE,
  ubl_credit_note: UBL_CREDIT_NOTE,
  cdar: CDAR_D22B,
  facturx_minimum: FACTUR_X.MINIMUM,
  facturx_basic_wl: FACTUR_X.BASIC_WL,
  facturx_basic: FACTUR_X.BASIC,
  facturx_en16931: FACTUR_X.EN16931,
  facturx_extended: FACTUR_X.EXTENDED,
} as const;

/** A key of STRUCTURES. */
export type StructureName = keyof typeof STRUCTURES;
