import { AppError } from '@onefacture/errors';
import { PACK_LIMITS } from '@onefacture/inspection';
import { OutgoingError, OutgoingHttp, TargetPolicy } from '@onefacture/security';

const REDIRECTS = 5;
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** How far a download may go. */
export interface DownloadBounds {
  /** Private addresses are for the operator to allow. */
  readonly allowPrivate: boolean;
  /** For everything, redirects among it, in milliseconds. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/**
 * A ZIP from the network; each address on the way is judged. `say` is told where it is looked for. Throws AppError
 * `document.unreadable` for an answer that is none, `request.too_large`, `webhook.target_refused`; OutgoingError.
 */
export const downloadPack = async (
  url: string,
  { allowPrivate, timeoutMs = 60_000, maxBytes = PACK_LIMITS.bytes }: DownloadBounds,
  say: (sentence: string) => void,
): Promise<Uint8Array> => {
  const http = new OutgoingHttp(new TargetPolicy({ allowedCidrs: allowPrivate ? EVERYWHERE : [] }));
  const end = performance.now() + timeoutMs;
  let target = url;
  try {
    for (let step = 0; step <= REDIRECTS; step += 1) {
      const left = Math.ceil(end - performance.now());
      if (left <= 0) throw new OutgoingError('timeout', `${url} took too long`, { cause: undefined });
      say(`downloading ${target} …`);
      const limits = { timeoutMs: left, maxResponseBytes: maxBytes };
      const { status, headers, body, truncated } = await http.request({ method: 'GET', url: target, ...limits });
      const location = headers['location'];
      if (status >= 300 && status < 400 && location !== undefined) target = new URL(location, target).href;
      else if (status !== 200) throw new AppError('document.unreadable', { detail: `${target} answered ${status}.` });
      else if (truncated) throw new AppError('request.too_large', { detail: `${target} is over ${maxBytes} bytes.` });
      else return body;
    }
    throw new AppError('document.unreadable', { detail: `${url} redirects more than ${REDIRECTS} times.` });
  } finally {
    await http.onApplicationShutdown();
  }
};
