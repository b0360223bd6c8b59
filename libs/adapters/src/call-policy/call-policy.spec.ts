import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallSettings } from '@onefacture/config';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlatformFault, type FaultKind } from '../ports/platform-fault.js';
import { faultOf } from '../testing/adapter-contract.js';
import type { AttemptEvent, CircuitEvent } from './attempt-observer.js';
import { MemoryBreakerStore } from './breaker-store.js';
import {
  CallPolicy,
  callPolicySettings,
  DEFAULT_CALL_POLICY,
  type AttemptScope,
  type PolicedCall,
} from './call-policy.js';

const fault = (kind: FaultKind, sent: 'no' | 'maybe' = 'maybe', retryAfterSeconds?: number): PlatformFault =>
  new PlatformFault(kind, {
    platform: 'p',
    sent,
    detail: kind,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

/** What the platform does, in order; beyond the list it succeeds. */
function acting(...acts: (PlatformFault | Error | 'ok')[]): { calls: number; attempt: () => Promise<string> } {
  const script = {
    calls: 0,
    attempt: async (): Promise<string> => {
      const act = acts[script.calls];
      script.calls += 1;
      if (act instanceof Error) throw act;
      return 'done';
    },
  };
  return script;
}

const call = (over: Partial<PolicedCall> = {}): PolicedCall => ({
  platform: 'p',
  operation: 'find',
  organization_id: 'o',
  request_id: 'r',
  key: 'p|https://p|find',
  place: 'p|https://p',
  repeat: 'blindly',
  signal: new AbortController().signal,
  ...over,
});

describe('CallPolicy', () => {
  let now: number;
  let pauses: number[];
  let attempts: AttemptEvent[];
  let circuits: CircuitEvent[];
  let store: MemoryBreakerStore;
  let policy: CallPolicy;
  const policyOn = (shared: MemoryBreakerStore): CallPolicy =>
    new CallPolicy({
      store: shared,
      now: () => now,
      random: () => 0.5,
      sleep: async (ms) => void pauses.push(ms),
      observer: { attempted: (event) => attempts.push(event), circuitChanged: (event) => circuits.push(event) },
    });
  const failing = async (times: number, on = policy): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) {
      await faultOf(on.run(call({ repeat: 'unsent' }), acting(fault('server_error')).attempt));
    }
  };
  beforeEach(() => {
    now = 1_000_000;
    [pauses, attempts, circuits] = [[], [], []];
    store = new MemoryBreakerStore(() => now);
    policy = policyOn(store);
  });

  describe('retry', () => {
    it.each(['server_error', 'timeout', 'network', 'malformed', 'rate_limited'] as const)(
      'repeats a look-up after %s, with growing pauses',
      async (kind) => {
        const script = acting(fault(kind), fault(kind));
        expect(await policy.run(call(), script.attempt)).toBe('done');
        expect([script.calls, pauses]).toEqual([3, [50, 100]]);
        expect(attempts.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
          [1, kind],
          [2, kind],
          [3, 'ok'],
        ]);
      },
    );

    it('gives up after three attempts with the last fault', async () => {
      const last = fault('timeout');
      const script = acting(fault('network'), fault('malformed'), last);
      expect(await faultOf(policy.run(call(), script.attempt))).toBe(last);
      expect(script.calls).toBe(3);
    });

    it.each(['rejected', 'unauthorised', 'misconfigured', 'aborted'] as const)('does not repeat %s', async (kind) => {
      const script = acting(fault(kind));
      expect((await faultOf(policy.run(call(), script.attempt))).fault).toBe(kind);
      expect(script.calls).toBe(1);
    });

    it.each(['server_error', 'timeout', 'network', 'malformed', 'rate_limited'] as const)(
      'does not repeat a submit after %s when a byte may have been sent',
      async (kind) => {
        const script = acting(fault(kind, 'maybe'));
        await faultOf(policy.run(call({ repeat: 'unsent' }), script.attempt));
        expect(script.calls).toBe(1);
      },
    );

    it('repeats a submit while nothing was sent, and stops as soon as something may have been', async () => {
      const script = acting(fault('network', 'no'), fault('network', 'maybe'));
      expect((await faultOf(policy.run(call({ repeat: 'unsent' }), script.attempt))).sent).toBe('maybe');
      expect(script.calls).toBe(2);
    });

    it('waits as long as the platform asks when that is short, and leaves a long wait to the queue', async () => {
      await policy.run(call(), acting(fault('rate_limited', 'maybe', 1)).attempt);
      expect(pauses).toEqual([1000]);
      const script = acting(fault('rate_limited', 'maybe', 5));
      await faultOf(policy.run(call(), script.attempt));
      expect(script.calls).toBe(1);
    });

    it('does not take a defect of ours for a fault of the platform', async () => {
      const script = acting(new TypeError('ours'), new TypeError('ours'));
      await expect(policy.run(call(), script.attempt)).rejects.toThrow('ours');
      expect(attempts).toMatchObject([{ outcome: 'defect' }]);
    });

    it('a pause ends with the call', async () => {
      const real = new CallPolicy({
        settings: { ...DEFAULT_CALL_POLICY, retry: { attempts: 3, baseMs: 60_000, maxMs: 60_000, jitter: 0 } },
      });
      const stopping = new AbortController();
      const ended = faultOf(real.run(call({ signal: stopping.signal }), acting(fault('network')).attempt));
      stopping.abort();
      expect((await ended).fault).toBe('aborted');
    });
  });

  describe('deadline', () => {
    it('ends every attempt on its own', async () => {
      const real = new CallPolicy({ settings: { ...DEFAULT_CALL_POLICY, deadlineMs: 20 } });
      const reasons: unknown[] = [];
      const hanging = async ({ signal }: AttemptScope): Promise<never> => {
        await sleep(60_000, undefined, { signal }).catch(() => reasons.push(signal.reason));
        throw fault('timeout');
      };
      expect((await faultOf(real.run(call(), hanging))).fault).toBe('timeout');
      expect(reasons.map((reason) => (reason as Error).name)).toEqual(['TimeoutError', 'TimeoutError', 'TimeoutError']);
    });

    it('comes from the settings, as do the figures of the breaker', () => {
      const calls = Object.assign(Object.create(CallSettings.prototype) as CallSettings, {
        deadlineMs: 700,
        breakerFailures: 5,
        breakerOpenMs: 9000,
        concurrency: 7,
      });
      expect(callPolicySettings(calls)).toEqual({
        retry: DEFAULT_CALL_POLICY.retry,
        circuit: { failures: 5, openMs: 9000, probeLeaseMs: 2100, probeWaitMs: 700 },
        bulkhead: { ...DEFAULT_CALL_POLICY.bulkhead, places: 7 },
        deadlineMs: 700,
      });
    });
  });

  describe('breaker', () => {
    it('opens at the third failure in a row and says how long', async () => {
      await failing(2);
      expect(await policy.breakerState(call().key)).toBe('closed');
      await failing(1);
      expect(await policy.breakerState(call().key)).toBe('open');
      now += 10_500;
      const script = acting();
      const refused = await faultOf(policy.run(call(), script.attempt));
      expect(refused).toMatchObject({ code: 'platform.unavailable', circuitOpen: true, sent: 'no' });
      expect(refused.options).toMatchObject({ retryAfterSeconds: 20, members: { circuit_open: true } });
      expect(script.calls).toBe(0);
      expect(circuits).toMatchObject([{ state: 'open', operation: 'find', key: call().key }]);
    });

    it('counts each attempt inside one call', async () => {
      await faultOf(policy.run(call(), acting(fault('timeout'), fault('network'), fault('server_error')).attempt));
      expect(await policy.breakerState(call().key)).toBe('open');
    });

    it('starts counting again after a success, an answer it did not like included', async () => {
      for (const alive of ['ok', fault('rejected'), fault('rate_limited'), fault('malformed')] as const) {
        await failing(2);
        await policy.run(call({ repeat: 'unsent' }), acting(alive).attempt).catch(() => undefined);
      }
      await failing(2);
      expect(await policy.breakerState(call().key)).toBe('closed');
    });

    it('opens after many successes as after none', async () => {
      for (let turn = 0; turn < 50; turn += 1) await policy.run(call(), acting().attempt);
      await failing(3);
      expect(await policy.breakerState(call().key)).toBe('open');
    });

    it('counts neither what we gave up nor our own defects', async () => {
      await failing(2);
      for (const ours of [fault('aborted'), new TypeError('ours')]) {
        await policy.run(call(), acting(ours).attempt).catch(() => undefined);
      }
      expect(await policy.breakerState(call().key)).toBe('closed');
      await failing(1);
      expect(await policy.breakerState(call().key)).toBe('open');
    });

    it('keeps operations apart', async () => {
      await failing(3);
      expect(await policy.run(call({ operation: 'submit', key: 'p|https://p|submit' }), acting().attempt)).toBe('done');
    });

    it('after 30 s lets one probe through; its success closes the circuit', async () => {
      await failing(3);
      now += 30_000;
      expect(await policy.breakerState(call().key)).toBe('half_open');
      const gate = new EventEmitter();
      const probe = policy.run(call(), async () => {
        await once(gate, 'open');
        return 'done';
      });
      await sleep(1);
      expect((await faultOf(policy.run(call(), acting().attempt))).circuitOpen).toBe(true);
      gate.emit('open');
      expect(await probe).toBe('done');
      expect(await policy.run(call(), acting().attempt)).toBe('done');
      expect(circuits.map(({ state }) => state)).toEqual(['open', 'half_open', 'closed']);
    });

    it('a failed probe opens it for another 30 s at once', async () => {
      await failing(3);
      now += 30_000;
      const script = acting(fault('server_error'));
      await faultOf(policy.run(call({ repeat: 'unsent' }), script.attempt));
      expect(await store.openedUntil(call().key)).toBe(now + 30_000);
      now += 30_000;
      expect(await policy.run(call(), acting().attempt)).toBe('done');
    });

    it('a probe that is told no closes it: the platform is alive', async () => {
      await failing(3);
      now += 30_000;
      await faultOf(policy.run(call(), acting(fault('rejected')).attempt));
      expect(await policy.breakerState(call().key)).toBe('closed');
    });

    it('a probe that was given up hands its right on', async () => {
      await failing(3);
      now += 30_000;
      await faultOf(policy.run(call(), acting(fault('aborted')).attempt));
      expect(await policy.run(call(), acting().attempt)).toBe('done');
    });

    it('is one for the fleet: another process waits, one of them probes, both go on', async () => {
      const other = policyOn(store);
      await failing(3);
      expect((await faultOf(other.run(call(), acting().attempt))).circuitOpen).toBe(true);
      now += 30_000;
      expect(await other.run(call(), acting().attempt)).toBe('done');
      expect(await policy.run(call(), acting().attempt)).toBe('done');
      await failing(2);
      expect(await policy.breakerState(call().key)).toBe('closed');
    });

    it('remembers an open circuit after thousands of others came by', async () => {
      await failing(3);
      for (let other = 0; other < 2100; other += 1)
        await policy.run(call({ key: `p|${other}|find` }), acting().attempt);
      expect((await faultOf(policy.run(call(), acting().attempt))).circuitOpen).toBe(true);
    });

    it('the right to probe lapses when its holder dies', async () => {
      await failing(3);
      now += 30_000;
      expect(await store.tryProbe(call().key, 60_000)).toBe(true);
      expect((await faultOf(policy.run(call(), acting().attempt))).circuitOpen).toBe(true);
      now += 60_001;
      expect(await policy.run(call(), acting().attempt)).toBe('done');
    });
  });
});
