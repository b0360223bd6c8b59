import { ADDRESS_SCHEMES } from '../codes/address-schemes.js';
import type { ElectronicAddress } from '../invoice.js';

/** The scheme of the French network: SIREN, or SIREN_SUFFIX. */
export const FRENCH_SCHEME = '0225';

/** Why an electronic address cannot be used, or undefined. Rules: BR-CL-25, BR-FR-23, BR-FR-25. */
export function electronicAddressFault(address: ElectronicAddress): 'scheme' | 'value' | undefined {
  if (!ADDRESS_SCHEMES.has(address.scheme)) return 'scheme';
  if (address.scheme !== FRENCH_SCHEME) return undefined;
  return /^[A-Za-z0-9+\-_.]{1,125}$/.test(address.value) ? undefined : 'value';
}
