import type { Dispatcher } from 'undici';
import { AccessTokens } from '../../http/access-tokens.js';
import { HttpExchange } from '../../http/exchange.js';
import { LinkedFiles } from '../../http/linked-file.js';
import { PlatformHttp } from '../../http/platform-http.js';
import type { Call, Connection } from '../../ports/connection.js';
import type { DirectoryAnswer, DirectoryQuery } from '../../ports/directory.js';
import type {
  CallbackNews,
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
import { notOffered, PlatformFault } from '../../ports/platform-fault.js';
import { callbackNews } from './callback-news.js';
import { thingOf, type QontoThing } from './flow-ids.js';
import { acknowledgementOf, outgoingFlow, reportedStatuses } from './invoice-flows.js';
import { QontoClient } from './qonto-client.js';
import { QontoInvoices } from './qonto-invoices.js';
import { QontoSending } from './qonto-sending.js';
import { attachmentSchema, settingsSchema } from './wire.js';

/** What differs from the defaults. */
export interface QontoOptions {
  /** Outgoing connections, for example one that refuses private addresses. */
  readonly dispatcher?: Dispatcher;
  /** ms since the epoch. */
  readonly now?: () => number;
  /** Longest answers read, in bytes: 8 MiB of JSON, files of 100 MiB. */
  readonly limits?: { readonly json?: number; readonly document?: number };
  /** How far listChanges looks back for changes written late, ms; 60 s by default. */
  readonly overlapMs?: number;
}

const MEBIBYTE = 1024 * 1024;
/** Pages of 100 that a look-up walks, the newest first. */
const LOOK_UP_PAGES = 10;

/**
 * Qonto (Business API v2). Factur-X files only; statuses are the official codes, asked for invoice by invoice. Nothing
 * is known of answering a received invoice by its API, nor of a place to try it: its e-invoicing works in production
 * only.
 */
export class QontoAdapter implements PlatformAdapter {
  readonly name = 'qonto';
  readonly capabilities: PlatformCapabilities = {
    submit_formats: ['Factur-X'],
    poll: true,
    tracks: 'one_by_one',
    push: true,
    inbox: true,
    respond: false,
    directory: false,
    e_reporting: false,
    sandbox: false,
    verified: false,
  };
  readonly rate = { requests: 1000, perMs: 10_000 };
  readonly #http: PlatformHttp;
  readonly #client: QontoClient;
  readonly #invoices: QontoInvoices;
  readonly #sending: QontoSending;
  readonly #files: LinkedFiles;
  readonly #maxDocumentBytes: number;

  constructor({ dispatcher, now = Date.now, limits = {}, overlapMs = 60_000 }: QontoOptions = {}) {
    const exchange = new HttpExchange(dispatcher);
    this.#http = new PlatformHttp(exchange, new AccessTokens(exchange, { now }), "Qonto's API", now);
    this.#client = new QontoClient(this.#http, limits.json ?? 8 * MEBIBYTE);
    this.#invoices = new QontoInvoices(this.#client, this.#http, overlapMs);
    this.#sending = new QontoSending(this.#client, this.#invoices, this.#http);
    this.#files = new LinkedFiles(exchange, this.#http);
    this.#maxDocumentBytes = limits.document ?? 100 * MEBIBYTE;
  }

  async submit(submission: Submission, call: Call): Promise<SubmitResult> {
    return await this.#sending.send(submission, call);
  }

  /** By number, among the newest thousand; an invoice that was imported but not sent counts as not found. */
  async findByTrackingId(reference: FlowReference, call: Call): Promise<PlatformFlow | null> {
    const found = await this.#invoices.sentInvoice(reference, LOOK_UP_PAGES, call);
    return found === null ? null : outgoingFlow(found.invoice, found.raw);
  }

  async getStatus({ flow_id }: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null> {
    const { kind, id } = thingOf(flow_id);
    const invoice = kind === 'client_invoice' ? await this.#invoices.clientInvoice(id, call) : null;
    if (invoice === null) return null;
    return {
      flow_id,
      acknowledgement: acknowledgementOf(invoice),
      statuses: reportedStatuses('client_invoice', invoice),
    };
  }

  async listChanges(cursor: string | null, call: Call): Promise<FlowPage> {
    return await this.#invoices.received(cursor, call);
  }

  /** `Original` is the stored file, `ReadableView` the one that Qonto shows of a received invoice. */
  async fetchDocument(flowId: string, kind: DocumentKind, call: Call): Promise<FlowDocument> {
    const { platform } = call.connection;
    const attachment = await this.#attachmentOf(thingOf(flowId), kind, call);
    if (attachment === undefined) throw notOffered(platform, `Qonto has no file of that kind (${kind}).`);
    const wire = attachmentSchema.safeParse(await this.#client.getAttachment(attachment, call));
    if (!wire.success) throw this.#http.unreadable(call);
    const { url, file_name, file_content_type } = wire.data.attachment;
    const what = 'the file of an invoice';
    const { body, headers } = await this.#files.fetch(call, { url, what, maxAnswerBytes: this.#maxDocumentBytes });
    const name = file_name?.split(/[\\/]/).at(-1)?.slice(0, 255);
    return {
      bytes: body,
      media_type: file_content_type ?? headers['content-type'] ?? 'application/octet-stream',
      ...(name ? { file_name: name } : {}),
    };
  }

  async respond(_response: LifecycleResponse, { connection: { platform } }: Call): Promise<SubmitResult> {
    throw notOffered(platform, 'Qonto is not known to take answers to an invoice by its API.');
  }

  verifyCallback(callback: PlatformCallback, connection: Connection): CallbackNews {
    return callbackNews(callback, connection);
  }

  async lookUp(_query: DirectoryQuery, { connection: { platform } }: Call): Promise<DirectoryAnswer> {
    throw notOffered(platform, 'Qonto offers no directory.');
  }

  /** Up means: the organisation may send e-invoices. */
  async healthCheck(call: Call): Promise<void> {
    const settings = settingsSchema.safeParse(await this.#client.getSettings(call));
    if (!settings.success) throw this.#http.unreadable(call);
    const { sending_status: sending, receiving_status: receiving } = settings.data;
    if (sending !== 'disabled') return;
    throw new PlatformFault('misconfigured', {
      platform: call.connection.platform,
      sent: 'maybe',
      detail: `E-invoicing is not active at Qonto (sending_status ${sending}, receiving_status ${receiving ?? 'unknown'}).`,
    });
  }

  async #attachmentOf({ kind: whose, id }: QontoThing, kind: DocumentKind, call: Call): Promise<string | undefined> {
    if (kind === 'Converted') return undefined;
    if (whose === 'client_invoice') {
      return kind === 'Original' ? (await this.#invoices.clientInvoice(id, call))?.attachment_id : undefined;
    }
    const invoice = await this.#invoices.supplierInvoice(id, call);
    return kind === 'Original' ? invoice?.attachment_id : invoice?.display_attachment_id;
  }
}
