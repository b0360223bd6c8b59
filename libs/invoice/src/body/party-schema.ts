import { z } from 'zod';
import { ADDRESS_SCHEMES } from '../codes/address-schemes.js';
import { COUNTRIES } from '../codes/countries.js';
import { electronicAddressFault } from '../identifiers/electronic-address.js';
import { isSiren } from '../identifiers/siren.js';
import { isSiret } from '../identifiers/siret.js';
import { isVatNumber } from '../identifiers/vat-number.js';
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
}

/** BR-FR-09 for a party whose SIREN and SIRET are both given. */
function siretFault(party: Identified): string | undefined {
  if (party.siren === undefined || party.siret === undefined || party.siret.startsWith(party.siren)) return undefined;
  return `must start with the SIREN of the same party, ${party.siren} (BR-FR-09)`;
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
  .check((ctx) => {
    const message = siretFault(ctx.value);
    if (message !== undefined) ctx.issues.push({ code: 'custom', path: ['siret'], message, input: ctx.value });
  })
  .meta({ description: 'The seller (BG-4)' });

/** BG-7. The SIREN may be missing from a DRAFT; it is needed to submit. */
export const buyerSchema = z
  .strictObject({
    ...members,
    name: text(255, { description: 'BT-44: legal name', example: 'Globex SAS' }),
    siren: siren('BT-47 in scheme 0002: the buyer’s SIREN, needed to submit', '552120222').optional(),
  })
  .check((ctx) => {
    const message = siretFault(ctx.value);
    if (message !== undefined) ctx.issues.push({ code: 'custom', path: ['siret'], message, input: ctx.value });
  })
  .meta({ description: 'The buyer (BG-7)' });
