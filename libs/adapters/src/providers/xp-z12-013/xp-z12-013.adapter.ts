import { Secret } from '@onefacture/config';
import type { Dispatcher } from 'undici';
import { AccessTokens } from '../../http/access-tokens.js';
import { HttpExchange } from '../../http/exchange.js';
import { PlatformHttp } from '../../http/platform-http.js';
import type { Call, Connection } from '../../ports/connection.js';
import type { DirectoryAnswer, DirectoryQuery } from '../../ports/directory.js';
import type {
  CallbackNews,
  CallbackSubscription,
  DocumentKind,
  FlowDocument,
  FlowPage,
  FlowReference,
  FlowStatus,
  LifecycleResponse,
  PlatformCallback,
  PlatformFlow,
  Submission,
  SubmitResult,
} from '../../ports/flow.js';
import type { PlatformAdapter, PlatformCapabilities } from '../../ports/platform-adapter.js';
import { PlatformFault, type PlatformReason } from '../../ports/platform-fault.js';
import { readNews } from './callback-news.js';
import { AFNOR_SIGNATURE, checkSignature, RAW_BODY_SIGNATURE, type CallbackSignature } from './callback-signatures.js';
import { ChangeCursor } from './change-cursor.js';
import { DirectoryClient } from './directory-client.js';
import { FlowServiceClient, type AnswerLimits } from './flow-service-client.js';
import { createdFlowSchema, createdWebhookSchema, readFlow, searchSchema } from './wire.js';

/** One configured instance of the standard. */
export interface XpZ12013Options {
  /** Key in the registry. */
  readonly name: string;
  /** What differs from the standard's own abilities: `verified`, `sandbox` … */
  readonly capabilities?: Partial<PlatformCapabilities>;
  /** Outgoing connections, for example one that refuses private addresses. */
  readonly dispatcher?: Dispatcher;
  /** ms since the epoch. */
  readonly now?: () => number;
  /** Longest a login may take, ms. */
  readonly loginDeadlineMs?: number;
  readonly limits?: Partial<AnswerLimits>;
  /** How far listChanges looks back for flows committed late, ms; 60 s by default. */
  readonly overlapMs?: number;
  /** How its callbacks are signed; as 1.3 says, or by the raw body, when left out. */
  readonly signatures?: readonly CallbackSignature[];
}

const MEBIBYTE = 1024 * 1024;
const STANDARD: PlatformCapabilities = {
  submit_formats: ['Factur-X', 'CII', 'UBL', 'CDAR'],
  poll: true,
  tracks: 'by_change',
  push: true,
  subscribe: true,
  inbox: true,
  respond: true,
  directory: true,
  e_reporting: false,
  sandbox: false,
  verified: false,
};

/**
 * Any platform that offers the AFNOR API (XP Z12-013 Flow Service, 1.1 to 1.3): an instance is configuration.
 * Search pages of 100; look-ups by tracking id walk at most ten pages.
 */
export class XpZ12013Adapter implements PlatformAdapter {
  readonly name: string;
  readonly capabilities: PlatformCapabilities;
  readonly #http: PlatformHttp;
  readonly #client: FlowServiceClient;
  readonly #directory: DirectoryClient;
  readonly #signatures: readonly CallbackSignature[];
  readonly #overlapMs: number;

  constructor(options: XpZ12013Options) {
    const { name, capabilities, dispatcher, now = Date.now, loginDeadlineMs, limits, overlapMs = 60_000 } = options;
    const { signatures = [AFNOR_SIGNATURE, RAW_BODY_SIGNATURE] } = options;
    this.name = name;
    this.#overlapMs = overlapMs;
    this.capabilities = { ...STANDARD, ...capabilities };
    const exchange = new HttpExchange(dispatcher);
    const tokens = new AccessTokens(exchange, {
      now,
      ...(loginDeadlineMs === undefined ? {} : { deadlineMs: loginDeadlineMs }),
    });
    this.#http = new PlatformHttp(exchange, tokens, 'XP Z12-013', now);
    const bounds = { json: 8 * MEBIBYTE, document: 100 * MEBIBYTE, ...limits };
    this.#client = new FlowServiceClient(this.#http, bounds);
    this.#directory = new DirectoryClient(this.#http, bounds.json);
    this.#signatures = signatures;
  }

  async submit(submission: Submission, call: Call): Promise<SubmitResult> {
    const wire = await this.#client.createFlow(submission, call).catch(alreadyHeld);
    if (wire instanceof PlatformFault) return { outcome: 'already_exists', detail: wire.message };
    const created = createdFlowSchema.safeParse(wire);
    if (!created.success) throw this.#http.unreadable(call);
    const { flowId, submittedAt, acknowledgement } = created.data;
    if (acknowledgement && acknowledgement.details.some(isAlreadyExisting)) {
      return {
        outcome: 'already_exists',
        flow_id: flowId,
        detail: 'The platform acknowledged a flow it already held.',
      };
    }
    return {
      outcome: 'accepted',
      flow_id: flowId,
      ...(submittedAt ? { submitted_at: submittedAt } : {}),
      acknowledgement: acknowledgement ?? { status: 'Pending', details: [] },
    };
  }

  async findByTrackingId({ tracking_id: trackingId }: FlowReference, call: Call): Promise<PlatformFlow | null> {
    const candidates: PlatformFlow[] = [];
    let anonymous = 0;
    let cursor: string | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const search = { limit: 100, where: { trackingId }, ...(cursor === undefined ? {} : { cursor }) };
      const page = this.#page(await this.#client.searchFlows(search, call), call);
      candidates.push(...page.flows.filter((flow) => flow.tracking_id === trackingId && flow.direction !== 'In'));
      anonymous += page.flows.filter((flow) => flow.tracking_id === undefined && flow.direction !== 'In').length;
      if (page.nextCursor === undefined || page.nextCursor === cursor || page.size === 0) break;
      cursor = page.nextCursor;
    }
    const [best] = candidates.toSorted((one, other) => rank(one) - rank(other));
    if (best !== undefined) return best;
    if (anonymous === 0) return null;
    throw new PlatformFault('malformed', {
      platform: call.connection.platform,
      sent: 'maybe',
      detail: 'The platform listed flows without their tracking id, so it cannot be told whether ours is among them.',
    });
  }

  /** The acknowledgement; statuses come as CDAR flows of their own, through listChanges. */
  async getStatus({ flow_id }: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null> {
    const wire = await this.#client.getMetadata(flow_id, call).catch((error: unknown) => {
      if (error instanceof PlatformFault && error.httpStatus === 404) return null;
      throw error;
    });
    if (wire === null) return null;
    const flow = readFlow(wire);
    if (flow === null) throw this.#http.unreadable(call);
    return { flow_id: flow.flow_id, acknowledgement: flow.acknowledgement, statuses: [] };
  }

  async listChanges(cursor: string | null, call: Call): Promise<FlowPage> {
    let at = ChangeCursor.read(cursor, this.#overlapMs);
    const wire = await this.#client.searchFlows(at.search(), call).catch((error: unknown) => {
      if (!at.usesPlatformCursor || !(error instanceof PlatformFault) || error.fault !== 'rejected') throw error;
      at = at.withoutPlatformCursor();
      return this.#client.searchFlows(at.search(), call);
    });
    const page = this.#page(wire, call);
    const step = at.after(page);
    return {
      flows: step.fresh,
      next_cursor: step.cursor.toString(),
      more: step.cursor.more,
      unreadable: page.size - page.flows.length,
    };
  }

  async fetchDocument(flowId: string, kind: DocumentKind, call: Call): Promise<FlowDocument> {
    const { body, headers } = await this.#client.getDocument(flowId, kind, call);
    const name = fileName(headers['content-disposition']);
    return {
      bytes: body,
      media_type: headers['content-type'] ?? 'application/octet-stream',
      ...(name === undefined ? {} : { file_name: name }),
    };
  }

  /** A CDAR flow of its own. */
  async respond({ submission }: LifecycleResponse, call: Call): Promise<SubmitResult> {
    return await this.submit(submission, call);
  }

  /** By the signature of 1.3 (`Afnor-Signature`), of 1.1 and 1.2 (`Signature`), or the instance's own. */
  verifyCallback(callback: PlatformCallback, connection: Connection): CallbackNews {
    checkSignature(callback, connection, this.#signatures);
    return readNews(callback.body, connection.platform);
  }

  /** POST /v1/webhooks as of 1.3, whose answer carries the signing key. */
  async subscribe(callbackUrl: string, call: Call): Promise<CallbackSubscription> {
    const created = createdWebhookSchema.safeParse(await this.#client.createWebhook(callbackUrl, call));
    if (!created.success) throw this.#http.unreadable(call);
    const { webhookId, signingKey } = created.data;
    return { id: webhookId, ...(signingKey ? { secret: new Secret(signingKey) } : {}) };
  }

  /** By the Directory Service, where the connection names one. */
  async lookUp(query: DirectoryQuery, call: Call): Promise<DirectoryAnswer> {
    return await this.#directory.lookUp(query, call);
  }

  async healthCheck(call: Call): Promise<void> {
    await this.#client.getHealth(call);
  }

  #page(wire: unknown, call: Call): { flows: PlatformFlow[]; size: number; nextCursor?: string } {
    const content = searchSchema.safeParse(wire);
    if (!content.success) throw this.#http.unreadable(call);
    const results = content.data.results ?? [];
    return {
      flows: results.map(readFlow).filter((flow) => flow !== null),
      size: results.length,
      ...(content.data.nextCursor ? { nextCursor: content.data.nextCursor } : {}),
    };
  }
}

/** True for the reason AlreadyExistingFlow, in whatever case or punctuation it is written. */
export function isAlreadyExisting({ code }: Pick<PlatformReason, 'code'>): boolean {
  return code.replaceAll(/[^a-z]/gi, '').toLowerCase() === 'alreadyexistingflow';
}

function alreadyHeld(error: unknown): PlatformFault {
  if (error instanceof PlatformFault && error.fault === 'rejected' && error.reasons.some(isAlreadyExisting)) {
    return error;
  }
  throw error;
}

/** A flow that was taken before one that is waiting, that before one that was refused; the oldest first. */
function rank({ acknowledgement, submitted_at }: PlatformFlow): number {
  const order = ['Ok', 'Pending'].indexOf(acknowledgement.status);
  const group = order === -1 ? (acknowledgement.status === 'Error' ? 3 : 2) : order;
  return group * 1e14 + new Date(submitted_at).getTime();
}

function fileName(disposition: string | undefined): string | undefined {
  const encoded = /filename\*\s*=\s*[\w-]*'[^']*'([^;\s]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '');
  const name = (encoded === undefined ? undefined : decoded(encoded)) ?? plain?.[1] ?? plain?.[2];
  const last = name?.split(/[\\/]/).at(-1)?.slice(0, 255);
  return last === '' ? undefined : last;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
