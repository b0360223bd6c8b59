import { Secret } from '@onefacture/config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountNeeds } from '../../account-needs.js';
import { callOf, describeAdapterContract, sampleSubmission } from '../../testing/adapter-contract.js';
import { answering, FakeFlowService } from '../../testing/fake-flow-service.js';
import { connectionTo, standardPlatform } from '../../testing/standard-platform.js';
import { STANDARD_INSTANCES, standardInstance } from './instances.js';
import { withoutVersion } from './routes.js';
import { XpZ12013Adapter } from './xp-z12-013.adapter.js';

const others = STANDARD_INSTANCES.filter(({ name }) => name !== 'xp-z12-013');
for (const instance of others) {
  describeAdapterContract(`the instance ${instance.name}`, async () => await standardPlatform(instance));
}

describe('instances of the standard', () => {
  it('are unverified, the sandbox aside', () => {
    const verified = STANDARD_INSTANCES.filter(({ capabilities }) => capabilities?.verified === true);
    expect(verified.map(({ name }) => name)).toEqual(['sandbox']);
  });

  it('name whole https addresses, or none', () => {
    const urls = STANDARD_INSTANCES.flatMap(({ account }) => [
      account.base_url,
      account.directory_base_url,
      account.token_url,
    ]).filter((url) => url !== undefined);
    expect(urls).toHaveLength(4);
    for (const url of urls) expect(new URL(url)).toMatchObject({ protocol: 'https:', search: '', hash: '' });
  });

  it('are found by name', () => {
    expect(standardInstance('esalink')?.account.sent_in).toBe('basic');
    expect(standardInstance('nobody')).toBeUndefined();
    expect(withoutVersion(standardInstance('superpdp')?.account.base_url ?? '')).toBe(
      'https://api.superpdp.tech/afnor-flow',
    );
  });
});

const adapterOf = (name: string): XpZ12013Adapter => new XpZ12013Adapter(standardInstance(name) ?? { name });

describe('what an account has to say', () => {
  it('is what the instance does not know', () => {
    expect(accountNeeds('superpdp')).toMatchObject({
      credentials: ['client_credentials', 'bearer', 'authorization'],
      token_url: 'https://api.superpdp.tech/oauth2/token',
    });
    expect(accountNeeds('xp-z12-013')).toEqual({ credentials: ['client_credentials', 'bearer', 'authorization'] });
    expect(accountNeeds('docaposte').credentials[0]).toBe('bearer');
    expect(accountNeeds('constructor').base_url).toBeUndefined();
  });
});

describe('deviations seen in the field', () => {
  let fake: FakeFlowService;
  beforeEach(async () => {
    fake = await FakeFlowService.start();
  });
  afterEach(async () => await fake.stop());

  it('esalink: 200 is as good as 202', async () => {
    fake.disturb('submit', answering(200, { flowId: 'f', submittedAt: '2026-09-01T08:00:00Z' }));
    const call = callOf(connectionTo(fake, { platform: 'esalink' }));
    expect(await adapterOf('esalink').submit(sampleSubmission(), call)).toMatchObject({ outcome: 'accepted' });
  });

  it('superpdp: searches never carry a filter on flow types, which it refuses some words of', async () => {
    const call = callOf(connectionTo(fake, { platform: 'superpdp' }));
    await adapterOf('superpdp').listChanges(null, call);
    const search = fake.seen.find(({ operation }) => operation === 'search')?.body.toString() ?? '';
    expect(JSON.parse(search)).toEqual({ limit: 100, where: { updatedAfter: '1970-01-01T00:00:00.000Z' } });
  });

  it('cegid and docaposte: a fixed token and the headers of an API manager go with every call', async () => {
    fake.disturb('health', (answer) => void answer.writeHead(200).end());
    const connection = connectionTo(fake, {
      platform: 'cegid',
      authentication: { kind: 'bearer', token: new Secret('api-key') },
      headers: { 'ocp-apim-subscription-key': new Secret('subscription') },
    });
    const answered = adapterOf('cegid').healthCheck(callOf(connection));
    await answered.catch(() => undefined);
    expect(fake.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer api-key',
      'ocp-apim-subscription-key': 'subscription',
    });
  });
});
