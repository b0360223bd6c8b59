import type { SystemFunctions } from '@onefacture/database';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { JobPublisher } from './job-publisher.js';
import { Loop } from './loop.js';

const BATCH = 200;

/** What the relay needs to know. */
export interface RelayOptions {
  /** For LISTEN, on a connection of its own. */
  readonly dsn: string;
  /** How often the outbox is read without being woken. */
  readonly pollMs: number;
  readonly now: () => Date;
  readonly onPublished: (rows: number) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Moves outbox rows into BullMQ: claim, publish, delete in one transaction, so a crash repeats a publication (which
 * the job id makes harmless) and never loses one. Several relays share the work by SKIP LOCKED.
 */
export class Relay {
  private readonly loop: Loop;
  private listener: Client | undefined;
  private stopped = false;

  constructor(
    private readonly system: SystemFunctions,
    private readonly publisher: JobPublisher,
    private readonly options: RelayOptions,
  ) {
    this.loop = new Loop(() => this.drain(), options.pollMs, options.onError);
  }

  start(): void {
    this.loop.start();
    void this.listen();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop.stop();
    await this.listener?.end().catch(() => undefined);
  }

  /** Publishes everything that waits. */
  async drain(): Promise<void> {
    let moved: number;
    do {
      moved = await this.system.relayOutbox(BATCH, (rows) => this.publisher.publish(rows, this.options.now()));
      this.options.onPublished(moved);
    } while (moved === BATCH && !this.stopped);
  }

  /** Wake-ups only save time: while the connection is down, the poll goes on. */
  private async listen(): Promise<void> {
    while (!this.stopped) {
      const client = new Client({ connectionString: this.options.dsn, keepAlive: true });
      this.listener = client;
      client.on('notification', () => this.loop.wakeUp());
      client.on('error', this.options.onError);
      const ended = once(client, 'end');
      // It also fails when the connection breaks before anybody waits for it.
      ended.catch(() => undefined);
      try {
        await client.connect();
        await client.query('LISTEN outbox');
        await ended;
      } catch (error) {
        this.options.onError(error);
      }
      if (!this.stopped) await pause(this.options.pollMs);
    }
  }
}
