import type { Contact, Identifier, OtherParty, Said } from '@onefacture/invoice';
import { given, unlessEmpty } from '../given.js';
import type { Leave } from '../invoice-reading.js';
import { reshape } from '../reshape.js';

/** cac:PartyTaxScheme: a registration and the tax it is for. */
export interface UblTaxScheme {
  readonly value?: string;
  readonly scheme?: string;
}

type Restructured = 'siren' | 'siret' | 'identifiers' | 'legal_registration' | 'vat_number' | 'tax_registration';

/** A party as cac:Party spells it. */
export interface UblParty extends Said<Omit<OtherParty, Restructured>> {
  readonly ids?: readonly Said<Identifier>[];
  readonly legal?: Said<Identifier>;
  readonly tax_schemes?: readonly UblTaxScheme[];
}

/** Seller or buyer, with the parties of the French extension that UBL nests in them. */
export interface UblMainParty extends UblParty {
  readonly agent?: UblParty;
  readonly service_provider?: UblParty;
}

const SIRET = '0009';
const SIREN = '0002';
/** The scheme that marks a creditor identifier (BT-90) among the identifiers of a party. */
const CREDITOR = 'SEPA';
const VAT = 'VAT';
/** What a registration with the tax office that is no VAT number (BT-32) goes by. */
const TAX_OFFICE = 'LOC';

/** UBL knows one name for a contact: the person, else the department. */
const contactInUbl = (contact: Said<Contact> | undefined, email: string | undefined): Said<Contact> | undefined => {
  const { department, ...same } = contact ?? {};
  return given<Said<Contact>>({ ...same, name: same.name ?? department, email: same.email ?? email });
};

/** The model's party in UBL's shape: SIREN and SIRET in their schemes, the SIRET first, VAT before the tax office. */
export const ublParty = (
  party: (Said<OtherParty> & { readonly email?: string }) | undefined,
  creditor?: string,
): UblParty | undefined => {
  if (party === undefined) return creditor === undefined ? undefined : { ids: [{ scheme: CREDITOR, value: creditor }] };
  const { siren, siret, identifiers = [], legal_registration, vat_number, tax_registration, ...rest } = party;
  const { contact, email, ...same } = rest;
  return given<UblParty>({
    ...same,
    contact: contactInUbl(contact, email),
    ids: [
      ...identifiers.filter(({ scheme }) => scheme === undefined),
      ...(siret === undefined ? [] : [{ scheme: SIRET, value: siret }]),
      ...identifiers.filter(({ scheme }) => scheme !== undefined),
      ...(creditor === undefined ? [] : [{ scheme: CREDITOR, value: creditor }]),
    ],
    legal: siren === undefined ? legal_registration : { scheme: SIREN, value: siren },
    tax_schemes: [
      ...(vat_number === undefined ? [] : [{ value: vat_number, scheme: VAT }]),
      ...(tax_registration === undefined ? [] : [{ value: tax_registration, scheme: TAX_OFFICE }]),
    ],
  });
};

const isCreditor = ({ scheme }: Said<Identifier>): boolean => scheme?.toUpperCase() === CREDITOR;

/** BT-90, which UBL keeps among the identifiers of seller or payee; a second one is left. */
export const creditorOf = (parties: readonly (UblParty | undefined)[], leave: Leave): string | undefined => {
  const [first, ...more] = parties.flatMap((party) => party?.ids ?? []).filter(isCreditor);
  for (const { value = '' } of more) if (value !== first?.value) leave('cac:PartyIdentification/cbc:ID', value);
  return first?.value;
};

const registrationsOf = (schemes: readonly UblTaxScheme[], leave: Leave) => {
  const own = schemes.filter(({ value }) => value !== undefined);
  const isVat = ({ scheme }: UblTaxScheme): boolean => scheme?.toUpperCase() === VAT;
  const vat = own.find(isVat);
  const office = own.find((one) => one.scheme !== undefined && !isVat(one));
  for (const { value = '', scheme = '' } of schemes.filter((one) => one !== vat && one !== office)) {
    leave('cac:PartyTaxScheme', `${scheme} ${value}`.trim());
  }
  return { vat_number: vat?.value, tax_registration: office?.value };
};

const LEFT = new Set(['ids', 'legal', 'tax_schemes', 'agent', 'service_provider'] as const);

/**
 * UBL's party in the model's shape, without the parties nested in it. The first SIRET is `siret`; the first registration under another tax than VAT is
 * `tax_registration`, whatever the tax is called; further ones are left.
 */
export const partyOf = (view: UblMainParty | undefined, leave: Leave): Said<OtherParty> | undefined => {
  if (view === undefined) return undefined;
  const { ids = [], legal, tax_schemes = [] } = view;
  const siret = ids.find(({ scheme }) => scheme === SIRET);
  const others = ids.filter((one) => one !== siret && one.value !== undefined && !isCreditor(one));
  const french = legal?.scheme === SIREN;
  const { vat_number, tax_registration } = registrationsOf(tax_schemes, leave);
  const party = reshape(view, LEFT, {
    siren: french ? legal.value : undefined,
    legal_registration: french ? undefined : legal,
    siret: siret?.value,
    identifiers: [
      ...others.filter(({ scheme }) => scheme === undefined),
      ...others.filter(({ scheme }) => scheme !== undefined),
    ],
    vat_number,
    tax_registration,
  });
  return unlessEmpty(party);
};
