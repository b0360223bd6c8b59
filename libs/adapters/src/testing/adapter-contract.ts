import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call, Connection } from '../ports/connection.js';
import type { PlatformFlow, Submission } from '../ports/flow.js';
import type { PlatformAdapter } from '../ports/platform-adapter.js';
import { PlatformFault } from '../ports/platform-fault.js';

/** What can go wrong on the other side, in words every fake platform can act out. */
export type Mishap =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    }
  /** The request is carried out, the connection cut before the answer. */
  | { readonly kind: 'answer_lost' }
  /** The request is carried out, no answer ever comes. */
  | { readonly kind: 'answer_stalls' }
  | { readonly kind: 'body_stalls' }
  /** More bytes than the adapter reads. */
  | { readonly kind: 'answer_too_large' };

/** A provider with its own fake platform behind it. */
export interface ContractPlatform {
  readonly adapter: PlatformAdapter;
  readonly connection: Connection;
  /** The next request of that kind meets the mishap. */
  mishap(operation: 'submit' | 'look_up' | 'health', what: Mishap): void;
  /** Every token given out so far is refused from now on. */
  expireTokens(): void;
  /** Files taken by the platform. */
  taken(): number;
  /** Sets the platform's status word on our submission. */
  setStatusWord(trackingId: string, word: string): void;
  stop(): Promise<void>;
}

/** A small valid submission. */
export function sampleSubmission(over: Partial<Submission> = {}): Submission {
  const bytes = over.bytes ?? Buffer.from(`<Invoice>é ${randomUUID()}</Invoice>`);
  return {
    tracking_id: randomUUID(),
    file_name: 'INV-2026-0001.xml',
    media_type: 'application/xml',
    syntax: 'CII',
    processing_rule: 'B2B',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    invoice: { number: 'INV-2026-0001', seller_siren: '732829320' },
    ...over,
  };
}

/** A call with a deadline of its own. */
export function callOf(connection: Connection, deadlineMs = 5000): Call {
  return { connection, signal: AbortSignal.timeout(deadlineMs), request_id: randomUUID() };
}

/** The fault that a promise ends with. */
export async function faultOf(promise: Promise<unknown>): Promise<PlatformFault> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlatformFault);
  return error as PlatformFault;
}

/** A fresh platform for each test. */
class Scene {
  #platform: ContractPlatform | undefined;

  constructor(start: () => Promise<ContractPlatform>) {
    beforeEach(async () => {
      this.#platform = await start();
    });
    afterEach(async () => await this.platform.stop());
  }

  get platform(): ContractPlatform {
    if (this.#platform === undefined) throw new Error('used outside a test');
    return this.#platform;
  }

  get adapter(): PlatformAdapter {
    return this.platform.adapter;
  }

  call = (deadlineMs?: number): Call => callOf(this.platform.connection, deadlineMs);
}

/** The behaviour every provider owes, run against its own fake platform. */
export function describeAdapterContract(name: string, start: () => Promise<ContractPlatform>): void {
  describe(`${name} keeps the contract of a platform adapter`, () => {
    const scene = new Scene(start);
    allIsWell(scene);
    anAnswerIsLost(scene);
    theAnswerIsAFault(scene);
    theAnswerIsUnreadable(scene);
    timePasses(scene);
  });
}

function allIsWell(scene: Scene): void {
  describe('when all is well', () => {
    it('sends, finds, reads back and lists a submission', async () => {
      const submission = sampleSubmission();
      const receipt = await scene.adapter.submit(submission, scene.call());
      expect(receipt).toMatchObject({ outcome: 'accepted', flow_id: expect.any(String) as string });
      const found = await scene.adapter.findByTrackingId(submission, scene.call());
      expect(found).toMatchObject({
        flow_id: receipt.flow_id,
        tracking_id: submission.tracking_id,
        direction: 'Out',
      });
      const status = await scene.adapter.getStatus({ ...submission, flow_id: found!.flow_id }, scene.call());
      expect(status?.flow_id).toBe(found!.flow_id);
      const document = await scene.adapter.fetchDocument(found!.flow_id, 'Original', scene.call());
      expect(Buffer.from(document.bytes).equals(Buffer.from(submission.bytes))).toBe(true);
      expect(await everyChange(scene.adapter, scene.call)).toMatchObject([{ tracking_id: submission.tracking_id }]);
    });

    it('knows nothing of a tracking id that was never sent', async () => {
      expect(await scene.adapter.findByTrackingId(sampleSubmission(), scene.call())).toBeNull();
      const nowhere = { ...sampleSubmission(), flow_id: randomUUID() };
      expect(await scene.adapter.getStatus(nowhere, scene.call())).toBeNull();
    });

    it('lists a change once and goes on from its bookmark', async () => {
      const submission = sampleSubmission();
      await scene.adapter.submit(submission, scene.call());
      const first = await scene.adapter.listChanges(null, scene.call());
      expect(first.flows).toHaveLength(1);
      expect((await scene.adapter.listChanges(first.next_cursor, scene.call())).flows).toEqual([]);
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
        const submission = sampleSubmission();
        await scene.adapter.healthCheck(scene.call());
        scene.platform.mishap('submit', { kind });
        const fault = await faultOf(scene.adapter.submit(submission, scene.call(300)));
        expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe', tripsBreaker: true });
        expect(scene.platform.taken()).toBe(1);
        expect((await scene.adapter.findByTrackingId(submission, scene.call()))?.tracking_id).toBe(
          submission.tracking_id,
        );
      },
    );

    it('a second sending is answered with already_exists, not with an error', async () => {
      const submission = sampleSubmission();
      await scene.adapter.submit(submission, scene.call());
      expect(await scene.adapter.submit(submission, scene.call())).toMatchObject({ outcome: 'already_exists' });
      expect(scene.platform.taken()).toBe(1);
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
      scene.platform.mishap('submit', { kind: 'answer', status, body: '<html>no JSON here</html>' });
      const fault = await faultOf(scene.adapter.submit(sampleSubmission(), scene.call()));
      expect(fault).toMatchObject({ code, tripsBreaker, httpStatus: status, sent: 'maybe' });
    });

    it('passes Retry-After on', async () => {
      scene.platform.mishap('submit', { kind: 'answer', status: 429, headers: { 'retry-after': '7' } });
      const fault = await faultOf(scene.adapter.submit(sampleSubmission(), scene.call()));
      expect(fault.options.retryAfterSeconds).toBe(7);
    });

    it('does not follow a redirect', async () => {
      scene.platform.mishap('submit', { kind: 'answer', status: 307, headers: { location: 'http://127.0.0.1:1/' } });
      const fault = await faultOf(scene.adapter.submit(sampleSubmission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.misconfigured', httpStatus: 307 });
    });
  });
}

function theAnswerIsUnreadable(scene: Scene): void {
  describe('when an answer cannot be read', () => {
    it('malformed JSON is unavailable', async () => {
      scene.platform.mishap('look_up', { kind: 'answer', status: 200, body: '{"results": [' });
      expect(await faultOf(scene.adapter.findByTrackingId(sampleSubmission(), scene.call()))).toMatchObject({
        code: 'platform.unavailable',
        fault: 'malformed',
      });
    });

    it('malformed JSON after a submit leaves it open whether the file arrived', async () => {
      scene.platform.mishap('submit', { kind: 'answer', status: 202, body: 'accepted!' });
      const fault = await faultOf(scene.adapter.submit(sampleSubmission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', sent: 'maybe' });
    });

    it('a body that stops in the middle ends with the deadline', async () => {
      await scene.adapter.healthCheck(scene.call());
      scene.platform.mishap('look_up', { kind: 'body_stalls' });
      const fault = await faultOf(scene.adapter.findByTrackingId(sampleSubmission(), scene.call(300)));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'timeout' });
    });

    it('a body without end is cut off', async () => {
      scene.platform.mishap('look_up', { kind: 'answer_too_large' });
      const fault = await faultOf(scene.adapter.findByTrackingId(sampleSubmission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'malformed' });
    });
  });
}

function timePasses(scene: Scene): void {
  describe('when time passes', () => {
    it('logs in again, once, when its token expires in mid-run', async () => {
      await scene.adapter.submit(sampleSubmission(), scene.call());
      scene.platform.expireTokens();
      expect(await scene.adapter.submit(sampleSubmission(), scene.call())).toMatchObject({ outcome: 'accepted' });
      expect(scene.platform.taken()).toBe(2);
    });

    it('keeps a status word it does not know', async () => {
      const submission = sampleSubmission();
      await scene.adapter.submit(submission, scene.call());
      scene.platform.setStatusWord(submission.tracking_id, 'EnCoursDeMagie');
      const flow = await scene.adapter.findByTrackingId(submission, scene.call());
      expect(flow?.acknowledgement.status).toBe('EnCoursDeMagie');
    });

    it('nothing was sent when there is nobody to talk to', async () => {
      await scene.platform.stop();
      const fault = await faultOf(scene.adapter.submit(sampleSubmission(), scene.call()));
      expect(fault).toMatchObject({ code: 'platform.unavailable', fault: 'network', sent: 'no', tripsBreaker: true });
    });

    it('gives up when told to, without blaming the platform', async () => {
      scene.platform.mishap('health', { kind: 'answer_stalls' });
      const stopping = new AbortController();
      const ended = faultOf(scene.adapter.healthCheck({ ...scene.call(), signal: stopping.signal }));
      setTimeout(() => stopping.abort(), 50);
      expect(await ended).toMatchObject({ fault: 'aborted', tripsBreaker: false });
    });
  });
}

/** Follows listChanges to its present end. */
export async function everyChange(adapter: PlatformAdapter, call: () => Call): Promise<PlatformFlow[]> {
  const flows: PlatformFlow[] = [];
  for (let cursor: string | null = null, more = true; more;) {
    const page = await adapter.listChanges(cursor, call());
    flows.push(...page.flows);
    ({ next_cursor: cursor, more } = page);
  }
  return flows;
}
