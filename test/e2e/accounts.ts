import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checked, type Client } from './client.js';

/** The password of every account of the specs, which is that of the examples in the document. */
export const PASSWORD = 'a long sentence of your own';

const Registered = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  user: z.object({ id: z.uuid() }),
  organization: z.object({ id: z.uuid(), test_organization_id: z.uuid() }),
});

/** An account just opened. */
export interface Account extends z.output<typeof Registered> {
  readonly email: string;
  /** Calls of its owner. */
  readonly client: Client;
}

/** Opens an account of its own for a spec; its owner is signed in. */
export async function openAccount(anyone: Client, more: object = {}): Promise<Account> {
  const email = `${randomUUID()}@acme.example`;
  const body = { organization_name: 'Acme SAS', email, password: PASSWORD, ...more };
  const account = Registered.parse(checked(await anyone.post('/auth/register', body), 201).json);
  return { ...account, email, client: anyone.withBearer(account.access_token) };
}
