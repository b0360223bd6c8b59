import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Flow, Webhook } from '../flows/flow.js';
import { faults as faultsShape, journalEvent, type Faults, type JournalEvent } from './events.js';
import { Journal } from './journal.js';
import { Tenant, type StoredFlow, type Submission } from './tenant.js';

const INBOX_SIZE = 10_000;

export interface Received {
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type ChangeListener = (organization: string, stored: StoredFlow) => void;

/** All state of the simulator: the fold of a journal, beside a folder with the files that were posted. */
export class Store {
  tenants = new Map<string, Tenant>();
  webhooks = new Map<string, Webhook[]>();
  inboxes = new Map<string, Received[]>();
  turnedAway = new Map<string, number>();
  faults: Faults = faultsShape.parse({});
  onChange: ChangeListener | undefined;
  #journal: Journal | undefined;
  #changes = 0;
  #clock = 0;

  private constructor(readonly folder: string) {}

  static async open(folder: string): Promise<Store> {
    const store = new Store(folder);
    await store.#load();
    return store;
  }

  tenant(organization: string): Tenant {
    const known = this.tenants.get(organization);
    if (known !== undefined) return known;
    const tenant = new Tenant();
    this.tenants.set(organization, tenant);
    return tenant;
  }

  get submissions(): Submission[] {
    return [...this.tenants.values()].flatMap((tenant) => [...tenant.submissions.values()]);
  }

  /** Writes one event durably, then applies it. `at` only grows, so that `updatedAt` orders the changes. */
  async record(make: (at: string) => JournalEvent): Promise<void> {
    const journal = this.#journal;
    if (journal === undefined) throw new Error('the store is closed');
    this.#clock = Math.max(Date.now(), this.#clock + 1);
    const event = make(new Date(this.#clock).toISOString());
    await journal.append(JSON.stringify(event), () => this.#apply(event));
  }

  /** The bytes are on disk when this resolves; without an event that names it the file is never looked at. */
  async saveFile(name: string, content: Buffer): Promise<void> {
    const file = await open(join(this.folder, 'files', name), 'w');
    try {
      await file.writeFile(content);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  readFile(name: string): Promise<Buffer> {
    return readFile(join(this.folder, 'files', name));
  }

  async reset(): Promise<void> {
    await this.close();
    await rm(join(this.folder, 'journal.jsonl'), { force: true });
    await rm(join(this.folder, 'files'), { recursive: true, force: true });
    this.tenants = new Map();
    this.webhooks = new Map();
    this.inboxes = new Map();
    this.turnedAway = new Map();
    this.faults = faultsShape.parse({});
    await this.#load();
  }

  async close(): Promise<void> {
    const journal = this.#journal;
    this.#journal = undefined;
    await journal?.close();
  }

  async #load(): Promise<void> {
    await mkdir(join(this.folder, 'files'), { recursive: true });
    this.#journal = await Journal.open(join(this.folder, 'journal.jsonl'), (line) =>
      this.#apply(journalEvent.parse(JSON.parse(line)), false),
    );
  }

  #apply(event: JournalEvent, live = true): void {
    const changed = this.#fold(event);
    if (changed === undefined) return;
    this.#clock = Math.max(this.#clock, Date.parse(changed.flow.updatedAt));
    if (live) this.onChange?.(changed.submission.organization, changed);
  }

  #fold(event: JournalEvent): StoredFlow | undefined {
    switch (event.type) {
      case 'accepted':
        return this.#accept(event);
      case 'delivered':
        return this.#deliver(event);
      case 'acknowledged':
        return this.#acknowledge(event);
      case 'stated':
        return this.#state(event);
      case 'repeated': {
        const submission = this.tenant(event.organization).submissions.get(event.flowId);
        if (submission !== undefined) submission.repeats += 1;
        return undefined;
      }
      case 'turned_away': {
        const key = `${event.organization}|${event.key}`;
        this.turnedAway.set(key, (this.turnedAway.get(key) ?? 0) + 1);
        return undefined;
      }
      case 'webhook_added':
        this.webhooks.set(event.owner, [...(this.webhooks.get(event.owner) ?? []), event.webhook]);
        return undefined;
      case 'webhook_removed': {
        const left = (this.webhooks.get(event.owner) ?? []).filter((each) => each.webhookId !== event.webhookId);
        this.webhooks.set(event.owner, left);
        return undefined;
      }
      case 'received': {
        const inbox = this.inboxes.get(event.inbox) ?? [];
        this.inboxes.set(event.inbox, inbox);
        inbox.push({ at: event.at, headers: event.headers, body: event.body });
        if (inbox.length > INBOX_SIZE) inbox.shift();
        return undefined;
      }
      case 'faults_set':
        this.faults = event.faults;
        return undefined;
    }
  }

  #accept(event: Extract<JournalEvent, { type: 'accepted' }>): StoredFlow {
    const { flow, organization, file, invoice, message, plan } = event;
    const submission: Submission = {
      organization,
      flowId: flow.flowId,
      acceptedAt: flow.submittedAt,
      file,
      invoice,
      message,
      plan,
      done: 0,
      repeats: 0,
      sent: [],
    };
    const tenant = this.tenant(organization);
    tenant.add(submission);
    return tenant.put(flow, this.#nextChange(), submission);
  }

  /** Nobody here sent it, so it is no submission that is paced or listed. */
  #deliver({ flow, organization, file }: Extract<JournalEvent, { type: 'delivered' }>): StoredFlow {
    const submission: Submission = {
      organization,
      flowId: flow.flowId,
      acceptedAt: flow.submittedAt,
      file,
      invoice: undefined,
      message: undefined,
      plan: [],
      done: 0,
      repeats: 0,
      sent: [],
    };
    return this.tenant(organization).put(flow, this.#nextChange(), submission);
  }

  #acknowledge(event: Extract<JournalEvent, { type: 'acknowledged' }>): StoredFlow | undefined {
    const tenant = this.tenant(event.organization);
    const stored = tenant.flows.get(event.flowId);
    if (stored === undefined) return undefined;
    stored.submission.done += 1;
    const flow: Flow = { ...stored.flow, updatedAt: event.at, acknowledgement: event.acknowledgement };
    return tenant.put(flow, this.#nextChange(), stored.submission);
  }

  #state(event: Extract<JournalEvent, { type: 'stated' }>): StoredFlow | undefined {
    const tenant = this.tenant(event.organization);
    const submission = tenant.submissions.get(event.submission);
    const step = submission?.plan[submission.done];
    if (submission?.invoice === undefined || step?.do !== 'state') return undefined;
    submission.done += 1;
    const status = { flowId: event.flowId, step };
    submission.sent.push(status);
    const flow: Flow = {
      flowId: event.flowId,
      name: `CDV-${step.code}_${submission.invoice.number}.xml`.replaceAll('/', '-'),
      submittedAt: event.at,
      updatedAt: event.at,
      flowSyntax: 'CDAR',
      flowProfile: 'Undefined',
      flowType: 'CustomerInvoiceLC',
      flowDirection: 'In',
      processingRule: 'B2B',
      processingRuleSource: 'Computed',
      acknowledgement: { status: 'Ok' },
    };
    return tenant.put(flow, this.#nextChange(), submission, status);
  }

  #nextChange(): number {
    this.#changes += 1;
    return this.#changes;
  }
}
