import { z } from 'zod';

/** `test` reaches only the sandbox platform and is purged after 30 idle days; `live` is real. Fixed at birth. */
export type OrganisationMode = 'test' | 'live';

/** Whose law the organisation's invoices follow: an ISO 3166-1 country, or `EU` for plain EN 16931. */
export const JURISDICTIONS = ['FR', 'EU'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** The tenant. Everything but this and its mode is seen only inside its own transaction. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly mode: OrganisationMode;
  readonly jurisdiction: Jurisdiction;
  /** The other half of a live and test pair. */
  readonly twinId?: string;
  /** Whether owners and admins are written to about invoices that should have been paid. */
  readonly checkInMails: boolean;
  readonly createdAt: Date;
}

/** What it takes to make one. With a SIREN its first company is made too. */
export const NewOrganisation = z.strictObject({
  name: z.string().trim().min(1).max(200),
  mode: z.enum(['test', 'live']),
  jurisdiction: z.enum(JURISDICTIONS).default('FR'),
  siren: z.string().optional(),
});
export type NewOrganisation = z.output<typeof NewOrganisation>;

/** One half of a live and test pair knows the id of the other. */
export type OpenedOrganisation = NewOrganisation & { readonly twinId?: string };
