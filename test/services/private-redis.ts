import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/stack/ports.js';
import { Program } from '../../scripts/stack/program.js';
import { ensureRedisServer, redisCommand, waitForRedis } from '../../scripts/stack/redis.js';
import { guard } from './guard.js';

/** Starts a Redis of its own on a free port, without persistence; `address` is host:port. */
export async function startTestRedis(): Promise<{ address: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'onefacture-redis-'));
  const port = await freePort(0);
  const program = ensureRedisServer((sentence) => process.stderr.write(`${sentence}\n`));
  const server = new Program({
    name: 'redis',
    ...redisCommand(program, folder, port, false),
    env: process.env,
    logFile: join(folder, 'redis.log'),
    stopWithinMs: 5_000,
    onPid: (pid) => guard(pid, folder),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  server.start();
  if (!(await waitForRedis('127.0.0.1', port, 15_000))) {
    await stop();
    throw server.fault ?? new Error('the Redis for tests did not answer within 15 s');
  }
  server.markReady();
  return { address: `127.0.0.1:${port}`, stop };
}
