import { randomUUID } from 'node:crypto';
import { PlatformFault } from '@onefacture/adapters';
import { AppError } from '@onefacture/errors';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { line, taken, type ScriptedGateway } from '../testing/scripted-gateway.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { RecipientsService } from './recipients.service.js';
import { RoutingOverridesService } from './routing-overrides.service.js';
import { RoutingService } from './routing.service.js';

let bench: TransmissionBench;
let gateway: ScriptedGateway;
let asked: object[];
const listed: ScriptedGateway['directory'] = (query) => ({
  lines: [line({ address: Object.values(query).join('') })],
  complete: true,
});

beforeAll(async () => {
  // An address of its own: what is kept in Redis is told to nobody else.
  bench = await startTransmission({
    ONEFACTURE_SANDBOX_BASE_URL: `http://${randomUUID()}.example`,
    ONEFACTURE_DIRECTORY_ROUTE_DEADLINE: '100ms',
    ONEFACTURE_DIRECTORY_NOT_FOUND_TTL: '1ms',
    ONEFACTURE_DIRECTORY_TTL: '1ms',
    ONEFACTURE_DIRECTORY_STALE: '1ms',
  });
  ({ gateway } = bench);
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.clock.pass(10);
  asked = [];
  directorySays(listed);
});

function directorySays(answer: ScriptedGateway['directory']): void {
  gateway.directory = (query) => {
    asked.push(query);
    return answer(query);
  };
}

/** A second connection, in CII. */
async function connect(organisation: string, change: { platform?: string; enabled?: boolean } = {}): Promise<string> {
  const id = uuidv7();
  await bench.within(organisation, (tx) =>
    tx.manager.query(
      `INSERT INTO platform_connections (organization_id, id, platform, syntax, enabled) VALUES ($1, $2, $3, 'CII', $4)`,
      [organisation, id, change.platform ?? 'sandbox', change.enabled ?? true],
    ),
  );
  return id;
}

const override = (organisation: string, connection_id: string, about: object = {}) =>
  bench.within(organisation, (tx) =>
    bench.app.get(RoutingOverridesService).put(tx, 'key:1', { connection_id, ...about }),
  );
const routes = async (one: Travelling) => (await one.attempts()).map(({ route }) => route);
const send = async (one: Travelling) => {
  gateway.onSubmit(taken());
  await one.step();
};

const refused = (field: string) => ({ code: 'request.invalid', options: { errors: [{ field, code: 'UNKNOWN' }] } });

describe('the route of a submission', () => {
  it('is the default for one whom the directory lists, and is kept with the reason', async () => {
    const one = await bench.invoice();
    await send(one);
    const connection = await bench.connection(one.organisation);
    expect(await routes(one)).toEqual([
      {
        ...{ connection_id: connection?.id, platform: 'sandbox', rule: 'default' },
        reason: 'The recipient is reachable from any platform: the default connection.',
        reason_fr: 'Le destinataire est joignable depuis toute plateforme : connexion par défaut.',
        looked_up_at: bench.clock.now().toISOString(),
      },
    ]);
    expect(asked).toEqual([{ siren: quickStart.buyer.siren }]);
  });

  it('is the default, with a warning, for one whom it does not list', async () => {
    directorySays(() => ({ lines: [], complete: true }));
    const one = await bench.invoice();
    await send(one);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
    expect(await routes(one)).toMatchObject([
      {
        rule: 'default',
        reason: expect.stringMatching(/^Not reachable/),
        finding: { code: 'OF-DIR-01', severity: 'warning' },
      },
    ]);
  });

  it.each([
    [
      'is down',
      () => {
        throw new PlatformFault('server_error', { platform: 'sandbox', sent: 'maybe', detail: 'It is down.' });
      },
    ],
    ['hangs', () => new Promise<never>(() => undefined)],
    [
      'breaks',
      () => {
        throw new TypeError('a defect');
      },
    ],
  ])('is the default while the directory %s', async (_, answer) => {
    directorySays(answer);
    // A call that hangs goes on for a while after its caller left.
    const one = await bench.invoice({ buyer: { ...quickStart.buyer, siren: '000000075' } });
    await send(one);
    expect(await one.invoice()).toMatchObject({ submissionState: 'accepted' });
    expect(await routes(one)).toMatchObject([
      { rule: 'default', reason: expect.stringMatching(/^Directory unavailable/), looked_up_at: null },
    ]);
  });

  it('is what the organisation wants, in the syntax of that connection, without asking', async () => {
    const one = await bench.invoice();
    const wanted = await connect(one.organisation);
    await override(one.organisation, wanted, { recipient_siren: quickStart.buyer.siren });
    await send(one);
    expect(await routes(one)).toMatchObject([{ connection_id: wanted, rule: 'override', looked_up_at: null }]);
    expect(await one.attempts()).toMatchObject([{ connectionId: wanted, syntax: 'CII' }]);
    expect(gateway.sent.at(-1)).toMatchObject({ syntax: 'CII' });
    expect(asked).toEqual([]);
  });

  it('passes over an override whose connection is off, or that is about others', async () => {
    const one = await bench.invoice();
    const off = await connect(one.organisation, { enabled: false });
    const other = await connect(one.organisation);
    await override(one.organisation, off);
    await override(one.organisation, other, { recipient_siren: '356000000' });
    await send(one);
    expect(await routes(one)).toMatchObject([{ rule: 'default' }]);
  });

  it('does not stumble over a connection to a platform that is spoken to no more', async () => {
    const one = await bench.invoice();
    await connect(one.organisation, { platform: 'gone' });
    const abilities = vi.spyOn(gateway, 'capabilities').mockImplementation((platform?: string) => {
      if (platform === 'gone') throw new AppError('platform.misconfigured');
      return gateway.able;
    });
    await send(one);
    abilities.mockRestore();
    expect(await routes(one)).toMatchObject([{ rule: 'default', looked_up_at: expect.any(String) }]);
  });

  it('sends a public body’s invoice through the connection to the public portal', async () => {
    const one = await bench.invoice({ buyer: { ...quickStart.buyer, siren: '000000224' } });
    const chorus = await connect(one.organisation, { platform: 'chorus' });
    const abilities = vi.spyOn(gateway, 'capabilities').mockImplementation((platform?: string) => {
      return platform === 'chorus' ? { ...gateway.able, directory: false, public_bodies: true } : gateway.able;
    });
    directorySays(() => ({ lines: [line({ address: '000000224', via: 'public_portal' })], complete: true }));
    const [preview] = (await bench.app.get(RoutingService).preview(one.organisation, one.id)).alternatives;
    abilities.mockRestore();
    expect(preview).toMatchObject({ rule: 'directory', connection_id: chorus, platform: 'chorus', chosen: true });
  });

  it('stays as it is while an attempt is open', async () => {
    const one = await bench.invoice();
    gateway.onSubmit(() => {
      throw new PlatformFault('timeout', { platform: 'sandbox', sent: 'maybe', detail: 'late' });
    });
    await one.step();
    const before = asked.length;
    await override(one.organisation, await connect(one.organisation));
    gateway.onFind(async () => null);
    await one.step();
    expect(await routes(one)).toMatchObject([{ rule: 'default' }]);
    expect(asked).toHaveLength(before);
  });
});

describe('a dry run', () => {
  it('tells the decision and what was considered, and changes nothing', async () => {
    const one = await bench.invoice({}, false);
    const [wanted, before] = [await connect(one.organisation), await one.invoice()];
    await override(one.organisation, wanted);
    const { route, alternatives, lookup } = await bench.app.get(RoutingService).preview(one.organisation, one.id);
    expect(route).toMatchObject({ connection_id: wanted, rule: 'override' });
    expect(alternatives.map(({ rule, chosen }) => [rule, chosen])).toEqual([
      ['override', true],
      ['default', false],
    ]);
    expect(lookup).toMatchObject({ reachable: 'yes' });
    expect([await one.invoice(), await one.attempts()]).toEqual([before, []]);
    await expect(bench.app.get(RoutingService).preview(one.organisation, randomUUID())).rejects.toMatchObject({
      code: 'request.not_found',
    });
  });
});

describe('an override', () => {
  it('is one for each scope, and goes with its connection', async () => {
    const organisation = await bench.organisation();
    const [first, second] = [await connect(organisation), await connect(organisation)];
    const about = { recipient_siren: '732829320' };
    const before = await override(organisation, first, about);
    const after = await override(organisation, second, { ...about, note: 'They want it there' });
    await override(organisation, first);
    expect(after).toMatchObject({ id: before.id, connectionId: second, note: 'They want it there' });
    const list = () =>
      bench.within(organisation, (tx) => bench.app.get(RoutingOverridesService).page(tx, 10, undefined));
    expect((await list()).map(({ recipientSiren }) => recipientSiren)).toEqual([null, '732829320']);
    await bench.within(organisation, (tx) =>
      tx.manager.query('DELETE FROM platform_connections WHERE id = $1', [first]),
    );
    expect(await list()).toMatchObject([{ id: before.id }]);
  });

  it('is refused for what another organisation has', async () => {
    const [ours, theirs] = [await bench.organisation(), await bench.organisation()];
    await expect(override(ours, await connect(theirs))).rejects.toMatchObject(refused('connection_id'));
    await expect(override(ours, await connect(ours), { company_id: randomUUID() })).rejects.toMatchObject(
      refused('company_id'),
    );
  });
});

describe('many recipients', () => {
  it('are looked up a few at a time, in their order, each with an error of its own', async () => {
    let [running, most] = [0, 0];
    directorySays(async (query) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (Object.values(query).includes('356000000')) {
        throw new PlatformFault('server_error', { platform: 'sandbox', sent: 'maybe', detail: 'It is down.' });
      }
      return listed(query);
    });
    const organisation = await bench.organisation();
    const sirens = ['732829320', '356000000', '552120222', '000000018', '000000026', '000000034'];
    const found = await bench.app.get(RecipientsService).lookUpAll(
      organisation,
      sirens.map((siren) => ({ siren })),
    );
    expect(found.map((one) => ('query' in one ? one.query : one.code))).toEqual(
      sirens.map((siren) => (siren === '356000000' ? 'directory.unavailable' : { siren })),
    );
    expect(most).toBeLessThanOrEqual(4);
  });
});
