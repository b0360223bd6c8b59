import { describe, expect, it } from 'vitest';
import { PlatformFault } from '../ports/platform-fault.js';
import { faultOf } from '../testing/adapter-contract.js';
import { beforeSending } from './before-sending.js';

describe('a question before sending', () => {
  it('gives its answer', async () => {
    expect(await beforeSending(Promise.resolve(7))).toBe(7);
  });

  it('that fails says that nothing was sent, and all else as it was', async () => {
    const cause = new Error('the line broke');
    const reasons = [{ level: 'Error', code: 'X', message: 'y' }];
    const options = { detail: 'd', httpStatus: 429, reasons, retryAfterSeconds: 3, heldBack: true as const, cause };
    const fault = new PlatformFault('rate_limited', { platform: 'p', sent: 'maybe', ...options });
    const told = await faultOf(beforeSending(Promise.reject(fault)));
    expect(told).toMatchObject({ fault: 'rate_limited', platform: 'p', sent: 'no', httpStatus: 429, reasons });
    expect(told).toMatchObject({ message: 'd', heldBack: true, cause, options: { retryAfterSeconds: 3 } });
    expect(Object.keys(told.options.members ?? {})).toEqual(Object.keys(fault.options.members ?? {}));
  });

  it('leaves a defect what it is', async () => {
    await expect(beforeSending(Promise.reject(new TypeError('ours')))).rejects.toThrow(TypeError);
  });
});
