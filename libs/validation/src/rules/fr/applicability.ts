import { FRENCH_SCHEME, type InvoiceDocument, type Party, type Said } from '@onefacture/invoice';

/** ISO 3166-1 codes of the places where French VAT law holds: with Monaco, without Guyane and Mayotte (art. 294 CGI). */
const COUNTRIES: ReadonlySet<string> = new Set(['FR', 'GP', 'MQ', 'RE', 'MC']);

const isFrenchParty = (party: Said<Party> | undefined): boolean =>
  party !== undefined &&
  (party.siren !== undefined ||
    party.siret !== undefined ||
    party.vat_number?.trim().toUpperCase().startsWith('FR') === true ||
    COUNTRIES.has(party.address?.country_code?.toUpperCase() ?? '') ||
    party.electronic_address?.scheme === FRENCH_SCHEME);

/**
 * Whether the French rules apply: one of the two companies is French, since it sends or receives over the French
 * network (art. 289 bis and 290 CGI); what crosses the border is on it too, as a note BAR of B2BINT says.
 */
export const isFrench = ({ seller, buyer }: InvoiceDocument): boolean => isFrenchParty(seller) || isFrenchParty(buyer);
