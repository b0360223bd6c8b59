import type { OrganisationIdentity } from '@onefacture/accounts';

/** What is needed of a buyer beside name and address. */
export interface BuyerNeeds {
  /** Reverse charge: the buyer accounts for the VAT under this number (art. 242 nonies A, annexe II CGI). */
  readonly vatNumber: boolean;
}

/** Codes of the Republic, where companies have a SIREN. */
const FRENCH: ReadonlySet<string> = new Set('FR GP MQ GF RE YT PM BL MF WF PF NC TF'.split(' '));

/**
 * What an invoice to this organisation cannot do without and its profile does not say, as paths of
 * PATCH /v1/organization. Art. 242 nonies A, annexe II CGI: name and address; art. L. 441-9 code de commerce and BR-FR-11: the SIREN.
 */
export function missingOf(identity: OrganisationIdentity, { vatNumber }: BuyerNeeds): string[] {
  const { siren, address } = identity;
  const missing: string[] = [];
  const want = (field: string, value: string | object | undefined) => {
    if (value === undefined) missing.push(`settings.${field}`);
  };
  const french = FRENCH.has(address?.country_code ?? 'FR');
  if (french) want('siren', siren);
  want('address', address);
  if (address !== undefined) {
    want('address.line1', address.line1);
    if (french) want('address.postal_code', address.postal_code);
    want('address.city', address.city);
  }
  if (vatNumber) want('vat_number', identity.vat_number);
  // A SIREN is an address of the network by itself.
  if (siren === undefined && !french) want('electronic_address', identity.electronic_address);
  return missing;
}
