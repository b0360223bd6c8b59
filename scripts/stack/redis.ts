import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { StopError } from './stop.js';
import { until } from './wait.js';

/** The first of redis-server and valkey-server on the PATH. */
export function findRedisServer(): string | undefined {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const candidate = join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/** Finds a Redis server, as root on Debian installs one; else one sentence says what to do. */
export function ensureRedisServer(say: (sentence: string) => void): string {
  const found = findRedisServer();
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    say('installing redis-server (apt-get) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { env, stdio: 'ignore' });
    const installed = findRedisServer();
    if (installed) return installed;
  }
  throw new StopError(
    'no Redis found; install redis-server or valkey-server (Debian: sudo apt-get install redis-server, ' +
      'macOS: brew install redis) or set ONEFACTURE_REDIS_ADDR to a server of yours.',
  );
}

/** Command line of a private Redis: loopback, keeps every key, appends to disk once a second. */
export function redisCommand(
  program: string,
  folder: string,
  port: number,
  durable = true,
): { command: string; args: string[] } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const persistence = durable ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no'];
  return {
    command: program,
    args: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--maxmemory-policy',
      'noeviction',
      '--save',
      '',
      '--daemonize',
      'no',
      ...persistence,
    ],
  };
}

/** Waits until the server says PONG; false when it does not within the time. */
export async function waitForRedis(host: string, port: number, withinMs: number): Promise<boolean> {
  return (await until(async () => ((await ping(host, port)) ? true : undefined), { withinMs, everyMs: 100 })) ?? false;
}

function ping(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (ok: boolean): void => {
      socket.destroy();
      resolve(ok);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    // A server that wants a password answers -NOAUTH: it is up all the same; while loading it says -LOADING.
    socket.once('data', (data) => answer(/^(\+PONG|-NOAUTH)/.test(data.toString())));
  });
}
