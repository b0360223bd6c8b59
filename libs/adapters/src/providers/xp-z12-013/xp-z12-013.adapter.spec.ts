import { Secret } from '@onefacture/config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call, Connection, PlatformAuthentication } from '../../ports/connection.js';
import {
  callOf,
  describeAdapterContract,
  everyChange,
  faultOf,
  sampleSubmission,
} from '../../testing/adapter-contract.js';
import { answering, droppingTheAnswer, FakeFlowService, readMultipart } from '../../testing/fake-flow-service.js';
import { connectionTo, rawBodyCallbacks, standardPlatform } from '../../testing/standard-platform.js';
import { XpZ12013Adapter } from './xp-z12-013.adapter.js';

const ids = (flows: readonly { flow_id: string }[]): string[] => flows.map(({ flow_id }) => flow_id);

describeAdapterContract('xp-z12-013', async () => await standardPlatform({ name: 'xp-z12-013' }));

describeAdapterContract(
  'xp-z12-013 with callbacks of 1.1',
  async () => await standardPlatform({ name: 'xp-z12-013' }, rawBodyCallbacks),
);

describe('XpZ12013Adapter', () => {
  let fake: FakeFlowService;
  let connection: Connection;
  const adapter = new XpZ12013Adapter({ name: 'xp-z12-013' });
  const call = (over: Partial<Connection> = {}): Call => callOf({ ...connection, ...over });
  beforeEach(async () => {
    fake = await FakeFlowService.start();
    connection = connectionTo(fake);
  });
  afterEach(async () => await fake.stop());

  describe('what it writes', () => {
    it('posts flowInfo and the untouched file with a Content-Length', async () => {
      const submission = sampleSubmission({
        file_name: 'a"b\r\n.xml',
        profile: 'CIUS',
        bytes: Buffer.from([0, 255, 13, 10, 45]),
      });
      await adapter.submit(submission, call());
      const seen = fake.seen.find(({ operation }) => operation === 'submit')!;
      expect(seen.headers['content-length']).toBe(String(seen.body.length));
      expect(seen.headers['transfer-encoding']).toBeUndefined();
      const { flowInfo, file } = readMultipart(seen.headers['content-type']!, seen.body);
      expect(file.equals(Buffer.from(submission.bytes))).toBe(true);
      expect(flowInfo).toEqual({
        trackingId: submission.tracking_id,
        name: 'a"b\r\n.xml',
        processingRule: 'B2B',
        flowSyntax: 'CII',
        flowProfile: 'CIUS',
        sha256: submission.sha256,
      });
      expect(seen.body.toString('latin1')).toContain('filename="a%22b%0D%0A.xml"');
    });

    it('sends Request-Id, and Organization-Id where the connection names one', async () => {
      const given = call({ organization_header: 'org-7' });
      await adapter.healthCheck(given);
      const { headers } = fake.seen.find(({ operation }) => operation === 'health')!;
      expect(headers).toMatchObject({ 'request-id': given.request_id, 'organization-id': 'org-7' });
    });

    it.each(['/flow-service', '/flow-service/', '/flow-service/v1', '/flow-service/v1/'])(
      'takes the base %s',
      async (path) => {
        await adapter.healthCheck(call({ base_url: fake.url + path }));
        expect(fake.count('health')).toBe(1);
      },
    );
  });

  describe('logging in', () => {
    it('sends the pair form-encoded as Basic credentials', async () => {
      await adapter.healthCheck(call());
      const { headers, body } = fake.seen[0]!;
      expect(Buffer.from(headers.authorization!.slice(6), 'base64').toString()).toBe('cli+ent:s3cr%3Aet%2B');
      expect(body.toString()).toBe('grant_type=client_credentials');
    });

    it('sends the pair in the body where the platform wants it', async () => {
      const authentication = {
        ...connection.authentication,
        sent_in: 'body',
        scope: 'flows',
      } as PlatformAuthentication;
      await adapter.healthCheck(call({ authentication }));
      const { headers, body } = fake.seen[0]!;
      expect(headers.authorization).toBeUndefined();
      expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({
        grant_type: 'client_credentials',
        scope: 'flows',
        client_id: 'cli ent',
        client_secret: 's3cr:et+',
      });
    });

    it('asks once for many callers and once more early before the end', async () => {
      let now = Date.now();
      const patient = new XpZ12013Adapter({ name: 'xp-z12-013', now: () => now });
      fake.tokenLifeSeconds = 600;
      await Promise.all(Array.from({ length: 5 }, async () => await patient.healthCheck(call())));
      expect(fake.count('login')).toBe(1);
      now += 530_000;
      await patient.healthCheck(call());
      expect(fake.count('login')).toBe(1);
      now += 20_000;
      await patient.healthCheck(call());
      expect(fake.count('login')).toBe(2);
    });

    it('refused credentials are unauthorised, and no byte of the flow was sent', async () => {
      fake.disturb('login', answering(400, { error: 'invalid_client', error_description: 'unknown client' }));
      const fault = await faultOf(adapter.submit(sampleSubmission(), call()));
      expect(fault).toMatchObject({ code: 'platform.unauthorised', sent: 'no' });
      expect(fault.message).toContain('invalid_client, unknown client');
      expect(JSON.stringify(fault.options)).not.toContain('s3cr');
      expect(fake.count('submit')).toBe(0);
    });

    it.each([
      ['a login server in trouble', answering(503, ''), 'platform.unavailable'],
      ['a login answer without token', answering(200, { token: 'x' }), 'platform.unavailable'],
      ['a wrong login address', answering(404, ''), 'platform.misconfigured'],
      ['a login that drops', droppingTheAnswer, 'platform.unavailable'],
    ])('%s says that nothing was sent', async (_, disturbance, code) => {
      fake.disturb('login', disturbance);
      expect(await faultOf(adapter.submit(sampleSubmission(), call()))).toMatchObject({ code, sent: 'no' });
    });

    it('tries again after a failed login', async () => {
      fake.disturb('login', answering(503, ''));
      await faultOf(adapter.healthCheck(call()));
      await expect(adapter.healthCheck(call())).resolves.toBeUndefined();
    });

    it('logs in once more on 401, not for ever', async () => {
      fake.disturb('health', answering(401, ''), answering(401, ''));
      expect(await faultOf(adapter.healthCheck(call()))).toMatchObject({ code: 'platform.unauthorised' });
      expect([fake.count('login'), fake.count('health')]).toEqual([2, 2]);
    });

    it('sends a fixed token as bearer and does not try to renew it', async () => {
      const authentication: PlatformAuthentication = { kind: 'bearer', token: new Secret('api-key') };
      expect(await faultOf(adapter.healthCheck(call({ authentication })))).toMatchObject({
        code: 'platform.unauthorised',
      });
      expect(fake.count('login')).toBe(0);
      expect(fake.seen[0]!.headers.authorization).toBe('Bearer api-key');
    });

    it('a token that fits no header is a wrong setting', async () => {
      const authentication: PlatformAuthentication = { kind: 'bearer', token: new Secret('two\nlines') };
      const fault = await faultOf(adapter.healthCheck(call({ authentication })));
      expect(fault).toMatchObject({ code: 'platform.misconfigured', sent: 'no' });
    });
  });

  describe('submitting', () => {
    it('takes 200 for 202 and an acknowledgement where one is given', async () => {
      fake.disturb(
        'submit',
        answering(200, { flowId: 77, submittedAt: '2026-09-01T10:00:00', acknowledgement: { status: 'OK' } }),
      );
      expect(await adapter.submit(sampleSubmission(), call())).toEqual({
        outcome: 'accepted',
        flow_id: '77',
        submitted_at: '2026-09-01T10:00:00.000Z',
        acknowledgement: { status: 'Ok', details: [] },
      });
    });

    it('reads AlreadyExistingFlow from an acknowledgement too', async () => {
      const details = [{ level: 'Error', item: 'file', reasonCode: 'ALREADY_EXISTING_FLOW', reasonMessage: 'double' }];
      fake.disturb('submit', answering(202, { flowId: 'f1', acknowledgement: { status: 'Error', details } }));
      expect(await adapter.submit(sampleSubmission(), call())).toMatchObject({
        outcome: 'already_exists',
        flow_id: 'f1',
      });
    });

    it('carries the reasons of a refusal, without control characters', async () => {
      fake.disturb(
        'submit',
        answering(422, {
          errorCode: 'UNPROCESSABLE_ENTITY',
          errorMessage: 'Entity\u0000 wrong',
          details: 'BT-1\n missing',
        }),
      );
      const fault = await faultOf(adapter.submit(sampleSubmission(), call()));
      expect(fault.reasons).toEqual([
        { level: 'Error', code: 'UNPROCESSABLE_ENTITY', message: 'Entity  wrong: BT-1  missing' },
      ]);
      expect(fault.options.members).toMatchObject({ platform: 'xp-z12-013', platform_status: 422 });
    });

    it('a route that does not exist is a wrong address, not a refused invoice', async () => {
      const fault = await faultOf(adapter.submit(sampleSubmission(), call({ base_url: `${fake.url}/elsewhere` })));
      expect(fault).toMatchObject({ code: 'platform.misconfigured', httpStatus: 404 });
    });

    it.each(['ftp://platform.example', 'nowhere'])('the address %s is a wrong setting', async (base_url) => {
      expect(await faultOf(adapter.submit(sampleSubmission(), call({ base_url })))).toMatchObject({
        code: 'platform.misconfigured',
        sent: 'no',
      });
    });
  });

  describe('finding', () => {
    it('prefers the flow that was taken over the refused double', async () => {
      fake.add({ trackingId: 't', flowDirection: 'Out', flowId: 'double', acknowledgement: { status: 'Error' } });
      fake.add({ trackingId: 't', flowDirection: 'Out', flowId: 'taken', acknowledgement: { status: 'Ok' } });
      fake.add({ trackingId: 't', flowDirection: 'In', flowId: 'message' });
      expect((await adapter.findByTrackingId(sampleSubmission({ tracking_id: 't' }), call()))?.flow_id).toBe('taken');
    });

    it('believes no platform that leaves the filter aside', async () => {
      fake.disturb('search', answering(200, { results: [fake.add({ trackingId: 'other', flowDirection: 'Out' })] }));
      expect(await adapter.findByTrackingId(sampleSubmission({ tracking_id: 'mine' }), call())).toBeNull();
    });

    it('does not say "not found" when flows are listed without tracking id', async () => {
      fake.disturb('search', answering(200, { results: [fake.add({ flowDirection: 'Out' })] }));
      expect(await faultOf(adapter.findByTrackingId(sampleSubmission({ tracking_id: 'mine' }), call()))).toMatchObject({
        code: 'platform.unavailable',
      });
    });

    it.each([[{}], [{ results: null }]])('reads %j as an empty page', async (body) => {
      fake.disturb('search', answering(200, body));
      expect(await adapter.findByTrackingId(sampleSubmission({ tracking_id: 'mine' }), call())).toBeNull();
    });
  });

  describe('following changes', () => {
    it.each([
      ['cursors', true, false],
      ['dates, oldest first', false, false],
      ['dates, newest first', false, true],
    ])('misses nothing and repeats nothing over several pages by %s', async (_, cursors, sortDescending) => {
      Object.assign(fake, { cursors, sortDescending });
      const flows = Array.from({ length: 250 }, () => fake.add());
      const listed = await everyChange(adapter, call);
      expect(new Set(ids(listed))).toEqual(new Set(flows.map(({ flowId }) => flowId)));
      expect(listed).toHaveLength(250);
    });

    it('sees a flow that was committed late, inside the overlap, and a flow that changed', async () => {
      const early = fake.add();
      const { next_cursor } = await adapter.listChanges(null, call());
      fake.add({ flowId: 'late', updatedAt: new Date(Date.parse(early.updatedAt) - 30_000).toISOString() });
      early.updatedAt = new Date(Date.parse(early.updatedAt) + 1000).toISOString();
      const { flows } = await adapter.listChanges(next_cursor, call());
      expect(ids(flows)).toEqual(['late', early.flowId]);
    });

    it('goes on by dates when the platform refuses its own cursor', async () => {
      for (let index = 0; index < 150; index += 1) fake.add();
      const first = await adapter.listChanges(null, call());
      expect(first).toMatchObject({ more: true });
      fake.disturb('search', answering(400, { errorCode: 'INVALID_CURSOR' }));
      const listed = [...first.flows];
      for (let page = first; page.more;) {
        page = await adapter.listChanges(page.next_cursor, call());
        listed.push(...page.flows);
      }
      expect(new Set(ids(listed)).size).toBe(150);
    });

    it('counts entries it cannot follow and keeps the others', async () => {
      const good = fake.add({ flowType: 'NewKind', flowSyntax: undefined, acknowledgement: undefined });
      fake.disturb('search', answering(200, { results: [{ name: 'nameless' }, 'text', good] }));
      const page = await adapter.listChanges(null, call());
      expect(page).toMatchObject({ unreadable: 2, more: false });
      expect(page.flows).toMatchObject([
        {
          type: 'NewKind',
          syntax: 'Undefined',
          acknowledgement: { status: 'Undefined' },
          raw: { flowId: good.flowId },
        },
      ]);
    });

    it('starts again from an unreadable bookmark', async () => {
      fake.add();
      expect((await adapter.listChanges('garbage', call())).flows).toHaveLength(1);
    });
  });

  describe('fetching', () => {
    it.each([
      ['attachment;filename=status.xml', 'status.xml'],
      ['attachment; filename="a b.pdf"', 'a b.pdf'],
      ["attachment; filename=x; filename*=UTF-8''%C3%A9t%C3%A9.xml", 'été.xml'],
      ['attachment; filename="../../etc/passwd"', 'passwd'],
      ['attachment', undefined],
    ])('reads the name of %s', async (disposition, name) => {
      fake.disturb('flow', answering(200, 'text', { 'content-disposition': disposition }));
      expect((await adapter.fetchDocument('f', 'Original', call())).file_name).toBe(name);
    });

    it('a rendering that is not there is rejected', async () => {
      expect(await faultOf(adapter.fetchDocument('none', 'ReadableView', call()))).toMatchObject({
        code: 'platform.rejected',
      });
    });
  });
});
