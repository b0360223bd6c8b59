import type { Dispatcher } from 'undici';
import { AccessTokens } from '../../http/access-tokens.js';
import { beforeSending } from '../../http/before-sending.js';
import { HttpExchange } from '../../http/exchange.js';
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
import { b2gFaults, type RecipientNeeds } from './b2g-faults.js';
import { ChorusClient } from './chorus-client.js';
import { ChorusInvoices } from './chorus-invoices.js';
import { ChorusStructures } from './chorus-structures.js';
import { ChorusTracking } from './chorus-tracking.js';
import { envelopeSchema } from './wire.js';

/** How the adapter reaches Chorus Pro. */
export interface ChorusOptions {
  /** Outgoing connections, for example one that refuses private addresses. */
  readonly dispatcher?: Dispatcher;
  /** ms since the epoch. */
  readonly now?: () => number;
  /** Longest a login may take, ms. */
  readonly loginDeadlineMs?: number;
  /** Longest answer read, bytes. */
  readonly maxAnswerBytes?: number;
}

/** What a supplier may say to a public body, and how it reads there: both complete a suspended invoice. */
const COMPLETIONS: Readonly<Record<string, string>> = {
  '209': 'Complétée',
  '227': 'Changement de compte à payer',
};

/**
 * Chorus Pro, where public bodies receive their invoices, by PISTE. It keeps no tracking id (the file name carries ours),
 * sends no callbacks, and shows suppliers no inbox. A flow is known by its numeroFluxDepot, or by `facture:` and
 * the id of the invoice it became.
 */
export class ChorusAdapter implements PlatformAdapter {
  readonly name = 'chorus';
  readonly capabilities: PlatformCapabilities = {
    submit_formats: ['Factur-X', 'CII', 'UBL'],
    poll: true,
    tracks: 'one_by_one',
    push: false,
    inbox: false,
    respond: true,
    directory: true,
    e_reporting: false,
    sandbox: false,
    public_bodies: true,
    // A deposit is integrated minutes later; how many is nowhere said.
    settles_within_ms: 600_000,
    verified: false,
  };
  readonly #client: ChorusClient;
  readonly #invoices: ChorusInvoices;
  readonly #structures: ChorusStructures;
  readonly #tracking: ChorusTracking;

  constructor({ dispatcher, now = Date.now, loginDeadlineMs, maxAnswerBytes = 8 * 1024 * 1024 }: ChorusOptions = {}) {
    const exchange = new HttpExchange(dispatcher);
    const tokens = new AccessTokens(exchange, {
      now,
      ...(loginDeadlineMs === undefined ? {} : { deadlineMs: loginDeadlineMs }),
    });
    const http = new PlatformHttp(exchange, tokens, 'Chorus Pro', now);
    this.#client = new ChorusClient(http, maxAnswerBytes);
    this.#invoices = new ChorusInvoices(this.#client, http);
    this.#structures = new ChorusStructures(this.#client, now);
    this.#tracking = new ChorusTracking(this.#invoices, http);
  }

  /** Deposits a file that passes the rules for public bodies; for others no byte of it is sent. */
  async submit(submission: Submission, call: Call): Promise<SubmitResult> {
    const needs = await this.#needsOf(submission, call);
    const reasons = b2gFaults(submission, needs);
    if (reasons.length > 0) {
      const { platform } = call.connection;
      const detail = reasons.map(({ message }) => message).join(' ');
      throw new PlatformFault('rejected', { platform, sent: 'no', detail, reasons });
    }
    const flow_id = await this.#invoices.deposit(submission, call);
    return { outcome: 'accepted', flow_id, acknowledgement: { status: 'Pending', details: [] } };
  }

  async findByTrackingId(reference: FlowReference, call: Call): Promise<PlatformFlow | null> {
    return await this.#tracking.find(reference, call);
  }

  async getStatus(reference: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null> {
    return await this.#tracking.status(reference, call);
  }

  /** Nothing ever: a supplier has no inbox, and each invoice is asked for by itself. */
  async listChanges(cursor: string | null): Promise<FlowPage> {
    return { flows: [], next_cursor: cursor ?? 'none', more: false, unreadable: 0 };
  }

  async fetchDocument(_flowId: string, _kind: DocumentKind, { connection }: Call): Promise<FlowDocument> {
    throw notOffered(connection.platform, 'Chorus Pro gives a supplier no file of a flow.');
  }

  /** 209 and 227 complete a suspended invoice with the comment; Chorus Pro passes nothing else on to public bodies. */
  async respond(response: LifecycleResponse, call: Call): Promise<SubmitResult> {
    const { code, comment, submission, invoice_flow_id } = response;
    const label = Object.hasOwn(COMPLETIONS, code) ? COMPLETIONS[code] : undefined;
    if (label === undefined) {
      const detail = `Chorus Pro does not pass status ${code} on to public bodies; it takes 209 and 227.`;
      throw unsayable(call.connection, detail, 'NOT_PASSED_ON');
    }
    const invoiceId = await this.#tracking.invoiceId(submission.invoice, invoice_flow_id, call);
    if (invoiceId === null) {
      throw unsayable(call.connection, 'Chorus Pro has no invoice of that number yet.', 'INVOICE_UNKNOWN');
    }
    await this.#invoices.complete(invoiceId, comment === undefined ? label : `${label} : ${comment}`, call);
    return { outcome: 'accepted', flow_id: `facture:${invoiceId}`, acknowledgement: { status: 'Ok', details: [] } };
  }

  verifyCallback(_callback: PlatformCallback, { platform }: Connection): CallbackNews {
    throw new PlatformFault('unauthorised', { platform, sent: 'no', detail: 'Chorus Pro sends no callbacks.' });
  }

  async lookUp(query: DirectoryQuery, call: Call): Promise<DirectoryAnswer> {
    return await this.#structures.lookUp(query, call);
  }

  async healthCheck(call: Call): Promise<void> {
    await this.#client.post(call, {
      path: 'transverses/v1/health-check',
      what: 'the health check',
      answer: envelopeSchema,
      body: {},
    });
  }

  /** Undefined where there is nobody to ask about, or Chorus Pro has no readable answer: it checks by itself then. */
  async #needsOf({ invoice: { buyer_siret: siret } }: Submission, call: Call): Promise<RecipientNeeds | undefined> {
    if (siret === undefined || !/^\d{14}$/.test(siret)) return undefined;
    try {
      return await beforeSending(this.#structures.needsOf(siret, call));
    } catch (error) {
      if (error instanceof PlatformFault && (error.fault === 'rejected' || error.fault === 'malformed'))
        return undefined;
      throw error;
    }
  }
}

function unsayable({ platform }: Connection, detail: string, code: string): PlatformFault {
  return new PlatformFault('rejected', {
    platform,
    sent: 'no',
    detail,
    reasons: [{ level: 'Error', code, message: detail }],
  });
}
