import type { Call, Connection, PlatformRate } from './connection.js';
import type { DirectoryAnswer, DirectoryQuery } from './directory.js';
import type {
  CallbackNews,
  CallbackSubscription,
  DocumentKind,
  FlowDocument,
  FlowPage,
  FlowReference,
  FlowStatus,
  FlowSyntax,
  LifecycleResponse,
  PlatformCallback,
  PlatformFlow,
  Submission,
  SubmitResult,
} from './flow.js';

/** What a platform can do through its adapter. Said honestly: false where it is not built or not known to work. */
export interface PlatformCapabilities {
  /** Syntaxes the adapter sends, the preferred one first. */
  readonly submit_formats: readonly FlowSyntax[];
  /** What becomes of invoices can be asked for. */
  readonly poll: boolean;
  /**
   * How: `by_change`, one question (listChanges) for everything that moved in the account; `one_by_one`, a question
   * (getStatus) for each invoice.
   */
  readonly tracks: 'by_change' | 'one_by_one';
  /** The platform calls us back. */
  readonly push: boolean;
  /** It is asked to by a call (subscribe); else callbacks are arranged with it by hand. */
  readonly subscribe?: boolean;
  /** Invoices addressed to us can be fetched. */
  readonly inbox: boolean;
  /** Lifecycle messages (CDAR) can be sent. */
  readonly respond: boolean;
  /** Recipients can be looked up: through connections that name a directory, where it has an address of its own. */
  readonly directory: boolean;
  readonly e_reporting: boolean;
  /**
   * How long a file that was taken may take to show up in a look-up, ms, where that is longer than the installation's
   * own settle time: “not found” is believed only after it.
   */
  readonly settles_within_ms?: number;
  /** A place without legal effect. */
  readonly sandbox: boolean;
  /** Public bodies receive there: it is told the recipient's SIRET, service code and commitment number. */
  readonly public_bodies?: boolean;
  /** The adapter was run against the real platform, or, for a sandbox, is run on every test. */
  readonly verified: boolean;
}

/**
 * One platform. Each method does its call once (a single new login aside): deadline, breaker and retry are the
 * call policy's. Every failure is a PlatformFault.
 */
export interface PlatformAdapter {
  /** Key in the registry and in urls: lower-case letters, digits, hyphens. */
  readonly name: string;
  readonly capabilities: PlatformCapabilities;
  /**
   * The limit the platform publishes, per account; absent where it names none. PlatformHttp keeps to it, request by
   * request; a login is not counted.
   */
  readonly rate?: PlatformRate;

  /** Sends one file. Not idempotent: after a fault whose `sent` is `maybe`, look the tracking id up first. */
  submit(submission: Submission, call: Call): Promise<SubmitResult>;

  /**
   * Our flow with that tracking id (or, where the platform keeps none, with that number and file), or null when the
   * platform says it has none. When several carry it (a resend that was refused as a double), the one that was taken
   * is returned.
   */
  findByTrackingId(reference: FlowReference, call: Call): Promise<PlatformFlow | null>;

  /** What the platform says of one flow of ours, null when it has none of that id. */
  getStatus(reference: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null>;

  /**
   * What is new or changed since the cursor (null: from the beginning): what came in (invoices, CDAR messages), our
   * flows' acknowledgements and, where statuses are no flows, the statuses. Something may be listed twice, never left
   * out: handle (flow_id, updated_at) once. A platform that tracks one by one lists only what came in.
   */
  listChanges(cursor: string | null, call: Call): Promise<FlowPage>;

  /** The file of a flow. A flow or rendering that does not exist is `platform.rejected`. */
  fetchDocument(flowId: string, kind: DocumentKind, call: Call): Promise<FlowDocument>;

  /**
   * Says a lifecycle status of an invoice the platform holds. As `submit`: not idempotent, unless the platform makes it
   * so. A code the platform does not pass on is `platform.rejected` with reason code `NOT_PASSED_ON`.
   */
  respond(response: LifecycleResponse, call: Call): Promise<SubmitResult>;

  /**
   * Whether a callback is the platform's own, and what it is about. Does no call.
   * @throws PlatformFault `platform.unauthorised` for one that is forged, unsigned or too old
   */
  verifyCallback(callback: PlatformCallback, connection: Connection): CallbackNews;

  /**
   * Asks the platform to call back about every flow of the account. Absent where callbacks are arranged otherwise.
   * Not idempotent: a second call makes a second subscription.
   */
  subscribe?(callbackUrl: string, call: Call): Promise<CallbackSubscription>;

  /**
   * Who can be reached and how; only where `capabilities.directory` says so, `platform.rejected` with reason code
   * `NOT_OFFERED` elsewhere.
   */
  lookUp(query: DirectoryQuery, call: Call): Promise<DirectoryAnswer>;

  /** Resolves when the platform says it is up. */
  healthCheck(call: Call): Promise<void>;
}
