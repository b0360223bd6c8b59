import type { Server } from 'node:http';
import { Logger, type INestApplication } from '@nestjs/common';
import { Drain } from './drain.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** How a process ends. */
export interface ShutdownTimes {
  /** How long /readyz says 503 before connections are refused, so that a load balancer can look elsewhere. */
  readonly noticeMs: number;
  /** From the signal to the end, whatever is still under way. */
  readonly deadlineMs: number;
}

/** At the first signal: not ready any more, then no new connections, then what is under way ends, within the deadline. */
export function stopOnSignals(app: INestApplication, { noticeMs, deadlineMs }: ShutdownTimes): void {
  const log = new Logger('Shutdown');
  const stop = (signal: string): void => {
    if (app.get(Drain).draining) return;
    app.get(Drain).begin();
    // A connection that falls idle from now on is closed instead of kept for a next request.
    const server: Server = app.getHttpServer();
    server.keepAliveTimeout = 1;
    log.log(`${signal}: finishing what is under way, ${deadlineMs} ms at most`);
    const deadline = setTimeout(() => {
      log.error('The deadline for finishing passed; ending now.');
      process.exit(1);
    }, deadlineMs);
    deadline.unref();
    const ended = new Promise((resolve) => setTimeout(resolve, noticeMs)).then(() => app.close());
    ended.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The shutdown failed');
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) process.on(signal, stop);
}
