import { z } from 'zod';

/** What invoices take when they do not say it themselves. */
export type CompanySettings = Readonly<Record<string, unknown>>;

/** A seller that an organisation invoices for. Its SIREN is unique within the organisation. */
export interface Company {
  readonly id: string;
  readonly siren: string;
  readonly name: string;
  /** What its invoices take when they do not say it themselves. */
  readonly settings: CompanySettings;
  readonly createdAt: Date;
}

/** What it takes to register one. */
export type NewCompany = Pick<Company, 'siren' | 'name' | 'settings'>;

/** What of a company may be changed. */
export type ChangedCompany = Pick<Company, 'name' | 'settings'>;

/** What an invoice says about its seller, as far as a company is made from it. */
export interface SellerFacts {
  readonly siren: string;
  readonly name: string;
}

const StoredSettings = z.record(z.string(), z.unknown());

/** Settings as stored. Throws when the row holds something else. */
export function readCompanySettings(stored: unknown): CompanySettings {
  return StoredSettings.parse(stored);
}
