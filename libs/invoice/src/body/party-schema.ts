import { z } from 'zod';
import { ADDRESS_SCHEMES } from '../codes/address-schemes.js';
import { COUNTRIES } from '../codes/countries.js';
import { electronicAddressFault } from '../identifiers/electronic-address.js';
import { isSiren } from '../identifiers/siren.js';
import { isSiret } from '../identifiers/siret.js';
import { isVatNumber } from '../identifiers/vat-number.js';
import { partyIdentifierSchema, partyIdentifiersSchema } from './identifier-schema.js';
import { coded, text } from './leaves.js';

/** BG-5, BG-8, BG-15: a postal address. */
export const addressSchema = z
  .strictObject({
    line1: text(255, { description: 'BT-35, BT-50: street and number', example: '1 rue Cler' }).optional(),
    line2: text(255, { description: 'BT-36, BT-51: further line' }).optional(),
    line3: text(255, { description: 'BT-162, BT-163: further line' }).optional(),
    postal_code: text(20, { description: 'BT-38, BT-53: postal code', example: '75007' }).optional(),
    city: text(255, { description: 'BT-37, BT-52: city', example: 'Paris' }).optional(),
    subdivision: text(255, { description: 'BT-39, BT-54: region' }).optional(),
    country_code: coded(
      (value) => COUNTRIES.has(value),
      'must be a country code of two capital letters from ISO 3166-1, such as FR',
      { description: 'BT-40, BT-55: ISO 3166-1 alpha-2', example: 'FR', pattern: '^[0-9A-Z]{2}$' },
    ),
  })
  .meta({ description: 'A postal address (BG-5, BG-8)' });

/** BT-34 and BT-49 with their scheme. */
export const electronicAddressSchema = z
  .strictObject({
    scheme: coded((value) => ADDRESS_SCHEMES.has(value), 'must be a code of the EAS list, in France 0225', {
      description: 'BT-34-1, BT-49-1: EAS code; 0225 is the French network',
      example: '0225',
    }),
    value: text(255, {
      description: 'BT-34, BT-49: the address itself, a SIREN or SIREN_SUFFIX in 0225',
      example: '732829320',
    }),
  })
  .check((ctx) => {
    if (electronicAddressFault(ctx.value) !== 'value') return;
    ctx.issues.push({
      code: 'custom',
      path: ['value'],
      message: 'must be 1 to 125 letters, digits, +, -, _ or . without blanks (BR-FR-23, BR-FR-25)',
      input: ctx.value,
    });
  })
  .meta({ description: 'Where the network delivers (BT-34, BT-49)' });

const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]+$/;
const isEmail = (value: string): boolean => value.length <= 254 && EMAIL.test(value);
const EMAIL_RULE = 'must be an e-mail address such as compta@acme.fr';

/** BG-6 and BG-9. */
export const contactSchema = z
  .strictObject({
    name: text(255, { description: 'BT-41, BT-56: person or department', example: 'Service comptabilité' }).optional(),
    department: text(255, { description: 'BT-41, BT-56: department, where name is a person' }).optional(),
    phone: text(50, { description: 'BT-42, BT-57: telephone', example: '+33 1 23 45 67 89' }).optional(),
    email: coded(isEmail, EMAIL_RULE, { description: 'BT-43, BT-58: e-mail', example: 'compta@acme.fr' }).optional(),
  })
  .meta({ description: 'A contact (BG-6, BG-9)' });

const siren = (description: string, example: string) =>
  coded(
    isSiren,
    'must be a SIREN: nine digits without blanks whose check digit is right (Luhn); a SIRET goes into siret',
    {
      description,
      example,
      pattern: '^\\d{9}$',
    },
  );

const members = {
  name: text(255, { description: 'BT-27, BT-44: legal name', example: 'Acme SAS' }),
  trading_name: text(255, { description: 'BT-28, BT-45: trade name' }).optional(),
  siret: coded(
    isSiret,
    'must be a SIRET: fourteen digits without blanks, the first nine a SIREN, with the right check digit (Luhn)',
    { description: 'BT-29, BT-46 in scheme 0009', example: '73282932000074', pattern: '^\\d{14}$' },
  ).optional(),
  identifiers: partyIdentifiersSchema('BT-29, BT-46').optional(),
  vat_number: coded(
    isVatNumber,
    'must be a VAT number without blanks: the country code, then the number; for France FR, a key of two characters and the SIREN',
    { description: 'BT-31, BT-48: VAT number', example: 'FR44732829320' },
  ).optional(),
  address: addressSchema,
  electronic_address: electronicAddressSchema.optional(),
  contact: contactSchema.optional(),
  email: coded(isEmail, EMAIL_RULE, {
    description: 'Short form of contact.email',
    example: 'compta@acme.fr',
  }).optional(),
};

interface Identified {
  readonly siren?: string | undefined;
  readonly siret?: string | undefined;
  readonly legal_registration?: { readonly scheme?: string | undefined } | undefined;
  readonly identifiers?: readonly { readonly scheme?: string | undefined }[] | undefined;
}

/** BR-FR-09 for a party whose SIREN and SIRET are both given; SIREN and SIRET stand in members of their own. */
function identified(ctx: z.core.ParsePayload<Identified>): void {
  const { siren: ofParty, siret, legal_registration: registration, identifiers = [] } = ctx.value;
  const fault = (path: (string | number)[], message: string) => {
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
  };
  if (ofParty !== undefined && siret !== undefined && !siret.startsWith(ofParty)) {
    fault(['siret'], `must start with the SIREN of the same party, ${ofParty} (BR-FR-09)`);
  }
  if (registration?.scheme === '0002') fault(['legal_registration'], 'is a SIREN: give it as siren');
  else if (registration !== undefined && ofParty !== undefined) {
    fault(['legal_registration'], 'must be left out beside siren: a party has one legal registration (BT-30, BT-47)');
  }
  const index = identifiers.findIndex(({ scheme }) => scheme === '0009');
  if (index >= 0) fault(['identifiers', index], 'is a SIRET: give it as siret');
}

/** BG-4. */
export const sellerSchema = z
  .strictObject({
    ...members,
    siren: siren('BT-30 in scheme 0002: the seller’s SIREN, one of your companies', '732829320'),
    tax_registration: text(50, {
      description: 'BT-32: number at the tax office of a seller without a VAT number; the SIREN when left out',
      example: '732829320',
    }).optional(),
    legal_information: text(1000, {
      description: 'BT-33: legal form, capital, RCS',
      example: 'SAS au capital de 10 000 €, RCS Paris 732 829 320',
    }).optional(),
  })
  .check(identified)
  .meta({ description: 'The seller (BG-4)' });

/** BG-7. The SIREN may be missing from a DRAFT; it is needed to submit. */
export const buyerSchema = z
  .strictObject({
    ...members,
    name: text(255, { description: 'BT-44: legal name', example: 'Globex SAS' }),
    siren: siren('BT-47 in scheme 0002: the buyer’s SIREN, needed to submit', '552120222').optional(),
    legal_registration: partyIdentifierSchema('BT-47').optional(),
  })
  .check(identified)
  .meta({ description: 'The buyer (BG-7)' });

const otherMembers = {
  name: text(255, { description: 'BT-59, BT-62: name', example: 'Affacturage SA' }),
  trading_name: members.trading_name,
  siren: siren('BT-61 in scheme 0002: SIREN', '552120222').optional(),
  siret: members.siret,
  identifiers: partyIdentifiersSchema('BT-60').optional(),
  legal_registration: partyIdentifierSchema('BT-61').optional(),
};

/** BG-10: in the profiles of EN 16931 a payee has a name and identifiers only. */
export const payeeSchema = z
  .strictObject({
    ...otherMembers,
    vat_number: members.vat_number,
    address: addressSchema.optional(),
    electronic_address: electronicAddressSchema.optional(),
    contact: contactSchema.optional(),
    role_code: roleCode(),
  })
  .check(identified)
  .meta({ description: 'Who is paid when it is not the seller (BG-10)' });

/** BG-11. */
export const taxRepresentativeSchema = z
  .strictObject({
    name: text(255, { description: 'BT-62: name', example: 'Fisc Conseil SAS' }),
    vat_number: members.vat_number.unwrap(),
    address: addressSchema,
  })
  .meta({ description: 'The seller’s tax representative (BG-11)' });

/** A party of the French extension: profiles EXTENDED and EXTENDED_CTC_FR. */
export const otherPartySchema = (role: string) =>
  z
    .strictObject({
      ...otherMembers,
      name: text(255, { description: `${role}: name`, example: 'Centrale SAS' }).optional(),
      vat_number: members.vat_number,
      tax_registration: text(50, { description: `${role}: number at the tax office` }).optional(),
      legal_information: text(1000, { description: `${role}: legal form, capital, RCS` }).optional(),
      address: addressSchema.optional(),
      electronic_address: electronicAddressSchema.optional(),
      contact: contactSchema.optional(),
      role_code: roleCode(),
    })
    .check(identified)
    .meta({ description: `${role} (profiles EXTENDED and EXTENDED_CTC_FR)` });

function roleCode() {
  return coded((value) => /^[A-Z]{2,3}$/.test(value), 'must be a code of UNTDID 3035, such as AB or DL', {
    description: 'Role of the party, UNTDID 3035 (profiles EXTENDED and EXTENDED_CTC_FR)',
    example: 'DL',
  }).optional();
}

/** BG-13 and BG-15. */
export const deliverySchema = z
  .strictObject({
    name: text(255, { description: 'BT-70: who receives the goods', example: 'Entrepôt Nord' }).optional(),
    siret: members.siret,
    identifiers: partyIdentifiersSchema('BT-71').optional(),
    address: addressSchema.optional(),
  })
  .check(identified)
  .meta({ description: 'Where goods or services go (BG-13, BG-15)' });
