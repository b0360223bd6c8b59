import { Logger, type INestApplication } from '@nestjs/common';
import { Drain } from './drain.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** At the first signal: not ready any more, then no new connections, then what is under way ends, within the deadline. */
export function stopOnSignals(app: INestApplication, deadlineMs: number): void {
  const log = new Logger('Shutdown');
  const stop = (signal: string): void => {
    if (app.get(Drain).draining) return;
    app.get(Drain).begin();
    log.log(`${signal}: finishing what is under way, ${deadlineMs} ms at most`);
    const deadline = setTimeout(() => {
      log.error('The deadline for finishing passed; ending now.');
      process.exit(1);
    }, deadlineMs);
    deadline.unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The shutdown failed');
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) process.on(signal, stop);
}
