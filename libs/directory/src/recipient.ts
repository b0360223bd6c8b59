import type { DirectoryQuery } from '@onefacture/adapters';
import { FRENCH_SCHEME, isSiren, isSiret, type Party } from '@onefacture/invoice';
import { isDirectoryAddress } from './directory-query.js';

/** What of a buyer the directory is asked by. */
export type Recipient = { readonly [Member in 'electronic_address' | 'siren' | 'siret']?: Party[Member] | undefined };

/**
 * How the directory is asked about a buyer: by his address (BT-49, scheme 0225), of which a plain SIREN stands for all
 * his lines, else by SIREN or SIRET. Undefined for one whom the French directory cannot know.
 */
export function recipientQuery({ electronic_address: address, siren, siret }: Recipient): DirectoryQuery | undefined {
  if (address?.scheme === FRENCH_SCHEME && isDirectoryAddress(address.value)) {
    return isSiren(address.value) ? { siren: address.value } : { address: address.value };
  }
  if (siren !== undefined && isSiren(siren)) return { siren };
  return siret !== undefined && isSiret(siret) ? { siret } : undefined;
}
