import { CDAR_D22B } from './cdar-d22b.js';
import { CII_D22B } from './cii-d22b.js';
import { FACTUR_X } from './factur-x.js';
import type { Structure } from './structure.js';
import { UBL_CREDIT_NOTE, UBL_INVOICE } from './ubl-2-1.js';

/** The names of STRUCTURES, in a fixed order. */
export const STRUCTURE_NAMES = [
  'cii',
  'ubl_invoice',
  'ubl_credit_note',
  'cdar',
  'facturx_minimum',
  'facturx_basic_wl',
  'facturx_basic',
  'facturx_en16931',
  'facturx_extended',
] as const;

/** One of STRUCTURE_NAMES. */
export type StructureName = (typeof STRUCTURE_NAMES)[number];

/** The schema facts of every message we read or write. Each table is read on first use. */
export const STRUCTURES: Readonly<Record<StructureName, Structure>> = {
  cii: CII_D22B,
  ubl_invoice: UBL_INVOICE,
  ubl_credit_note: UBL_CREDIT_NOTE,
  cdar: CDAR_D22B,
  facturx_minimum: FACTUR_X.MINIMUM,
  facturx_basic_wl: FACTUR_X.BASIC_WL,
  facturx_basic: FACTUR_X.BASIC,
  facturx_en16931: FACTUR_X.EN16931,
  facturx_extended: FACTUR_X.EXTENDED,
};
