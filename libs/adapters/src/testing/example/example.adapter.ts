import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { AccessTokens } from '../../http/access-tokens.js';
import { HttpExchange } from '../../http/exchange.js';
import { PlatformHttp, type PlatformRequest } from '../../http/platform-http.js';
import { optionalWireText, wireInstant, wireText } from '../../http/wire-text.js';
import type { Call, Connection } from '../../ports/connection.js';
import type { DirectoryAnswer, DirectoryQuery } from '../../ports/directory.js';
import type {
  Acknowledgement,
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

const MAX_JSON = 256 * 1024;
const MAX_FILE = 20 * 1024 * 1024;

/** The platform's words and the official codes they stand for. A word that is not here is kept and moves nothing. */
const CODES = new Map([
  ['received', '202'],
  ['delivered', '203'],
  ['approved', '205'],
  ['refused', '210'],
  ['paid', '212'],
]);

const invoiceSchema = z.looseObject({
  id: wireText,
  reference: optionalWireText,
  state: wireText,
  updated_at: wireInstant,
  history: z.array(z.looseObject({ state: wireText, at: wireInstant })).default([]),
});
const listSchema = z.looseObject({ invoices: z.array(invoiceSchema) });
type WireInvoice = z.output<typeof invoiceSchema>;

/** An imagined platform with an API of its own: the example of docs/add-a-platform.md. */
export class ExampleAdapter implements PlatformAdapter {
  readonly name = 'example';
  readonly capabilities: PlatformCapabilities = {
    submit_formats: ['Factur-X', 'CII', 'UBL'],
    poll: true,
    tracks: 'one_by_one',
    push: false,
    inbox: false,
    respond: false,
    directory: false,
    e_reporting: false,
    sandbox: false,
    verified: false,
  };
  readonly #http: PlatformHttp;

  constructor(dispatcher?: Dispatcher) {
    const exchange = new HttpExchange(dispatcher);
    this.#http = new PlatformHttp(exchange, new AccessTokens(exchange), "the example's manual");
  }

  async submit(submission: Submission, call: Call): Promise<SubmitResult> {
    try {
      const invoice = await this.#invoice(call, {
        method: 'POST',
        url: `${call.connection.base_url}/invoices?reference=${encodeURIComponent(submission.tracking_id)}`,
        headers: { 'content-type': submission.media_type, digest: `sha-256=${submission.sha256}` },
        body: [submission.bytes],
        what: 'the submitted invoice',
        fixedRoute: true,
      });
      return {
        outcome: 'accepted',
        flow_id: invoice.id,
        submitted_at: invoice.updated_at,
        acknowledgement: acknowledged(invoice),
      };
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.httpStatus !== 409) throw error;
      return { outcome: 'already_exists', detail: error.message };
    }
  }

  async findByTrackingId({ tracking_id }: FlowReference, call: Call): Promise<PlatformFlow | null> {
    const wire = await this.#http.json(call, {
      method: 'GET',
      url: `${call.connection.base_url}/invoices?reference=${encodeURIComponent(tracking_id)}`,
      maxAnswerBytes: MAX_JSON,
      what: 'the search for an invoice',
      fixedRoute: true,
    });
    const list = listSchema.safeParse(wire);
    if (!list.success) throw this.#http.unreadable(call);
    const found = list.data.invoices.find(({ reference }) => reference === tracking_id);
    if (found === undefined) return null;
    return {
      flow_id: found.id,
      tracking_id,
      direction: 'Out',
      type: 'CustomerInvoice',
      syntax: 'Undefined',
      acknowledgement: acknowledged(found),
      submitted_at: found.updated_at,
      updated_at: found.updated_at,
      raw: found,
    };
  }

  async getStatus({ flow_id }: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null> {
    const url = `${call.connection.base_url}/invoices/${encodeURIComponent(flow_id)}`;
    const invoice = await this.#invoice(call, { method: 'GET', url, what: 'the request for an invoice' }).catch(
      nullWhenMissing,
    );
    if (invoice === null) return null;
    const statuses = invoice.history.map((entry) => {
      const code = CODES.get(entry.state);
      return { flow_id, ...(code === undefined ? {} : { code }), at: entry.at, word: entry.state, raw: entry };
    });
    return { flow_id, acknowledgement: acknowledged(invoice), statuses };
  }

  /** Asked one by one and without an inbox, so there is nothing to list. */
  async listChanges(cursor: string | null): Promise<FlowPage> {
    return { flows: [], next_cursor: cursor ?? '', more: false, unreadable: 0 };
  }

  async fetchDocument(flowId: string, kind: DocumentKind, call: Call): Promise<FlowDocument> {
    if (kind !== 'Original') throw notOffered(call.connection.platform, 'The platform keeps the original only.');
    const { body, headers } = await this.#http.send(call, {
      method: 'GET',
      url: `${call.connection.base_url}/invoices/${encodeURIComponent(flowId)}/file`,
      maxAnswerBytes: MAX_FILE,
      what: "the request for an invoice's file",
    });
    return { bytes: body, media_type: headers['content-type'] ?? 'application/octet-stream' };
  }

  async respond(_response: LifecycleResponse, { connection }: Call): Promise<SubmitResult> {
    throw notOffered(connection.platform, 'The platform passes no answers on.');
  }

  verifyCallback(_callback: PlatformCallback, { platform }: Connection): CallbackNews {
    throw new PlatformFault('unauthorised', { platform, sent: 'no', detail: 'The platform sends no callbacks.' });
  }

  async lookUp(_query: DirectoryQuery, { connection }: Call): Promise<DirectoryAnswer> {
    throw notOffered(connection.platform, 'The platform offers no directory.');
  }

  async healthCheck(call: Call): Promise<void> {
    const url = `${call.connection.base_url}/ping`;
    await this.#http.send(call, {
      method: 'GET',
      url,
      maxAnswerBytes: MAX_JSON,
      what: 'the health check',
      fixedRoute: true,
    });
  }

  async #invoice(call: Call, request: Omit<PlatformRequest, 'maxAnswerBytes'>): Promise<WireInvoice> {
    const invoice = invoiceSchema.safeParse(await this.#http.json(call, { ...request, maxAnswerBytes: MAX_JSON }));
    if (invoice.success) return invoice.data;
    throw this.#http.unreadable(call);
  }
}

function acknowledged({ state }: WireInvoice): Acknowledgement {
  if (state === 'checking') return { status: 'Pending', details: [] };
  return { status: state === 'invalid' ? 'Error' : 'Ok', details: [] };
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof PlatformFault && error.httpStatus === 404) return null;
  throw error;
}
