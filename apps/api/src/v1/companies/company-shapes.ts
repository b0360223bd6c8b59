import { NewCompany, type Company } from '@onefacture/accounts';
import { z } from 'zod';

/** A company as it is answered: its settings with id and date. */
export const CompanyOut = NewCompany.extend({ id: z.uuid(), created_at: z.iso.datetime() }).meta({ id: 'Company' });

export function presentCompany({ id, settings, createdAt }: Company): Record<string, unknown> {
  return { id, ...settings, created_at: createdAt.toISOString() };
}

export const ACME = {
  siren: '732829320',
  name: 'Acme SAS',
  vat_number: 'FR44732829320',
  address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
} as const;
