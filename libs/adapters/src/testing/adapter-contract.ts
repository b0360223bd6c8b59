import { describe, expect, it } from 'vitest';
import { contractOfAbilities } from './contract-abilities.js';
import { contractOfCallbacks } from './contract-callbacks.js';
import { faultOf, type ContractPlatform } from './contract-platform.js';
import { Scene } from './contract-scene.js';

export * from './contract-platform.js';
export { changesSince, everyChange } from './contract-scene.js';

/**
 * The behaviour every provider owes, run against its own fake platform. What a platform cannot do, its adapter must
 * refuse; what its capabilities promise is tried.
 */
export function describeAdapterContract(name: string, start: () => Promise<ContractPlatform>): void {
  describe(`${name} keeps the contract of a platform adapter`, () => {
    const scene = new Scene(start);
    allIsWell(scene);
    anAnswerIsLost(scene);
    theAnswerIsAFault(scene);
    theAnswerIsUnreadable(scene);
    timePasses(scene);
    theClockIsOff(scene);
    contractOfAbilities(scene);
    contractOfCallbacks(scene);
  });
}

function allIsWell(scene: Scene): void {
  describe('when all is well', () => {
    it('sends, finds and reads back a submission', async () => {
      const { submission, flow_id } = await scene.sent();
      const found = await scene.adapter.findByTrackingId(submission, scene.call());
      expect(found).toMatchObject({ flow_id, direction: 'Out' });
      expect([submission.tracking_id, undefined]).toContain(found?.tracking_id);
      const status = await scene.adapter.getStatus({ ...submission, flow_id }, scene.call());
      expect(status?.flow_id).toBe(flow_id);
      if (scene.platform.keepsOriginals === false) return;
      const document = await scene.adapter.fetchDocument(flow_id, 'Original', scene.call());
      expect(Buffer.from(document.bytes).equals(Buffer.from(submission.bytes))).toBe(true);
    });

    it('lists what it sent exactly when it tracks by change', async () => {
      const { flow_id } = await scene.sent();
      const { flows } = await scene.changes();
      expect(flows.map((flow) => flow.flow_id)).toEqual(scene.can.tracks === 'by_change' ? [flow_id] : []);
    });

    it('knows nothing of what was never sent', async () => {
      const submission = scene.submission();
      expect(await scene.adapter.findByTrackingId(submission, scene.call())).toBeNull();
      const nowhere = { ...submission, flow_id: scene.nowhere() };
      expect(await scene.adapter.getStatus(nowhere, scene.call())).toBeNull();
    });

    it('tells two submissions apart', async () => {
      const [one, other] = [await scene.sent(), await scene.sent()];
      expect(one.flow_id).not.toBe(other.flow_id);
      for (const { submission, flow_id } of [one, other]) {
        expect((await scene.adapter.findByTrackingId(submission, scene.call()))?.flow_id).toBe(flow_id);
      }
    });

    it('lists a change once and goes on from its bookmark', async () => {
      await scene.sent();
      const { cursor } = await scene.changes();
      expect((await scene.adapter.listChanges(cursor, scene.call())).flows).toEqual([]);
    });

    it('answers the health check', async () => {
      await expect(scene.adapter.healthCheck(scene.call())).resolves.toBeUndefined();
    });
  });
}

function anAnswerIsLost(scene: Scene): void {
  describe('when an answer is lost after the platform took the file', () => {
    it.each(['answer_lost', 'answer_stalls'] as const)(
      '%s: the fault says maybe, the look-up finds it',
      async (kind) => {
        const submission = scene.submission();
        await scene.warm();
        await scene.platform.mishap('submit', { kind });
        const fault = await faultOf(scene.adapter.submit(submission, scene.call(500)));
        expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe', tripsBreaker: true });
        expect(await scene.platform.taken()).toBe(1);
        expect(await scene.adapter.findByTrackingId(submission, scene.call())).toMatchObject({ direction: 'Out' });
      },
    );

    it('a second sending ends as the platform is said to take it', async () => {
      const { submission, flow_id } = await scene.sent();
      const again = await scene.adapter.submit(submission, scene.call());
      const { secondSending = 'refused' } = scene.platform;
      expect(again.outcome).toBe(secondSending === 'refused' ? 'already_exists' : 'accepted');
      expect(await scene.platform.taken()).toBe(secondSending === 'doubled' ? 2 : 1);
      expect(secondSending !== 'same_flow' || again.flow_id === flow_id).toBe(true);
    });
  });
}

function theAnswerIsAFault(scene: Scene): void {
  describe('when the platform answers with a fault', () => {
    it.each([
      [400, 'platform.rejected', false],
      [413, 'platform.rejected', false],
      [422, 'platform.rejected', false],
      [403, 'platform.unauthorised', false],
      [408, 'platform.unavailable', true],
      [429, 'platform.rate_limited', false],
      [500, 'platform.unavailable', true],
      [502, 'platform.unavailable', true],
      [503, 'platform.unavailable', true],
    ])('%i is %s', async (status, code, tripsBreaker) => {
      await scene.platform.mishap('submit', { kind: 'answer', status, body: '<html>no JSON here</html>' });
      const fault = await faultOf(scene.adapter.submit(scene.submission(), scene.call()));
      expect(fault).toMatchObject({ code, tripsBreaker, httpStatus: status, sent: 'maybe' });
    });

    it('passes Retry-After on', async () => {
      const mishap = { kind: 'answer', status: 429, headers: { 'retry-after': '7' } } as const;
      await scene.platform.mishap('submit', mishap);
      const fault = await faultOf(scene.adapter.submit(scene.submission(), scene.call()));
      expect(fault.options.retryAfterSeconds).toBe(7);
      await scene.platform.mishap('look_up', mishap);
      const asking = await faultOf(scene.adapter.findByTrackingId(scene.submission(), scene.call()));
      expect(asking).toMatchObject({ code: 'platform.rate_limited', options: { retryAfterSeconds: 7 } });
    });

    it.each([301, 302, 307, 308])('does not follow a %i', async (status) => {
      const headers = { location: 'http://127.0.0.1:1/' };
      await scene.platform.mishap('submit', { kind: 'answer', status, headers });
      const fault = await faultOf(scene.adapter.submit(scene.submission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.misconfigured', httpStatus: status });
    });

    it('works again when the platform does', async () => {
      await scene.platform.mishap('submit', { kind: 'answer', status: 503 });
      const submission = scene.submission();
      await faultOf(scene.adapter.submit(submission, scene.call()));
      expect(await scene.sent(submission)).toMatchObject({ submission });
    });
  });
}

function theAnswerIsUnreadable(scene: Scene): void {
  describe('when an answer cannot be read', () => {
    it.each(['{"results": [', '<html></html>', '"text"', '[1]', ''])(
      'the answer %j to a look-up is unavailable, not "not found"',
      async (body) => {
        await scene.platform.mishap('look_up', { kind: 'answer', status: 200, body });
        const fault = await faultOf(scene.adapter.findByTrackingId(scene.submission(), scene.call()));
        expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'malformed' });
      },
    );

    it('malformed JSON after a submit leaves it open whether the file arrived', async () => {
      await scene.platform.mishap('submit', { kind: 'answer', status: 202, body: 'accepted!' });
      const fault = await faultOf(scene.adapter.submit(scene.submission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe' });
    });

    it('a body that stops in the middle ends with the deadline', async () => {
      await scene.warm();
      await scene.platform.mishap('look_up', { kind: 'body_stalls' });
      const fault = await faultOf(scene.adapter.findByTrackingId(scene.submission(), scene.call(300)));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'timeout' });
    });

    it('a body without end is cut off', async () => {
      await scene.platform.mishap('look_up', { kind: 'answer_too_large' });
      const fault = await faultOf(scene.adapter.findByTrackingId(scene.submission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'malformed' });
    });
  });
}

function timePasses(scene: Scene): void {
  describe('when time passes', () => {
    it('logs in again, once, when its token expires in mid-run', async ({ skip }) => {
      const { kind } = scene.platform.connection.authentication;
      skip(kind !== 'client_credentials', 'the connection has a fixed token');
      const { submission } = await scene.sent();
      await scene.owed('expireTokens').call(scene.platform);
      await scene.sent();
      expect(await scene.platform.taken()).toBe(2);
      await scene.owed('expireTokens').call(scene.platform);
      expect(await scene.adapter.findByTrackingId(submission, scene.call())).not.toBeNull();
    });

    it('keeps a status word it does not know, and makes no official status of it', async () => {
      const { submission, flow_id } = await scene.sent();
      await scene.platform.setStatusWord(submission, 'EnCoursDeMagie');
      const status = await scene.adapter.getStatus({ ...submission, flow_id }, scene.call());
      const unknown = status?.statuses.filter(({ word }) => word === 'EnCoursDeMagie') ?? [];
      expect([status?.acknowledgement.status, ...unknown.map(({ word }) => word)]).toContain('EnCoursDeMagie');
      expect(unknown.filter(({ code }) => code !== undefined)).toEqual([]);
    });

    it('nothing was sent when there is nobody to talk to', async () => {
      await scene.platform.stop();
      const fault = await faultOf(scene.adapter.submit(scene.submission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'network', sent: 'no', tripsBreaker: true });
    });

    it('gives up when told to, without blaming the platform', async () => {
      await scene.platform.mishap('health', { kind: 'answer_stalls' });
      const stopping = new AbortController();
      const ended = faultOf(scene.adapter.healthCheck({ ...scene.call(), signal: stopping.signal }));
      setTimeout(() => stopping.abort(), 50);
      expect(await ended).toMatchObject({ fault: 'aborted', tripsBreaker: false });
    });
  });
}

const YEAR_MS = 365 * 86_400_000;

function theClockIsOff(scene: Scene): void {
  describe("when the platform's clock is off", () => {
    it.each([
      ['a year ahead', YEAR_MS],
      ['a year behind', -YEAR_MS],
    ])('%s: sends, finds, and lists each change once', async (_, off) => {
      await (scene.can.tracks === 'by_change' ? scene.owed('shiftClock') : scene.platform.shiftClock)?.call(
        scene.platform,
        off,
      );
      const first = await scene.sent();
      const { cursor } = await scene.changes();
      const second = await scene.sent();
      expect((await scene.adapter.findByTrackingId(second.submission, scene.call()))?.flow_id).toBe(second.flow_id);
      expect(
        await scene.adapter.getStatus({ ...first.submission, flow_id: first.flow_id }, scene.call()),
      ).not.toBeNull();
      const { flows } = await scene.changes(cursor);
      expect(flows.map(({ flow_id }) => flow_id)).toEqual(scene.can.tracks === 'by_change' ? [second.flow_id] : []);
    });
  });
}
