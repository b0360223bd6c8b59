import { text } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** What an invoice cannot do without: all of it is set, or nothing. */
const NEEDED = [
  ['name', 'ONEFACTURE_OPERATOR_NAME'],
  ['siren', 'ONEFACTURE_OPERATOR_SIREN'],
  ['addressLine', 'ONEFACTURE_OPERATOR_ADDRESS_LINE1'],
  ['postalCode', 'ONEFACTURE_OPERATOR_POSTAL_CODE'],
  ['city', 'ONEFACTURE_OPERATOR_CITY'],
] as const;

/** Who runs this installation, as seller of the subscriptions: unset, no invoices of its own are made. */
export class OperatorSettings extends defineSettings(
  'Operator',
  {
    name: text('ONEFACTURE_OPERATOR_NAME', {
      description:
        'Legal name of who sells the subscriptions. With SIREN and address, each paid invoice becomes a Factur-X.',
    }),
    siren: text('ONEFACTURE_OPERATOR_SIREN', { description: "The operator's SIREN." }),
    siret: text('ONEFACTURE_OPERATOR_SIRET', { description: "SIRET of the operator's establishment." }),
    vatNumber: text('ONEFACTURE_OPERATOR_VAT_NUMBER', {
      description: "The operator's VAT number. Unset, invoices without VAT name the exemption of article 293 B CGI.",
    }),
    addressLine: text('ONEFACTURE_OPERATOR_ADDRESS_LINE1', {
      description: "Street and number of the operator's seat.",
    }),
    furtherAddressLine: text('ONEFACTURE_OPERATOR_ADDRESS_LINE2', { description: 'Further line of that address.' }),
    postalCode: text('ONEFACTURE_OPERATOR_POSTAL_CODE', { description: 'Postal code of that address.' }),
    city: text('ONEFACTURE_OPERATOR_CITY', { description: 'City of that address.' }),
    country: text('ONEFACTURE_OPERATOR_COUNTRY', { default: 'FR', description: 'ISO 3166-1 code of its country.' }),
    email: text('ONEFACTURE_OPERATOR_EMAIL', { description: 'Where customers ask about their invoices.' }),
    electronicAddress: text('ONEFACTURE_OPERATOR_ELECTRONIC_ADDRESS', {
      description: 'Electronic address as scheme:value, such as 0225:732829320; the SIREN in scheme 0225 when unset.',
    }),
    iban: text('ONEFACTURE_OPERATOR_IBAN', { description: 'Account that invoices name for transfers.' }),
    legalInformation: text('ONEFACTURE_OPERATOR_LEGAL_INFORMATION', {
      description: 'Legal form, capital and register, such as SAS au capital de 10 000 €, RCS Paris 732 829 320.',
    }),
    recoveryFeeMention: text('ONEFACTURE_OPERATOR_MENTION_PMT', {
      description: 'Mention of the 40 € recovery fee, in place of the statutory wording.',
    }),
    penaltiesMention: text('ONEFACTURE_OPERATOR_MENTION_PMD', {
      description: 'Mention of late-payment penalties, in place of the statutory wording.',
    }),
    discountMention: text('ONEFACTURE_OPERATOR_MENTION_AAB', {
      description: 'Mention of the discount for early payment, or that there is none.',
    }),
  },
  (values) => {
    const absent = NEEDED.filter(([member]) => values[member] === undefined);
    if (absent.length === 0 || absent.length === NEEDED.length) return [];
    return absent.map(([, env]) => ({ env, got: 'nothing', wanted: 'a value beside the others of the operator' }));
  },
) {
  /** Whether invoices of the operator are made. */
  get known(): boolean {
    return NEEDED.every(([member]) => this[member] !== undefined);
  }
}
