import { z } from 'zod';
import { EmailAddress, LANGUAGES, NewPassword } from '../users/user.js';

/** What it takes to register. With a SIREN the first company is made too; a name left out is that of the e-mail. */
export const NewRegistration = z.strictObject({
  organization_name: z.string().trim().min(1).max(200),
  email: EmailAddress,
  password: NewPassword,
  name: z.string().trim().min(1).max(200).optional(),
  siren: z.string().optional(),
  language: z.enum(LANGUAGES).default('fr'),
});
export type NewRegistration = z.output<typeof NewRegistration>;
