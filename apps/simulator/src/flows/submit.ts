import { createHash, randomUUID } from 'node:crypto';
import { readInvoice, UnreadableInvoice, type InvoiceFacts } from '../documents/invoice-facts.js';
import { readStatusMessage, type StatusMessage } from '../documents/status-message.js';
import { WireError } from '../http/wire-error.js';
import { acknowledgeOnly, disturb, planLife, refusal, rejection, type Step } from '../life/outcomes.js';
import type { Pacer } from '../life/pacer.js';
import type { Store } from '../state/store.js';
import { numberKey, type StoredFlow } from '../state/tenant.js';
import type { Flow, FlowInfo } from './flow.js';
import { planMessage } from './status-check.js';
import { troubleOf } from './trouble.js';

const SELF_BILLED = new Set(['389', '501', '500', '471', '473', '261', '502']);
const EXTENSIONS = { 'Factur-X': 'pdf', CII: 'xml', UBL: 'xml', CDAR: 'xml', FRR: 'xml' } as const;

interface Reading {
  readonly invoice?: InvoiceFacts;
  readonly message?: StatusMessage;
  readonly flowType: Flow['flowType'];
  readonly plan: Step[];
}

export interface Accepted {
  readonly stored: StoredFlow;
  /** the first answer for this buyer never reaches the client */
  readonly loseAnswer: boolean;
}

/** Takes a posted flow in: checks it, keeps the file, and only then promises it. */
export class Submitter {
  readonly #arriving = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: Store,
    private readonly pacer: Pacer,
    private readonly chance: () => number,
    private readonly retryAfterSeconds: number,
  ) {}

  async submit(organization: string, info: FlowInfo, file: Buffer): Promise<Accepted> {
    if (info.sha256 !== undefined && info.sha256 !== createHash('sha256').update(file).digest('hex')) {
      throw new WireError(422, 'ChecksumMismatch', 'Checksum provided is different from the computed one');
    }
    if (info.trackingId === undefined) return this.#takeIn(organization, info, file);
    const key = `${organization}|${info.trackingId}`;
    while (this.#arriving.has(key)) await this.#arriving.get(key)?.catch(() => undefined);
    const arrival = this.#takeInOnce(organization, info.trackingId, info, file);
    this.#arriving.set(key, arrival);
    try {
      return await arrival;
    } finally {
      this.#arriving.delete(key);
    }
  }

  async #takeInOnce(organization: string, trackingId: string, info: FlowInfo, file: Buffer): Promise<Accepted> {
    const known = this.store.tenant(organization).byTracking(trackingId);
    if (known === undefined) return this.#takeIn(organization, info, file);
    await this.store.record(() => ({ type: 'repeated', organization, flowId: known.flow.flowId }));
    throw new WireError(422, 'AlreadyExistingFlow', 'The flow has already been sent and received', {
      details: `trackingId ${trackingId} is flow ${known.flow.flowId}`,
    });
  }

  async #takeIn(organization: string, info: FlowInfo, file: Buffer): Promise<Accepted> {
    const { invoice, message, flowType, plan } = this.#read(organization, info, file);
    const trouble = invoice === undefined ? undefined : await this.#turnAway(organization, invoice);
    const flowId = randomUUID();
    const fileName = `${flowId}.${EXTENSIONS[info.flowSyntax]}`;
    await this.store.saveFile(fileName, file);
    await this.store.record((at) => ({
      type: 'accepted',
      organization,
      file: fileName,
      invoice,
      message,
      plan,
      flow: {
        flowId,
        trackingId: info.trackingId,
        name: info.name,
        submittedAt: at,
        updatedAt: at,
        flowSyntax: info.flowSyntax,
        flowProfile: info.flowProfile ?? profileOf(invoice),
        flowType,
        flowDirection: 'Out',
        processingRule: info.processingRule ?? 'B2B',
        processingRuleSource: info.processingRule === undefined ? 'Computed' : 'Input',
        acknowledgement: { status: 'Pending' },
      },
    }));
    const stored = this.store.tenant(organization).flows.get(flowId);
    if (stored === undefined) throw new Error('an accepted flow was not kept');
    this.pacer.follow(stored.submission);
    return { stored, loseAnswer: trouble === 'lose-answer' };
  }

  /** Some buyers make the platform fail a few times before it takes their invoice. */
  async #turnAway(organization: string, invoice: InvoiceFacts): Promise<'lose-answer' | undefined> {
    const trouble = troubleOf(invoice.buyer.siren);
    if (trouble === undefined || trouble.kind === 'lose-answer') return trouble?.kind;
    const key = numberKey(invoice);
    if ((this.store.turnedAway.get(`${organization}|${key}`) ?? 0) >= trouble.times) return undefined;
    await this.store.record(() => ({ type: 'turned_away', organization, key }));
    if (trouble.kind === 'fail') throw new WireError(500, 'INTERNAL_ERROR', 'The platform has an internal error');
    throw new WireError(429, 'TOO_MANY_REQUESTS', 'The client emitted too many requests', {
      headers: { 'retry-after': String(this.retryAfterSeconds) },
    });
  }

  #read(organization: string, info: FlowInfo, file: Buffer): Reading {
    try {
      if (info.flowSyntax === 'FRR') return { flowType: 'MultiFlowReport', plan: acknowledgeOnly() };
      if (info.flowSyntax === 'CDAR') {
        const message = readStatusMessage(file);
        const flowType = message.issuer === 'BY' ? 'SupplierInvoiceLC' : 'CustomerInvoiceLC';
        return { message, flowType, plan: planMessage(message, this.store.tenant(organization).invoiceOf(message)) };
      }
      const invoice = readInvoice(file, info.flowSyntax);
      const flowType = SELF_BILLED.has(invoice.typeCode) ? 'SupplierInvoice' : 'CustomerInvoice';
      if (this.store.tenant(organization).hasInvoice(invoice)) {
        return { invoice, flowType, plan: rejection('DOUBLON', 'Facture en doublon (déjà émise / reçue)') };
      }
      const { duplicate_rate: duplicate, reorder_rate: reorder } = this.store.faults;
      return { invoice, flowType, plan: disturb(planLife(invoice), { duplicate, reorder }, this.chance) };
    } catch (error) {
      if (!(error instanceof UnreadableInvoice)) throw error;
      return { flowType: 'Undefined', plan: [refusal(error.reasonCode, error.message)] };
    }
  }
}

function profileOf(invoice: InvoiceFacts | undefined): Flow['flowProfile'] {
  if (invoice === undefined) return 'Undefined';
  if (invoice.guideline.endsWith(':extended-ctc-fr')) return 'Extended-CTC-FR';
  return /:basic(wl)?$/.test(invoice.guideline) ? 'Basic' : 'CIUS';
}
