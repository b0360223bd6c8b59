import { Secret } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import type { CallbackNews, PlatformCallback } from '../ports/flow.js';
import { PlatformFault } from '../ports/platform-fault.js';
import type { Scene } from './contract-scene.js';

const AT = new Date('2026-09-01T08:00:00Z');
const TOLERANCE_MS = 300_000;

/** Callbacks: believed only when the platform's own, whatever their order and number. */
export function contractOfCallbacks(scene: Scene): void {
  const verify = (callback: PlatformCallback): CallbackNews =>
    scene.adapter.verifyCallback(callback, scene.platform.connection);
  believed(scene, verify);
  notBelieved(scene, verify);
}

function believed(scene: Scene, verify: (callback: PlatformCallback) => CallbackNews): void {
  describe('a callback of the platform', () => {
    it('names the flows it is about, the same however often it comes', ({ skip }) => {
      skip(!scene.can.push, 'no callbacks');
      const { make } = scene.owed('callbacks');
      const [one, other] = [make({ flow_id: 'f-1', at: AT }), make({ flow_id: 'f-2', at: AT })];
      const [later, first, again] = [verify(other), verify(one), verify(one)];
      expect([first.flow_ids, later.flow_ids]).toEqual([['f-1'], ['f-2']]);
      expect(again).toEqual(first);
      expect(later.id).not.toBe(first.id);
    });

    it('that cannot be read is a fault, though it is signed', ({ skip }) => {
      skip(!scene.can.push, 'no callbacks');
      const { make } = scene.owed('callbacks');
      for (const body of ['', '{"flowId": ', 'text', '[]', 'null']) {
        expect(faultIn(() => verify(make({ flow_id: 'f-1', at: AT, body })))).toMatchObject({ fault: 'malformed' });
      }
    });

    it('is taken within the tolerance and not when it is older, where it is dated', ({ skip }) => {
      skip(!scene.can.push || !scene.owed('callbacks').dated, 'its date is not signed');
      const callback = scene.owed('callbacks').make({ flow_id: 'f-1', at: AT });
      for (const late of [-TOLERANCE_MS + 1000, TOLERANCE_MS - 1000]) {
        expect(verify({ ...callback, received_at: AT.getTime() + late }).flow_ids).toEqual(['f-1']);
      }
      for (const late of [-TOLERANCE_MS - 1000, TOLERANCE_MS + 1000]) {
        const fault = faultIn(() => verify({ ...callback, received_at: AT.getTime() + late }));
        expect(fault).toMatchObject({ code: 'platform.unauthorised' });
      }
    });
  });
}

function notBelieved(scene: Scene, verify: (callback: PlatformCallback) => CallbackNews): void {
  describe('a callback of somebody else', () => {
    it('is refused: changed, signed otherwise, or not signed', ({ skip }) => {
      skip(!scene.can.push, 'no callbacks');
      const { make } = scene.owed('callbacks');
      const callback = make({ flow_id: 'f-1', at: AT });
      const changed = Buffer.from(Buffer.from(callback.body).toString().replace('f-1', 'f-9'));
      const forgeries: PlatformCallback[] = [
        { ...callback, body: changed },
        { ...callback, headers: {} },
        { ...callback, headers: Object.fromEntries(Object.keys(callback.headers).map((name) => [name, ''])) },
        { ...callback, headers: make({ flow_id: 'f-2', at: AT }).headers },
        make({ flow_id: 'f-1', at: AT, secret: 'c29tZWJvZHkgZWxzZQ==' }),
      ];
      for (const forged of forgeries) {
        expect(faultIn(() => verify(forged))).toMatchObject({ code: 'platform.unauthorised' });
      }
    });

    it('is asked for by a call where the platform says so, and nowhere else', () => {
      const { capabilities } = scene.adapter;
      const isAsked = scene.adapter.subscribe !== undefined;
      expect(isAsked).toBe(capabilities.subscribe === true);
      expect(isAsked && !capabilities.push).toBe(false);
    });

    it('is refused where no secret is known or no callback is expected', () => {
      const callback = scene.platform.callbacks?.make({ flow_id: 'f-1', at: AT });
      const any: PlatformCallback = { headers: {}, body: Buffer.from('{"flowId":"f-1"}'), received_at: AT.getTime() };
      const { callback_secret: _secret, ...connection } = scene.platform.connection;
      for (const secret of [undefined, new Secret('')]) {
        const without = secret === undefined ? connection : { ...connection, callback_secret: secret };
        const fault = faultIn(() => scene.adapter.verifyCallback(callback ?? any, without));
        expect(fault).toMatchObject({ code: 'platform.unauthorised' });
      }
    });
  });
}

function faultIn(run: () => unknown): PlatformFault {
  try {
    run();
  } catch (error) {
    if (error instanceof PlatformFault) return error;
    throw error;
  }
  throw new Error('the callback was believed');
}
