/**
 * Loaded into a process before all else (`node --import`): its time of day runs ahead by the milliseconds that the
 * file MOVED_CLOCK_FILE says, read anew while it runs; who changes the file replaces it whole. Timers keep their pace.
 */
import { readFileSync } from 'node:fs';

const RealDate = globalThis.Date;
const path = process.env.MOVED_CLOCK_FILE;
let aheadMs = 0;

function read() {
  aheadMs = Number(readFileSync(path, 'utf8'));
}

if (path !== undefined) {
  read();
  setInterval(read, 50).unref();
  const now = () => RealDate.now() + aheadMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, seen) => (name === 'now' ? now : Reflect.get(target, name, seen)),
  });
}
