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
import { PennylaneAnswers } from './pennylane-answers.js';
import { PennylaneChanges } from './pennylane-changes.js';
import { PennylaneClient } from './pennylane-client.js';
import { PennylaneInvoices } from './pennylane-invoices.js';
import { PennylaneSending } from './pennylane-sending.js';
import { thingOf } from './flow-ids.js';
import { acknowledgementOf, outgoingFlow, reportedStatus } from './invoice-flows.js';

/** What differs from the defaults. */
export interface PennylaneOptions {
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

/**
 * Pennylane (Company API v2). Sends Factur-X, UBL and CII files; our tracking id is the invoice's external reference,
 * by which a second sending is noticed: Pennylane itself takes a file as often as it comes. Statuses are read off the
 * invoices that its change log names.
 */
export class PennylaneAdapter implements PlatformAdapter {
  readonly name = 'pennylane';
  readonly capabilities: PlatformCapabilities = {
    submit_formats: ['Factur-X', 'CII', 'UBL'],
    poll: true,
    tracks: 'by_change',
    push: true,
    inbox: true,
    respond: true,
    directory: false,
    e_reporting: false,
    sandbox: false,
    verified: false,
  };
  readonly rate = { requests: 25, perMs: 5000 };
  readonly #http: PlatformHttp;
  readonly #client: PennylaneClient;
  readonly #invoices: PennylaneInvoices;
  readonly #sending: PennylaneSending;
  readonly #changes: PennylaneChanges;
  readonly #answers: PennylaneAnswers;
  readonly #files: LinkedFiles;
  readonly #maxDocumentBytes: number;

  constructor({ dispatcher, now = Date.now, limits = {}, overlapMs = 60_000 }: PennylaneOptions = {}) {
    const exchange = new HttpExchange(dispatcher);
    this.#http = new PlatformHttp(exchange, new AccessTokens(exchange, { now }), "Pennylane's API", now);
    this.#client = new PennylaneClient(this.#http, limits.json ?? 8 * MEBIBYTE);
    this.#invoices = new PennylaneInvoices(this.#client, this.#http);
    this.#sending = new PennylaneSending(this.#client, this.#invoices, this.#http);
    this.#changes = new PennylaneChanges(this.#client, this.#invoices, this.#http, overlapMs);
    this.#answers = new PennylaneAnswers(this.#client, this.#invoices);
    this.#files = new LinkedFiles(exchange, this.#http);
    this.#maxDocumentBytes = limits.document ?? 100 * MEBIBYTE;
  }

  async submit(submission: Submission, call: Call): Promise<SubmitResult> {
    const { platform } = call.connection;
    if (!this.capabilities.submit_formats.includes(submission.syntax)) {
      throw notOffered(platform, `Pennylane takes no ${submission.syntax} files.`);
    }
    return await this.#sending.send(submission, call);
  }

  async findByTrackingId(reference: FlowReference, call: Call): Promise<PlatformFlow | null> {
    const found = await this.#invoices.find(reference, call);
    if (found.kind === 'found') return outgoingFlow(found.shown);
    if (found.kind === 'none') return null;
    throw new PlatformFault('malformed', {
      platform: call.connection.platform,
      sent: 'maybe',
      detail:
        'Pennylane holds an unsent invoice of that number without our reference, so it cannot be told whether it is ours.',
    });
  }

  async getStatus({ flow_id }: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null> {
    const thing = thingOf(flow_id);
    const shown = thing.collection === 'customer_invoices' ? await this.#invoices.get(thing, call) : null;
    if (shown === null) return null;
    const status = reportedStatus('customer_invoices', shown);
    return { flow_id, acknowledgement: acknowledgementOf(shown.invoice), statuses: status === null ? [] : [status] };
  }

  async listChanges(cursor: string | null, call: Call): Promise<FlowPage> {
    return await this.#changes.list(cursor, call);
  }

  /** `Original` is the e-invoice as it was exchanged, `ReadableView` the PDF that Pennylane shows. */
  async fetchDocument(flowId: string, kind: DocumentKind, call: Call): Promise<FlowDocument> {
    const { platform } = call.connection;
    const thing = thingOf(flowId);
    const shown = await this.#invoices.get(thing, call);
    if (shown === null) throw notOffered(platform, 'Pennylane has no invoice of that id.');
    const { e_invoicing, public_file_url: view, filename } = shown.invoice;
    // Of an invoice that was imported as a file, the file shown is the one imported.
    const original = e_invoicing?.source_file_url ?? (thing.collection === 'customer_invoices' ? view : undefined);
    const url = kind === 'Original' ? original : kind === 'ReadableView' ? view : undefined;
    if (url === undefined) throw notOffered(platform, `Pennylane has no file of that kind (${kind}).`);
    const what = 'the file of an invoice';
    const { body, headers } = await this.#files.fetch(call, { url, what, maxAnswerBytes: this.#maxDocumentBytes });
    const name = filename?.split(/[\\/]/).at(-1)?.slice(0, 255);
    return {
      bytes: body,
      media_type: headers['content-type'] ?? 'application/octet-stream',
      ...(name ? { file_name: name } : {}),
    };
  }

  async respond(response: LifecycleResponse, call: Call): Promise<SubmitResult> {
    return await this.#answers.give(response, call);
  }

  verifyCallback(callback: PlatformCallback, connection: Connection): CallbackNews {
    return callbackNews(callback, connection);
  }

  async lookUp(_query: DirectoryQuery, { connection: { platform } }: Call): Promise<DirectoryAnswer> {
    throw notOffered(platform, 'Pennylane offers no directory.');
  }

  async healthCheck(call: Call): Promise<void> {
    await this.#client.me(call);
  }
}
