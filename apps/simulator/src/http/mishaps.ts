import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Exchange } from './exchange.js';
import type { Route } from './router.js';

const CHUNK = 'x'.repeat(65_536);
/** A stalled answer ends at last, so that a forgotten one does not hold the process. */
const STALL_MS = 60_000;

const whole = z.number().int().min(1).max(100);
const operation = z.string().min(1);

/** What befalls the next requests of an operation, `times` of them. */
export const mishap = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    operation,
    times: whole.default(1),
    status: z.number().int().min(200).max(599),
    /** text goes out as it is, all else as JSON */
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** carried out, the connection cut before the answer */
  z.object({ kind: z.literal('answer_lost'), operation, times: whole.default(1) }),
  /** carried out, no answer */
  z.object({ kind: z.literal('answer_stalls'), operation, times: whole.default(1) }),
  /** half a body, then nothing */
  z.object({ kind: z.literal('body_stalls'), operation, times: whole.default(1) }),
  /** a body without end, `bytes` long */
  z.object({
    kind: z.literal('answer_too_large'),
    operation,
    times: whole.default(1),
    bytes: z.number().int().min(1).max(67_108_864).default(16_777_216),
  }),
]);
export type Mishap = z.infer<typeof mishap>;

/** What goes wrong on purpose: set by tests, each mishap used up by the requests it befalls. */
export class Mishaps {
  #waiting: Mishap[] = [];

  add(wanted: Mishap): void {
    this.#waiting.push(...Array.from({ length: wanted.times }, () => wanted));
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The route, its requests meeting what waits for this operation. */
  befalling(name: string, route: Route): Route {
    return {
      ...route,
      handle: async (exchange) => {
        const at = this.#waiting.findIndex((each) => each.operation === name);
        const [met] = at === -1 ? [] : this.#waiting.splice(at, 1);
        await (met === undefined ? route.handle(exchange) : act(met, exchange, route));
      },
    };
  }
}

async function act(met: Mishap, exchange: Exchange, route: Route): Promise<void> {
  switch (met.kind) {
    case 'answer':
      await drained(exchange);
      return exchange.send(met.status, met.body ?? '', met.headers);
    case 'answer_lost':
    case 'answer_stalls':
      exchange.cutAfterMs = met.kind === 'answer_lost' ? 0 : STALL_MS;
      return route.handle(exchange);
    case 'body_stalls':
      await drained(exchange);
      exchange.response.writeHead(200, { 'content-type': 'application/json' });
      exchange.response.write('{"results": [');
      return;
    case 'answer_too_large':
      await drained(exchange);
      return flood(exchange, met.bytes);
  }
}

/** A caller hears of an answer to a request that was read. */
async function drained(exchange: Exchange): Promise<void> {
  await exchange.body(Number.MAX_SAFE_INTEGER);
}

async function flood({ response }: Exchange, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"results": "');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += CHUNK.length) {
    if (!response.write(CHUNK)) await pause(1);
  }
  response.end('"}');
}
