import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printBanner } from './banner.js';
import { runDemo } from './demo.js';
import { bringUp } from './bring-up.js';
import { complain, say } from './screen.js';
import { StopError } from './stop.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const DEMO_LIMIT_MS = 240_000;
/** npm passes Ctrl-C on, so one press may arrive twice; later ones mean "now". */
const SAME_PRESS_MS = 1_500;

const startedAt = Date.now();
const interrupted = new AbortController();
let running: Awaited<ReturnType<typeof bringUp>> | undefined;
let ending: Promise<never> | undefined;
let firstSignalAt = 0;

interface Options {
  demo: boolean;
  once: boolean;
  verbose: boolean;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: { demo: { type: 'boolean' }, once: { type: 'boolean' }, verbose: { type: 'boolean' } },
    });
    const once = values.once === true || ['1', 'true'].includes(process.env['ONEFACTURE_DEMO_ONCE'] ?? '');
    return { demo: values.demo === true, once, verbose: values.verbose === true };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('.')[0] : String(error);
    throw new StopError(`${reason}; known are --demo, --once (with --demo) and --verbose.`);
  }
}

async function start(): Promise<void> {
  const options = readOptions();
  running = await bringUp({ root: ROOT, verbose: options.verbose, signal: interrupted.signal });
  const { stack } = running;
  if (ending) return;
  printBanner(stack, (Date.now() - startedAt) / 1000, new Date());
  if (!options.demo) return;
  const paid = await runDemo(stack, join(ROOT, 'out'), {
    withinMs: DEMO_LIMIT_MS,
    signal: interrupted.signal,
  });
  if (options.once && !ending) await end(paid ? 0 : 1);
}

function end(code: number): Promise<never> {
  ending ??= (async (): Promise<never> => {
    interrupted.abort();
    await running?.stop();
    process.exit(code);
  })();
  return ending;
}

function onSignal(): void {
  if (firstSignalAt === 0) {
    firstSignalAt = Date.now();
    say('\nstopping: api and worker finish what they hold, then the databases …');
    interrupted.abort();
    // While still starting, `start` sees the abort, fails and ends through its own catch.
    if (running) void end(0);
  } else if (Date.now() - firstSignalAt > SAME_PRESS_MS) {
    running?.kill();
    process.exit(1);
  }
}

/** A signal sent to npm ends the shell between npm and us without reaching us; we notice by our parent. */
function followNpm(): void {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent && firstSignalAt === 0) onSignal();
  }, 1_000).unref();
}

followNpm();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
// The reader of our output may go away (npm start | head); that is no reason to leave the databases running.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await start();
} catch (error) {
  const wasInterrupted = interrupted.signal.aborted;
  if (!wasInterrupted)
    complain(
      error instanceof StopError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    );
  await end(wasInterrupted ? 0 : 1);
}
