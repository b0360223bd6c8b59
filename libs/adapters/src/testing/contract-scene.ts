import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import type { Call } from '../ports/connection.js';
import type { PlatformFlow, Submission } from '../ports/flow.js';
import type { PlatformAdapter, PlatformCapabilities } from '../ports/platform-adapter.js';
import { callOf, sampleSubmission, type ContractPlatform } from './contract-platform.js';

/** A fresh platform for each test. */
export class Scene {
  #platform: ContractPlatform | undefined;

  constructor(start: () => Promise<ContractPlatform>) {
    beforeEach(async () => {
      this.#platform = await start();
    });
    afterEach(async () => await this.#platform?.stop());
  }

  get platform(): ContractPlatform {
    if (this.#platform === undefined) throw new Error('used outside a test');
    return this.#platform;
  }

  get adapter(): PlatformAdapter {
    return this.platform.adapter;
  }

  get can(): PlatformCapabilities {
    return this.adapter.capabilities;
  }

  call = (deadlineMs?: number): Call => callOf(this.platform.connection, deadlineMs);

  submission(): Submission {
    return this.platform.submission?.() ?? sampleSubmission();
  }

  /** A member that the platform's capabilities make it owe. */
  owed<K extends keyof ContractPlatform>(member: K): NonNullable<ContractPlatform[K]> {
    const value = this.platform[member];
    if (value !== undefined && value !== null) return value;
    throw new Error(`${this.adapter.name} says it can, so its ContractPlatform owes \`${member}\``);
  }

  /** Logs in and opens the connection, so that short deadlines of a test are the platform's alone. */
  async warm(): Promise<void> {
    await this.adapter.healthCheck(this.call());
  }

  /** Sends a submission that must be accepted. */
  async sent(submission = this.submission()): Promise<{ submission: Submission; flow_id: string }> {
    const receipt = await this.adapter.submit(submission, this.call());
    if (receipt.outcome === 'accepted') return { submission, flow_id: receipt.flow_id };
    throw new Error(`the platform did not take a new submission: ${receipt.detail}`);
  }

  /** Follows listChanges to its present end. */
  async changes(from: string | null = null): Promise<{ flows: PlatformFlow[]; cursor: string }> {
    return await changesSince(from, this.adapter, this.call);
  }

  /** An id no platform gave out. */
  nowhere(): string {
    return randomUUID();
  }
}

/** Follows listChanges from a bookmark to its present end. */
export async function changesSince(
  from: string | null,
  adapter: PlatformAdapter,
  call: () => Call,
): Promise<{ flows: PlatformFlow[]; cursor: string }> {
  const flows: PlatformFlow[] = [];
  let cursor = from;
  for (;;) {
    const page = await adapter.listChanges(cursor, call());
    flows.push(...page.flows);
    cursor = page.next_cursor;
    if (!page.more) return { flows, cursor };
  }
}

/** Follows listChanges from the beginning to its present end. */
export async function everyChange(adapter: PlatformAdapter, call: () => Call): Promise<PlatformFlow[]> {
  return (await changesSince(null, adapter, call)).flows;
}
