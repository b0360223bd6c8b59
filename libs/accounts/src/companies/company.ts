import { companySettingsSchema, type CompanySettings } from '@onefacture/invoice';
import type { z } from 'zod';

/** A seller that an organisation invoices for. Its SIREN is unique within the organisation. */
export interface Company {
  readonly id: string;
  readonly siren: string;
  readonly name: string;
  /** What its invoices take when they do not say it themselves. */
  readonly settings: CompanySettings;
  readonly createdAt: Date;
}

/** What it takes to register a company: its settings with a name. */
export const NewCompany = companySettingsSchema.required({ name: true });
export type NewCompany = z.output<typeof NewCompany>;

/** What replaces the settings of a company; the SIREN is fixed. */
export const ChangedCompany = NewCompany.omit({ siren: true });
export type ChangedCompany = z.output<typeof ChangedCompany>;

/** What an invoice says about its seller, as far as a company is made from it. */
export interface SellerFacts {
  readonly siren: string;
  readonly name: string;
}
