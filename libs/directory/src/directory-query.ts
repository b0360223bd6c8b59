import type { DirectoryQuery } from '@onefacture/adapters';
import { isSiren, isSiret } from '@onefacture/invoice';
import { z } from 'zod';

const SIREN_FAULT = 'must be a SIREN: nine digits with a valid check digit';
const SIRET_FAULT = 'must be a SIRET: fourteen digits with a valid check digit';
const ADDRESS_FAULT =
  'must be an address of the directory: SIREN, SIREN_SIRET, SIREN_SIRET_CODE or SIREN_SUFFIX, with valid check digits';

/** Whether a text is an address of the French directory (XP Z12-013 annex B; characters and length: BR-FR-23). */
export function isDirectoryAddress(text: string): boolean {
  if (!/^[A-Za-z0-9+\-_.]{1,125}$/.test(text)) return false;
  const [siren = '', second, ...rest] = text.split('_');
  if (!isSiren(siren)) return false;
  if (second === undefined) return true;
  if (second === '') return false;
  if (!/^\d{14}$/.test(second)) return true;
  return second.startsWith(siren) && isSiret(second) && rest.every((part) => part !== '');
}

/** Whom to look up: exactly one of SIREN, SIRET and address. */
export const DirectoryQueryIn = z
  .strictObject({
    siren: z
      .string()
      .refine(isSiren, { error: SIREN_FAULT })
      .optional()
      .meta({ description: 'All lines of a company', example: '732829320' }),
    siret: z
      .string()
      .refine(isSiret, { error: SIRET_FAULT })
      .optional()
      .meta({ description: 'All lines of a facility', example: '73282932000074' }),
    address: z
      .string()
      .refine(isDirectoryAddress, { error: ADDRESS_FAULT })
      .optional()
      .meta({ description: 'One line: SIREN, SIREN_SIRET, SIREN_SIRET_CODE or SIREN_SUFFIX', example: '732829320' }),
  })
  .refine((given) => Object.values(given).filter((one) => one !== undefined).length === 1, {
    error: 'needs exactly one of siren, siret and address',
  });
export type DirectoryQueryIn = z.output<typeof DirectoryQueryIn>;

/** The query that a checked input names. */
export function directoryQueryOf({ siren, siret, address = '' }: DirectoryQueryIn): DirectoryQuery {
  if (siren !== undefined) return { siren };
  return siret === undefined ? { address } : { siret };
}

/** The query as one text: `siren:732829320`. */
export function queryText(query: DirectoryQuery): string {
  if ('siren' in query) return `siren:${query.siren}`;
  return 'siret' in query ? `siret:${query.siret}` : `address:${query.address}`;
}
