import { randomUUID } from 'node:crypto';
import type { Store } from '../state/store.js';
import type { Submission } from '../state/tenant.js';
import { magicBuyers } from './outcomes.js';

/** Walks every submission through its plan, one step after the other; overdue steps after a restart run at once. */
export class Pacer {
  readonly #timers = new Map<Submission, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    private readonly store: Store,
    private readonly stepMs: number,
  ) {}

  resume(): void {
    this.#stopped = false;
    for (const submission of this.store.submissions) this.follow(submission);
  }

  follow(submission: Submission): void {
    if (this.#stopped || submission.done >= submission.plan.length) return;
    const pace = submission.invoice?.buyer.siren === magicBuyers.atOnce ? 0 : this.stepMs;
    const due = Date.parse(submission.acceptedAt) + pace * (submission.done + 1);
    const timer = setTimeout(() => this.#run(submission), Math.max(0, due - Date.now()));
    this.#timers.set(submission, timer);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#running);
  }

  #run(submission: Submission): void {
    this.#timers.delete(submission);
    const work = this.#advance(submission)
      .catch((error: unknown) => console.error('a step could not be recorded', error))
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #advance(submission: Submission): Promise<void> {
    const step = submission.plan[submission.done];
    if (step === undefined) return;
    const { organization, flowId } = submission;
    await this.store.record((at) =>
      step.do === 'acknowledge'
        ? { type: 'acknowledged', at, organization, flowId, acknowledgement: step.acknowledgement }
        : { type: 'stated', at, organization, submission: flowId, flowId: randomUUID() },
    );
    this.follow(submission);
  }
}
