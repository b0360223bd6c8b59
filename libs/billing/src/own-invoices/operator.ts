import { SettingsError, type OperatorSettings, type SettingFault } from '@onefacture/config';
import { companySettingsSchema, sellerSchema, type CompanySettings } from '@onefacture/invoice';
import type { z } from 'zod';

/** Who sells the subscriptions. */
export interface Operator {
  /** As an invoice body names its seller. */
  readonly seller: z.input<typeof sellerSchema>;
  /** What every invoice of the operator takes: VAT number, mentions, account, legal information. */
  readonly settings: CompanySettings;
}

const VARIABLES: Readonly<Record<string, string>> = {
  name: 'ONEFACTURE_OPERATOR_NAME',
  siren: 'ONEFACTURE_OPERATOR_SIREN',
  siret: 'ONEFACTURE_OPERATOR_SIRET',
  vat_number: 'ONEFACTURE_OPERATOR_VAT_NUMBER',
  'address.line1': 'ONEFACTURE_OPERATOR_ADDRESS_LINE1',
  'address.line2': 'ONEFACTURE_OPERATOR_ADDRESS_LINE2',
  'address.postal_code': 'ONEFACTURE_OPERATOR_POSTAL_CODE',
  'address.city': 'ONEFACTURE_OPERATOR_CITY',
  'address.country_code': 'ONEFACTURE_OPERATOR_COUNTRY',
  'contact.email': 'ONEFACTURE_OPERATOR_EMAIL',
  electronic_address: 'ONEFACTURE_OPERATOR_ELECTRONIC_ADDRESS',
  payment_means: 'ONEFACTURE_OPERATOR_IBAN',
  legal_information: 'ONEFACTURE_OPERATOR_LEGAL_INFORMATION',
  'mentions.PMT': 'ONEFACTURE_OPERATOR_MENTION_PMT',
  'mentions.PMD': 'ONEFACTURE_OPERATOR_MENTION_PMD',
  'mentions.AAB': 'ONEFACTURE_OPERATOR_MENTION_AAB',
};

const SEPA_TRANSFER = '58';

/**
 * The operator as the settings describe it; undefined where they do not.
 * @throws SettingsError that names every value no invoice can carry
 */
export function operatorFrom(settings: OperatorSettings): Operator | undefined {
  const { name, siren, siret, vatNumber, email, iban } = settings;
  if (!settings.known || name === undefined || siren === undefined) return undefined;
  const address = addressOf(settings);
  const seller = { name, siren, ...(siret ? { siret } : {}), address, ...(email ? { contact: { email } } : {}) };
  const [scheme = '', value = ''] = settings.electronicAddress?.split(/:(.*)/s) ?? [];
  const company = {
    ...{ siren, name, address, vat_number: vatNumber, legal_information: settings.legalInformation },
    ...(settings.electronicAddress ? { electronic_address: { scheme, value } } : {}),
    mentions: { PMT: settings.recoveryFeeMention, PMD: settings.penaltiesMention, AAB: settings.discountMention },
    ...(iban ? { payment_means: { type_code: SEPA_TRANSFER, iban: iban.replaceAll(' ', '') } } : {}),
  };
  const [parties, whole] = [sellerSchema.safeParse(seller), companySettingsSchema.safeParse(company)];
  const issues = [parties, whole].flatMap((one) => one.error?.issues ?? []);
  if (!whole.success || issues.length > 0) throw new SettingsError(faultsOf(issues));
  return { seller, settings: whole.data };
}

function addressOf({ addressLine, furtherAddressLine, postalCode, city, country }: OperatorSettings) {
  return {
    ...(addressLine ? { line1: addressLine } : {}),
    ...(furtherAddressLine ? { line2: furtherAddressLine } : {}),
    ...(postalCode ? { postal_code: postalCode } : {}),
    ...(city ? { city } : {}),
    country_code: country,
  };
}

/** One for each variable, though a value may stand in two shapes. */
function faultsOf(issues: readonly z.core.$ZodIssue[]): SettingFault[] {
  const faults = new Map<string, SettingFault>();
  for (const { path, message } of issues) {
    const env = VARIABLES[path.join('.')] ?? VARIABLES[String(path[0])] ?? 'ONEFACTURE_OPERATOR_NAME';
    faults.set(env, { env, got: 'a value that no invoice can carry', wanted: `another: it ${message}` });
  }
  return [...faults.values()];
}
