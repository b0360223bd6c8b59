import { PlatformFault } from '../../ports/platform-fault.js';

/** Something Pennylane does not do or does not have; nothing was sent. */
export function notOffered(platform: string, detail: string): PlatformFault {
  return refusal(platform, 'NOT_OFFERED', detail);
}

/** A lifecycle status, or a reason for it, that Pennylane does not pass on; nothing was sent. */
export function notPassedOn(platform: string, detail: string): PlatformFault {
  return refusal(platform, 'NOT_PASSED_ON', detail);
}

function refusal(platform: string, code: string, detail: string): PlatformFault {
  const reasons = [{ level: 'Error', code, message: detail }];
  return new PlatformFault('rejected', { platform, sent: 'no', detail, reasons });
}
