import { timingSafeEqual, createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Exchange } from '../http/exchange.js';
import { mishap, Mishaps } from '../http/mishaps.js';
import type { Route } from '../http/router.js';
import { WireError } from '../http/wire-error.js';
import { KeyStore, type Outcome } from './key-store.js';

const bytes = z.base64().max(4_096);
const plain = z.strictObject({ plaintext: bytes });
const cipher = z.strictObject({ ciphertext: bytes });
const behaviour = z.strictObject({
  /** `down` answers 503, `cut` ends the connection, `silent` never answers */
  mode: z.enum(['up', 'down', 'cut', 'silent']).optional(),
  delay_ms: z.number().int().min(0).max(60_000).optional(),
});

/** The key that is there from the start. */
const FIRST_KEY = 'onefacture';
const NAME = /^[A-Za-z0-9._-]{1,60}$/;

/** A key broker, as organisations with keys of their own or a vault have it: keys never leave it. */
export interface Kms {
  readonly routes: Route[];
  open(): Promise<void>;
  /** Behaves well again; the keys stay, or nothing sealed with them could be read. */
  reset(): void;
}

/** @param token what callers must show as bearer token */
export function kms({ dataDir, clientSecret: token }: { dataDir: string; clientSecret: string }): Kms {
  const keys = new KeyStore(dataDir);
  const mishaps = new Mishaps();
  const calls: Record<string, number> = {};
  let mode: z.infer<typeof behaviour>['mode'] = 'up';
  let delayMs = 0;
  const guarded = (operation: string, route: Route): Route => {
    const befallen = mishaps.befalling(operation, route);
    return {
      ...befallen,
      path: `/kms${befallen.path}`,
      handle: async (exchange) => {
        calls[operation] = (calls[operation] ?? 0) + 1;
        if (delayMs > 0) await pause(delayMs);
        if (mode === 'silent') return;
        if (mode === 'cut') return void exchange.request.socket.destroy();
        if (mode === 'down') throw new WireError(503, 'UNAVAILABLE', 'The key broker is down');
        authorise(exchange, token);
        await befallen.handle(exchange);
      },
    };
  };
  const reset = (): void => {
    [mode, delayMs] = ['up', 0];
    mishaps.clear();
    for (const operation of Object.keys(calls)) delete calls[operation];
  };
  return {
    open: () => keys.open(FIRST_KEY),
    reset,
    routes: [
      ...keyRoutes(keys).map(({ operation, ...route }) => guarded(operation, route)),
      {
        method: 'GET',
        path: '/_simulator/kms',
        handle: (exchange) => exchange.send(200, { mode, calls, keys: keys.states }),
      },
      {
        method: 'POST',
        path: '/_simulator/kms',
        handle: async (exchange) => {
          const wanted = await exchange.json(behaviour);
          mode = wanted.mode ?? mode;
          delayMs = wanted.delay_ms ?? delayMs;
          exchange.send(204);
        },
      },
      {
        method: 'POST',
        path: '/_simulator/kms/mishaps',
        handle: async (exchange) => {
          mishaps.add(await exchange.json(mishap));
          exchange.send(204);
        },
      },
    ],
  };
}

const keyRoutes = (keys: KeyStore): (Route & { readonly operation: string })[] => [
  {
    operation: 'wrap',
    method: 'POST',
    path: '/v1/keys/{name}/wrap',
    handle: async (exchange) => {
      const { plaintext } = await exchange.json(plain);
      const made = bytesOf(keys.wrap(nameIn(exchange), Buffer.from(plaintext, 'base64')));
      exchange.send(200, { ciphertext: made.toString('base64') });
    },
  },
  {
    operation: 'unwrap',
    method: 'POST',
    path: '/v1/keys/{name}/unwrap',
    handle: async (exchange) => {
      const { ciphertext } = await exchange.json(cipher);
      const read = bytesOf(keys.unwrap(nameIn(exchange), Buffer.from(ciphertext, 'base64')));
      exchange.send(200, { plaintext: read.toString('base64') });
    },
  },
  {
    operation: 'create',
    method: 'PUT',
    path: '/v1/keys/{name}',
    handle: async (exchange) => {
      const name = nameIn(exchange);
      const outcome = await keys.create(name);
      if (outcome === 'destroyed') throw destroyed();
      exchange.send(outcome === 'made' ? 201 : 200, { key_id: name, state: 'active' });
    },
  },
  {
    operation: 'destroy',
    method: 'DELETE',
    path: '/v1/keys/{name}',
    handle: async (exchange) => {
      const name = nameIn(exchange);
      if ((await keys.destroy(name)) === 'unknown') throw unknown();
      exchange.send(200, { key_id: name, state: 'destroyed' });
    },
  },
];

function authorise(exchange: Exchange, token: string): void {
  if (timingSafeEqual(digest(exchange.header('authorization') ?? ''), digest(`Bearer ${token}`))) return;
  throw new WireError(401, 'UNAUTHORISED', 'The token is not that of a workload');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function nameIn(exchange: Exchange): string {
  const name = exchange.param('name');
  if (!NAME.test(name)) throw new WireError(400, 'BAD_NAME', 'A key name has 1 to 60 letters, digits, . _ or -');
  return name;
}

function bytesOf(outcome: Outcome): Buffer {
  if (outcome === 'unknown') throw unknown();
  if (outcome === 'destroyed') throw destroyed();
  if (outcome === 'altered') throw new WireError(422, 'ALTERED', 'These bytes were not wrapped by this key');
  return outcome.bytes;
}

const unknown = (): WireError => new WireError(404, 'UNKNOWN_KEY', 'There is no key of this name');
const destroyed = (): WireError => new WireError(410, 'DESTROYED_KEY', 'This key was destroyed');
