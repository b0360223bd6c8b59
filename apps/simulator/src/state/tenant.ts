import type { InvoiceFacts } from '../documents/invoice-facts.js';
import type { StatusMessage } from '../documents/status-message.js';
import type { Flow } from '../flows/flow.js';
import type { StateStep, Step } from '../life/outcomes.js';

/** A status already sent, with what its document is written from. */
export interface SentStatus {
  readonly flowId: string;
  readonly step: StateStep;
}

/** A flow a client posted, and how far its life has come. */
export interface Submission {
  readonly organization: string;
  readonly flowId: string;
  readonly acceptedAt: string;
  readonly file: string;
  readonly invoice: InvoiceFacts | undefined;
  /** what a posted lifecycle message says */
  readonly message: StatusMessage | undefined;
  readonly plan: readonly Step[];
  done: number;
  /** how often the same tracking id came again */
  repeats: number;
  readonly sent: SentStatus[];
}

export interface StoredFlow {
  flow: Flow;
  /** place in the order of changes; cursors count on it */
  change: number;
  readonly submission: Submission;
  readonly status: SentStatus | undefined;
}

interface Change {
  readonly flowId: string;
  readonly change: number;
  readonly updatedAt: string;
}

/** The flows of one Organization-Id, oldest change first. */
export class Tenant {
  readonly flows = new Map<string, StoredFlow>();
  readonly submissions = new Map<string, Submission>();
  readonly #byTracking = new Map<string, string>();
  readonly #changes: Change[] = [];
  readonly #deposited = new Map<string, InvoiceFacts>();

  add(submission: Submission): void {
    this.submissions.set(submission.flowId, submission);
    const deposited = submission.plan.some((step) => step.do === 'state' && step.code === '200');
    if (deposited && submission.invoice !== undefined)
      this.#deposited.set(numberKey(submission.invoice), submission.invoice);
  }

  put(flow: Flow, change: number, submission: Submission, status?: SentStatus): StoredFlow {
    const stored = { flow, change, submission, status };
    this.flows.set(flow.flowId, stored);
    if (flow.trackingId !== undefined) this.#byTracking.set(flow.trackingId, flow.flowId);
    this.#changes.push({ flowId: flow.flowId, change, updatedAt: flow.updatedAt });
    return stored;
  }

  byTracking(trackingId: string): StoredFlow | undefined {
    const flowId = this.#byTracking.get(trackingId);
    return flowId === undefined ? undefined : this.flows.get(flowId);
  }

  /** Flows changed after an instant and a place in the order; an earlier change of the same flow is skipped. */
  *changedSince(updatedAfter: string | undefined, change: number): Generator<StoredFlow> {
    const after = updatedAfter === undefined ? '' : new Date(updatedAfter).toISOString();
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const each = this.#changes[middle];
      if (each !== undefined && each.updatedAt > after && each.change > change) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < this.#changes.length; at += 1) {
      const each = this.#changes[at];
      const stored = each && this.flows.get(each.flowId);
      if (stored !== undefined && stored.change === each?.change) yield stored;
    }
  }

  /** An invoice of the same seller, number and year was or is about to be deposited (200). */
  hasInvoice(invoice: InvoiceFacts): boolean {
    return this.#deposited.has(numberKey(invoice));
  }

  /** The deposited invoice a lifecycle message speaks of. */
  invoiceOf({ sellerSiren, issueDate, number }: StatusMessage): InvoiceFacts | undefined {
    return this.#deposited.get(keyOf(sellerSiren, issueDate, number));
  }
}

export const numberKey = (invoice: InvoiceFacts): string =>
  keyOf(invoice.seller.siren, invoice.issueDate, invoice.number);

const keyOf = (sellerSiren: string, issueDate: string, number: string): string =>
  `${sellerSiren}|${issueDate.slice(0, 4)}|${number}`;
