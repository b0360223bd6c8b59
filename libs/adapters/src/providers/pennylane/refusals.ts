import { PlatformFault } from '../../ports/platform-fault.js';

/** A lifecycle status, or a reason for it, that Pennylane does not pass on; nothing was sent. */
export function notPassedOn(platform: string, detail: string): PlatformFault {
  const reasons = [{ level: 'Error', code: 'NOT_PASSED_ON', message: detail }];
  return new PlatformFault('rejected', { platform, sent: 'no', detail, reasons });
}
