import { companySettingsSchema, type CompanySettings } from '@onefacture/invoice';
import { z } from 'zod';

/** What an organisation has settled for all its companies. */
export const OrganisationSettings = companySettingsSchema
  .omit({ name: true })
  .partial()
  .meta({ description: 'What its companies take where they have settled nothing themselves' });
export type OrganisationSettings = z.output<typeof OrganisationSettings>;

/** What may be changed of an organisation. `settings` replaces all of them. */
export const ChangedOrganisation = z
  .strictObject({
    name: z.string().trim().min(1).max(200).optional(),
    check_in_mails: z
      .boolean()
      .optional()
      .meta({ description: 'Whether owners and admins are asked by mail if an overdue invoice was paid' }),
    settings: OrganisationSettings.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'must change name, check_in_mails or settings',
  });
export type ChangedOrganisation = z.output<typeof ChangedOrganisation>;

/**
 * The settings of a company, completed by those of its organisation: mentions, payment terms and billing frame for
 * every company; what identifies a company only for the one whose SIREN the organisation has.
 */
export function completedByOrganisation(company: CompanySettings, defaults: OrganisationSettings): CompanySettings {
  const { mentions, payment_terms, billing_frame, ...identity } = defaults;
  const all = { mentions, payment_terms, billing_frame };
  const own = identity.siren === company.siren ? { ...identity, ...all } : all;
  const completed = { ...withoutGaps(own), ...withoutGaps(company), siren: company.siren };
  if (mentions === undefined || company.mentions === undefined) return completed;
  return { ...completed, mentions: { ...mentions, ...company.mentions } };
}

/** A member that is undefined must not hide one that says something. */
function withoutGaps<T extends object>(settings: T): Partial<T> {
  const told = Object.entries(settings).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries are those of settings, some left out.
  return Object.fromEntries(told) as Partial<T>;
}
