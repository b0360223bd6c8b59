import type { CircuitEvent } from '@onefacture/adapters';
import { SystemFunctions } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { startTenants, type TenantBench } from '../../../database/src/testing/tenants.js';
import '@onefacture/webhooks';
import { PlatformAnnouncements } from './platform-announcements.js';

let bench: TenantBench;
const clock = new HeldClock();
beforeAll(async () => {
  bench = await startTenants();
});
afterAll(() => bench.stop());

const announcements = () => new PlatformAnnouncements(bench.database, new SystemFunctions(bench.database), clock);

const told = (organisation: string) =>
  bench.database.inOrganisation(organisation, async (tx) => {
    const rows: { body: string }[] = await tx.manager.query('SELECT body FROM webhook_messages ORDER BY id');
    return rows.map(({ body }) => {
      const { data } = JSON.parse(body) as { data: { operation: string; state: string } };
      return `${data.operation} ${data.state}`;
    });
  });

async function connected(platform: string, settings: object): Promise<string> {
  const organisation = await bench.organisation();
  await bench.database.inOrganisation(organisation, (tx) =>
    tx.manager.query(
      `INSERT INTO platform_connections (organization_id, id, platform, settings, poll_number) VALUES ($1, $2, $3, $4, 0)`,
      [organisation, uuidv7(), platform, settings],
    ),
  );
  return organisation;
}

const event = (
  state: CircuitEvent['state'],
  reach: CircuitEvent['reach'],
  operation = 'submit' as const,
): CircuitEvent => ({
  platform: 'docaposte',
  operation,
  key: 'k',
  state,
  ...(reach ? { reach } : {}),
});

it('tells whose platform it is, once a change, however many processes see it', async () => {
  const base_url = 'https://one.example';
  const ours = await connected('docaposte', { base_url });
  const installation = await connected('docaposte', {});
  const [elsewhere, others] = [
    await connected('docaposte', { base_url: 'https://two.example' }),
    await connected('cegid', { base_url }),
  ];
  const [one, two] = [announcements(), announcements()];
  for (const process of [one, two]) {
    process.changed(event('open', { base_url }));
    process.changed(event('open', { base_url }));
    process.changed(event('half_open', { base_url }));
    await process.settled();
  }
  expect(await told(ours)).toEqual(['submit degraded']);
  for (const process of [two, one]) {
    process.changed(event('closed', { base_url }));
    await process.settled();
  }
  one.changed(event('open', { base_url }));
  await one.settled();
  expect(await told(ours)).toEqual(['submit degraded', 'submit recovered', 'submit degraded']);
  expect(await told(installation)).toEqual(await told(ours));
  expect([await told(elsewhere), await told(others)]).toEqual([[], []]);
});

it('tells one organisation alone in the sandbox, and nobody of a recovery from nothing', async () => {
  const base_url = 'https://sandbox.example';
  const [ours, theirs] = [await bench.organisation(), await bench.organisation()];
  const one = announcements();
  one.changed(event('closed', { base_url, organization_id: ours }));
  one.changed(event('open', { base_url, organization_id: ours }));
  await one.settled();
  expect([await told(ours), await told(theirs)]).toEqual([['submit degraded'], []]);
});

it('never fails whoever tells it', async () => {
  const one = announcements();
  one.changed(event('open', undefined));
  one.changed(event('open', { base_url: 'x', organization_id: 'no uuid' }));
  await expect(one.settled()).resolves.toBeUndefined();
});
