import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { RedisSettings } from '@onefacture/config';
import { Redis } from 'ioredis';
import { connectRedis, waitUntilReady } from './connection.js';

const SUBSCRIBE_WAIT_MS = 2_000;

/** Gets the messages of one channel. */
export interface BroadcastListener {
  /** One message, as published. */
  onMessage(message: string): void;
  /** Listening began, or began anew, so earlier messages may be missing: forget what depends on them. */
  onGap?(): void;
}

/** Tells every process of the fleet at once, at most once; for invalidations, never for work. */
@Injectable()
export class Broadcast implements OnApplicationShutdown {
  readonly #logger = new Logger(Broadcast.name);
  readonly #listeners = new Map<string, Set<BroadcastListener>>();
  #subscriber: Redis | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly settings: RedisSettings,
  ) {}

  /** Publishes to all listeners of the fleet, this process included. False when Redis is away. */
  async publish(channel: string, message: string): Promise<boolean> {
    try {
      await this.redis.publish(prefixed(channel), message);
      return true;
    } catch (error) {
      this.#logger.warn(`A message on ${channel} was not published: ${String(error)}`);
      return false;
    }
  }

  /**
   * Listens from when the promise settles, or, while Redis is away, from when it is back; `onGap` tells when. Gives the
   * function that ends it.
   */
  async subscribe(channel: string, listener: BroadcastListener): Promise<() => void> {
    const name = prefixed(channel);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    this.#subscriber ??= this.#connect();
    const told = this.#subscriber.subscribe(name).then(() => listener.onGap?.());
    // At once: a process that stops while it still connects would otherwise end on an unhandled rejection.
    told.catch(ignoreShutdown);
    if (await waitUntilReady(this.#subscriber, SUBSCRIBE_WAIT_MS)) await told;
    return () => {
      listeners.delete(listener);
    };
  }

  onApplicationShutdown(): void {
    this.#subscriber?.disconnect();
  }

  #connect(): Redis {
    const subscriber = connectRedis(this.settings, 'subscriber');
    let known = false;
    subscriber.on('ready', () => {
      // Asked for once more, for the answer says from when on we hear again.
      if (known) subscriber.subscribe(...this.#listeners.keys()).then(() => this.#tellGap(), ignoreShutdown);
      known = true;
    });
    subscriber.on('message', (name: string, message: string) => {
      for (const listener of this.#listeners.get(name) ?? []) listener.onMessage(message);
    });
    return subscriber;
  }

  #tellGap(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener.onGap?.();
  }
}

/** A subscription still waiting when the process stops is given up. */
const ignoreShutdown = (): void => undefined;

const prefixed = (channel: string): string => `ofx:broadcast:${channel}`;
