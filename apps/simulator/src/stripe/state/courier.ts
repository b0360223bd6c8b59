import { timedSignature } from '../../http/timed-signature.js';
import { seededChance } from '../../life/chance.js';
import { newId } from '../wire/ids.js';
import type { StripeEvent, WebhookEndpoint } from '../wire/objects.js';

const DEADLINE_MS = 10_000;

export interface Delivery {
  readonly id: string;
  readonly event: StripeEvent;
  readonly endpoint: string;
  state: 'waiting' | 'held' | 'delivered' | 'failed' | 'dropped' | 'lost';
  attempts: number;
  last_status: number | null;
}

/** What befalls the events on their way. Rates go from 0 to 1. */
export interface Behaviour {
  /** kept back until they are released */
  hold: boolean;
  duplicate_rate: number;
  /** sent after a pause, so that later ones overtake them */
  reorder_rate: number;
  /** never sent; `delivery_success=false` finds them */
  drop_rate: number;
  /** never sent, though the list says they were */
  lose_rate: number;
  delay_ms: number;
  /** only these types are befallen; all when empty */
  types: string[];
  seed: number;
}

export const CALM: Behaviour = {
  hold: false,
  duplicate_rate: 0,
  reorder_rate: 0,
  drop_rate: 0,
  lose_rate: 0,
  delay_ms: 0,
  types: [],
  seed: 1,
};

/** Carries events to the webhook endpoints: signed, in order unless told otherwise, tried again when refused. */
export class Courier {
  readonly deliveries: Delivery[] = [];
  /** the secrets an endpoint's events are signed with: two while one is being rolled */
  readonly secrets = new Map<string, string[]>();
  #behaviour = CALM;
  #chance = seededChance(CALM.seed);
  #line: Promise<void> = Promise.resolve();
  readonly #under = new Set<Promise<void>>();
  readonly #timers = new Map<NodeJS.Timeout, (goOn: boolean) => void>();
  #closing = new AbortController();

  constructor(
    private readonly endpoints: ReadonlyMap<string, WebhookEndpoint>,
    private readonly retryMs: readonly number[],
  ) {}

  get behaviour(): Behaviour {
    return this.#behaviour;
  }

  behave(wish: Partial<Behaviour>): void {
    this.#behaviour = { ...CALM, ...wish };
    this.#chance = seededChance(this.#behaviour.seed);
  }

  /** Sends an event to whoever listens to its type. */
  announce(event: StripeEvent): void {
    for (const { id, enabled_events: wanted, status } of this.endpoints.values()) {
      if (status !== 'enabled' || !(wanted.includes('*') || wanted.includes(event.type))) continue;
      this.#dispatch(this.#open(event, id));
    }
  }

  /** Sends an event once more to each endpoint. */
  resend(event: StripeEvent): void {
    for (const id of this.endpoints.keys()) this.#enqueue(this.#open(event, id));
  }

  /** Lets go what is held: as made, backwards, shuffled, or by ids; `times` each. */
  release(order: 'made' | 'reversed' | 'shuffled' | readonly string[], times: number): number {
    const held = this.deliveries.filter(({ state }) => state === 'held');
    for (const delivery of held) delivery.state = 'waiting';
    const line = this.#ordered(held, order);
    for (let round = 0; round < times; round += 1) for (const delivery of line) this.#enqueue(delivery);
    return line.length;
  }

  /** Whether the event still waits for, or never reached, an endpoint. */
  isUndelivered(event: StripeEvent): boolean {
    const states = new Map<string, boolean>();
    for (const { event: of, endpoint, state } of this.deliveries) {
      if (of.id !== event.id) continue;
      states.set(endpoint, states.get(endpoint) === true || state === 'delivered' || state === 'lost');
    }
    return [...states.values()].includes(false);
  }

  pending(event: StripeEvent): number {
    return this.deliveries.filter(({ event: of, state }) => of.id === event.id && ['waiting', 'held'].includes(state))
      .length;
  }

  /** Resolves when nothing is on its way; what is held or will be tried again does not count. */
  async settled(): Promise<void> {
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  stop(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    for (const [timer, done] of this.#timers) {
      clearTimeout(timer);
      done(false);
    }
    this.#timers.clear();
  }

  clear(): void {
    this.stop();
    this.deliveries.length = 0;
    this.secrets.clear();
    this.behave({});
  }

  #open(event: StripeEvent, endpoint: string): Delivery {
    const delivery: Delivery = { id: newId('wd'), event, endpoint, state: 'waiting', attempts: 0, last_status: null };
    this.deliveries.push(delivery);
    return delivery;
  }

  #dispatch(delivery: Delivery): void {
    const { types, hold, drop_rate, lose_rate, duplicate_rate, reorder_rate, delay_ms } = this.#behaviour;
    if (types.length > 0 && !types.includes(delivery.event.type)) return this.#enqueue(delivery);
    if (hold) delivery.state = 'held';
    else if (this.#chance() < drop_rate) delivery.state = 'dropped';
    else if (this.#chance() < lose_rate) delivery.state = 'lost';
    else {
      const times = this.#chance() < duplicate_rate ? 2 : 1;
      const pause = delay_ms + (this.#chance() < reorder_rate ? 20 + Math.round(this.#chance() * 100) : 0);
      for (let round = 0; round < times; round += 1) {
        if (pause === 0) this.#enqueue(delivery);
        else this.#track(this.#later(pause, delivery));
      }
    }
  }

  #enqueue(delivery: Delivery): void {
    this.#line = this.#line.then(() => this.#attempt(delivery));
    this.#track(this.#line);
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#under.delete(tracked));
    this.#under.add(tracked);
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const endpoint = this.endpoints.get(delivery.endpoint);
    if (endpoint === undefined || this.#closing.signal.aborted) {
      delivery.state = 'failed';
      return;
    }
    delivery.attempts += 1;
    delivery.last_status = await this.#post(endpoint, delivery.event);
    if (delivery.last_status !== null && delivery.last_status >= 200 && delivery.last_status < 300) {
      delivery.state = 'delivered';
      return;
    }
    if (delivery.state === 'delivered') return;
    const wait = this.retryMs[delivery.attempts - 1];
    if (wait === undefined) {
      delivery.state = 'failed';
      return;
    }
    void this.#later(wait, delivery);
  }

  async #post(endpoint: WebhookEndpoint, event: StripeEvent): Promise<number | null> {
    const body = JSON.stringify({ ...event, pending_webhooks: this.pending(event) }, null, 2);
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (simulator)',
          'stripe-signature': this.#signature(endpoint.id, body),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(DEADLINE_MS)]),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  /** Signed with the real time, which is what a receiver compares with. */
  #signature(endpoint: string, body: string): string {
    const at = new Date();
    const signed = (this.secrets.get(endpoint) ?? []).map((secret) => timedSignature(secret, body, at));
    const [time = ''] = signed[0]?.split(',') ?? [];
    return [time, ...signed.map((each) => each.slice(each.indexOf(',') + 1))].join(',');
  }

  async #later(ms: number, delivery: Delivery): Promise<void> {
    const goOn = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve(true);
      }, ms);
      this.#timers.set(timer, resolve);
    });
    if (goOn) await this.#attempt(delivery);
  }

  #ordered(held: readonly Delivery[], order: 'made' | 'reversed' | 'shuffled' | readonly string[]): Delivery[] {
    if (order === 'made') return [...held];
    if (order === 'reversed') return held.toReversed();
    if (order === 'shuffled') {
      const ranked = held.map((delivery) => ({ delivery, rank: this.#chance() }));
      return ranked.toSorted((a, b) => a.rank - b.rank).map(({ delivery }) => delivery);
    }
    return order.flatMap((id) => held.filter(({ event }) => event.id === id));
  }
}
