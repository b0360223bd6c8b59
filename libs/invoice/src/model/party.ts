/** A postal address: BG-5, BG-8, BG-12, BG-15. */
export interface Address {
  /** BT-35, BT-50, BT-64, BT-75 */
  readonly line1?: string;
  /** BT-36, BT-51, BT-65, BT-76 */
  readonly line2?: string;
  /** BT-162, BT-163, BT-164, BT-165 */
  readonly line3?: string;
  /** BT-38, BT-53, BT-67, BT-78 */
  readonly postal_code?: string;
  /** BT-37, BT-52, BT-66, BT-77 */
  readonly city?: string;
  /** BT-39, BT-54, BT-68, BT-79 */
  readonly subdivision?: string;
  /** BT-40, BT-55, BT-69, BT-80: ISO 3166-1 alpha-2; the parties of the French extension may lack it */
  readonly country_code?: string;
}

/** BT-34 and BT-49: where the network delivers; France uses scheme 0225. The scheme is a code of the EAS list. */
export interface ElectronicAddress {
  readonly scheme: string;
  readonly value: string;
}

/** An identifier and the register it is from (ISO 6523 ICD for parties, UNTDID 1153 for objects), if it says so. */
export interface Identifier {
  readonly scheme?: string;
  readonly value: string;
}

/** BG-6 and BG-9. */
export interface Contact {
  /** BT-41, BT-56: a person */
  readonly name?: string;
  /** BT-41, BT-56: a department */
  readonly department?: string;
  /** BT-42, BT-57 */
  readonly phone?: string;
  /** BT-43, BT-58 */
  readonly email?: string;
}

/**
 * A party as every role has it: seller (BG-4), buyer (BG-7), payee (BG-10), tax representative (BG-11), and the roles
 * of the French extension. Which terms a role may use depends on the profile.
 */
export interface Party {
  /** BT-27, BT-44, BT-59, BT-62, BT-70 */
  readonly name: string;
  /** BT-28, BT-45 */
  readonly trading_name?: string;
  /** BT-30, BT-47, BT-61 in scheme 0002: nine digits */
  readonly siren?: string;
  /** BT-29, BT-46, BT-60 in scheme 0009: fourteen digits */
  readonly siret?: string;
  /** BT-29, BT-46, BT-60, BT-71: further identifiers, those without a scheme first */
  readonly identifiers?: readonly Identifier[];
  /** BT-30, BT-47, BT-61 where it is no SIREN */
  readonly legal_registration?: Identifier;
  /** BT-31, BT-48, BT-63 */
  readonly vat_number?: string;
  /** BT-32 (seller): how the tax office knows a seller who has no VAT number */
  readonly tax_registration?: string;
  /** BT-33 (seller): legal form, capital, RCS */
  readonly legal_information?: string;
  /** BG-5, BG-8, BG-12; a document of profile MINIMUM may lack it */
  readonly address?: Address;
  /** BT-34, BT-49 */
  readonly electronic_address?: ElectronicAddress;
  readonly contact?: Contact;
  /** UNTDID 3035, for the roles of the French extension */
  readonly role_code?: string;
  /** The seed's short form of contact.email */
  readonly email?: string;
}

/** A party besides seller and buyer: even its name may be missing, in a role of the French extension. */
export type OtherParty = Omit<Party, 'name' | 'email'> & {
  /** BT-59, BT-62, EXT-FR-FE-164 … */
  readonly name?: string;
};

/** BG-10: who is paid when it is not the seller. */
export type Payee = OtherParty;

/** BG-13 and BG-15: where goods or services go. */
export interface Delivery {
  /** BT-70 */
  readonly name?: string;
  /** BT-71 in scheme 0009 */
  readonly siret?: string;
  /** BT-71 */
  readonly identifiers?: readonly Identifier[];
  /** BG-15 */
  readonly address?: Address;
}
