import { Agent, buildConnector, type Dispatcher } from 'undici';
import { guardedLookup } from './outgoing-http.js';
import type { TargetPolicy } from './target-policy.js';

/**
 * Connections for calls that a library makes by itself to addresses a customer gave us. Each connection is judged: the
 * url's scheme, port and literal address, and the address a name really leads to. A refused one fails with the
 * policy's AppError. The caller closes it.
 */
export function guardedDispatcher(policy: TargetPolicy): Dispatcher {
  const connect = buildConnector({ lookup: guardedLookup(policy) });
  return new Agent({
    maxHeaderSize: 16_384,
    connect(options, callback) {
      try {
        policy.assertUrlAllowed(`${options.protocol}//${options.host ?? options.hostname}`);
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), null);
        return;
      }
      connect(options, callback);
    },
  });
}
