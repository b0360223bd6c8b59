import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { PASSWORD } from '../e2e/accounts.js';
import { checked, type Client } from '../e2e/client.js';
import { openShop, PATIENT, type Company, type Shop } from './shop.js';

/** Three months of grace from 30 November: the clocks of both processes are moved, nothing else. */

const MOVED_CLOCK = pathToFileURL(join(import.meta.dirname, 'moved-clock.mjs')).href;

let folder: string;
let shop: Shop;
/** Lets the processes read a moment, from which their time runs on. None may read half of it: that would be today. */
async function moveTo(moment: number): Promise<void> {
  const next = join(folder, 'next-clock');
  await writeFile(next, String(moment - Date.now()));
  await rename(next, join(folder, 'clock'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onefacture-clock-'));
  await moveTo(signUp);
  shop = await openShop('rubis', {
    NODE_OPTIONS: `--import=${MOVED_CLOCK}`,
    MOVED_CLOCK_FILE: join(folder, 'clock'),
  });
});
afterAll(async () => {
  await shop?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The next 30 November, or this one while it is not yet ten o'clock. */
const signUp = ((today: Date) => {
  const wanted = Date.UTC(today.getUTCFullYear(), 10, 30, 10);
  return wanted > today.getTime() ? wanted : Date.UTC(today.getUTCFullYear() + 1, 10, 30, 10);
})(new Date());
/** The last day of the February after it. */
const lastOfFebruary = (() => {
  const day = new Date(Date.UTC(new Date(signUp).getUTCFullYear() + 1, 2, 0));
  return day.toISOString().slice(0, 10);
})();

/** Signed in anew: months have passed. */
async function signedIn({ account }: Company): Promise<Client> {
  const answer = await shop.stack.anyone.post('/auth/login', { email: account.email, password: PASSWORD });
  const { access_token } = z.object({ access_token: z.string() }).parse(checked(answer, 200).json);
  return shop.stack.anyone.withBearer(access_token);
}

it('lasts until the end of February at the same time of day, and not a moment longer', async () => {
  const acme = await shop.company();
  const began = await acme.subscription();
  const ends = String(began.grace_period_ends_at);
  expect(began).toMatchObject({ plan: 'free', in_grace_period: true });
  expect(ends.slice(0, 13)).toBe(`${lastOfFebruary}T10`);
  for (let count = 0; count < 6; count += 1) checked(await acme.create(), 201);

  await moveTo(Date.parse(ends) - 60_000);
  await expect
    .poll(async () => checked(await (await signedIn(acme)).get('/billing/usage'), 200).json, PATIENT)
    .toMatchObject({ month: lastOfFebruary.slice(0, 7), banner: { state: 'grace' } });
  checked(await acme.create(), 201);

  await moveTo(Date.parse(ends));
  const owner = await signedIn(acme);
  await expect
    .poll(async () => checked(await owner.get('/billing/subscription'), 200).json, PATIENT)
    .toMatchObject({ in_grace_period: false, over_limit: true, grace_period_ends_at: ends });
  expect(checked(await acme.create(), 402).json).toMatchObject({
    ...{ code: 'billing.plan_limit_reached', reason: 'free_limit_active_invoices', limit: 5, current: 7 },
    grace_period_ends_at: ends,
  });
  expect(checked(await owner.get('/billing/usage'), 200).json).toMatchObject({ banner: { state: 'reached' } });
});
