import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call, Connection } from '../../ports/connection.js';
import { callOf, faultOf } from '../../testing/adapter-contract.js';
import { answering, FakeFlowService } from '../../testing/fake-flow-service.js';
import { connectionTo } from '../../testing/standard-platform.js';
import { readLine } from './directory-wire.js';
import { XpZ12013Adapter } from './xp-z12-013.adapter.js';

const SIREN = '732829320';
const adapter = new XpZ12013Adapter({ name: 'xp-z12-013' });

describe('looking up in the Directory Service', () => {
  let fake: FakeFlowService;
  const call = (over: Partial<Connection> = {}): Call => callOf(connectionTo(fake, over));
  const add = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      fake.lines.push({ siren: SIREN, addressingIdentifier: `${SIREN}_${index}`, directoryLineStatus: 'Enabled' });
    }
  };
  beforeEach(async () => {
    fake = await FakeFlowService.start();
  });
  afterEach(async () => await fake.stop());

  it('asks strictly, by the one thing it was given, and wants names and routing codes too', async () => {
    await adapter.lookUp({ siren: SIREN }, call());
    await adapter.lookUp({ siret: `${SIREN}00074` }, call());
    await adapter.lookUp({ address: `${SIREN}_X` }, call({ organization_header: 'org-7' }));
    const seen = fake.seen.filter(({ operation }) => operation === 'directory');
    expect(seen.map(({ body }) => (JSON.parse(body.toString()) as { filters: unknown }).filters)).toEqual([
      { siren: { op: 'strict', value: SIREN } },
      { siret: { op: 'strict', value: `${SIREN}00074` } },
      { addressingIdentifier: { op: 'strict', value: `${SIREN}_X` } },
    ]);
    expect(JSON.parse(seen[0]!.body.toString())).toMatchObject({ include: ['siren', 'siret', 'routingCode'] });
    expect(seen[2]?.headers).toMatchObject({ 'organization-id': 'org-7', 'request-id': expect.any(String) as string });
  });

  it('reads all pages', async () => {
    add(230);
    const { lines, complete } = await adapter.lookUp({ siren: SIREN }, call());
    expect([new Set(lines.map(({ address }) => address)).size, complete]).toEqual([230, true]);
    expect(fake.count('directory')).toBe(3);
  });

  it('reads at most a thousand lines and says that there are more', async () => {
    add(1050);
    const { lines, complete } = await adapter.lookUp({ siren: SIREN }, call());
    expect([lines.length, complete]).toEqual([1000, false]);
  });

  it('says that it got a part only (206)', async () => {
    add(5);
    fake.mostLines = 2;
    const { lines, complete } = await adapter.lookUp({ siren: SIREN }, call());
    expect([lines.length, complete]).toEqual([2, false]);
  });

  it('goes on without a total, and ends where the platform repeats itself', async () => {
    const page = Array.from({ length: 100 }, (_, index) => ({ addressingIdentifier: `${SIREN}_${index}` }));
    fake.disturb('directory', answering(200, { results: page }), answering(200, { results: page }));
    const { lines, complete } = await adapter.lookUp({ siren: SIREN }, call());
    expect([lines.length, complete, fake.count('directory')]).toEqual([100, false, 2]);
  });

  it('keeps readable lines beside an odd one, and is then not complete', async () => {
    fake.disturb('directory', answering(200, { totalNumberOfResults: 2, results: ['odd', { siren: SIREN }] }));
    expect(await adapter.lookUp({ siren: SIREN }, call())).toEqual({
      lines: [{ address: SIREN, siren: SIREN, status: 'unknown', via: 'unknown' }],
      complete: false,
    });
  });

  it.each([{}, { results: null }, { results: [], totalNumberOfResults: 0 }])('reads %j as not listed', async (body) => {
    fake.disturb('directory', answering(200, body));
    expect(await adapter.lookUp({ siren: SIREN }, call())).toEqual({ lines: [], complete: true });
  });

  it('takes a 404 that says what is missing for "not listed", any other for a wrong address', async () => {
    fake.disturb('directory', answering(404, { errorCode: 'MISSING_RESOURCE' }), answering(404, '<html>'));
    expect(await adapter.lookUp({ siren: SIREN }, call())).toEqual({ lines: [], complete: true });
    expect(await faultOf(adapter.lookUp({ siren: SIREN }, call()))).toMatchObject({ code: 'platform.misconfigured' });
  });

  it.each(['garbage', '[]', '"text"'])('%s is unavailable, not "not listed"', async (body) => {
    fake.disturb('directory', answering(200, body));
    expect(await faultOf(adapter.lookUp({ siren: SIREN }, call()))).toMatchObject({ fault: 'malformed' });
  });
});

describe('reading a directory line', () => {
  it('reads all that 1.3 tells', () => {
    const line = {
      addressingIdentifier: `${SIREN}_${SIREN}00074_ACHATS`,
      platformType: 'DFH',
      directoryLineStatus: 'Upcoming',
      siren: SIREN,
      siret: `${SIREN}00074`,
      routingIdentifier: 'ACHATS',
      routingCode: { routingIdentifier: 'ACHATS', routingCodeName: 'Service achats', managesLegalCommitment: true },
      legalUnit: { businessName: 'Mairie' },
      facility: {
        name: 'Annexe',
        b2gAdditionalData: {
          managesLegalCommitmentCode: false,
          serviceCodeStatus: true,
          managesLegalCommitmentOrServiceCode: true,
        },
      },
    };
    expect(readLine(line)).toEqual({
      address: line.addressingIdentifier,
      siren: SIREN,
      siret: `${SIREN}00074`,
      routing_code: 'ACHATS',
      routing_name: 'Service achats',
      status: 'upcoming',
      via: 'public_portal',
      requires: { commitment: false, service_code: true, either: true },
      name: 'Mairie',
    });
  });

  it.each([
    ['Enabled', 'enabled'],
    ['DISABLED', 'disabled'],
    [' upcoming ', 'upcoming'],
    ['Paused', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [7, 'unknown'],
    ['constructor', 'unknown'],
  ])('the status %j is %s, by both names of the member', (status, expected) => {
    expect(readLine({ siren: SIREN, directoryLineStatus: status })?.status).toBe(expected);
    expect(readLine({ siren: SIREN, platformStatus: status })?.status).toBe(expected);
  });

  it.each([
    [{ siren: SIREN, siret: `${SIREN}00074` }, `${SIREN}_${SIREN}00074`],
    [{ siren: SIREN, addressingSuffix: 'X' }, `${SIREN}_X`],
    [{ addressingIdentifier: `${SIREN}_X` }, `${SIREN}_X`],
    [{ siret: `${SIREN}00074` }, `${SIREN}_${SIREN}00074`],
  ])('makes the address of %j', (line, address) => {
    expect(readLine(line)).toMatchObject({ address, siren: SIREN });
  });

  it.each([{}, { addressingIdentifier: 'nowhere' }, null, 'text'])('cannot use %j', (line) => {
    expect(readLine(line)).toBeNull();
  });
});
