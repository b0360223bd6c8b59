import type { Call } from './connection.js';
import type {
  DocumentKind,
  FlowDocument,
  FlowPage,
  FlowSyntax,
  PlatformFlow,
  Submission,
  SubmitResult,
} from './flow.js';

/** What a platform can do through its adapter. Said honestly: false where it is not built or not known to work. */
export interface PlatformCapabilities {
  /** Syntaxes the adapter sends, the preferred one first. */
  readonly submit_formats: readonly FlowSyntax[];
  /** Changes can be asked for. */
  readonly poll: boolean;
  /** The platform calls us back. */
  readonly push: boolean;
  /** Invoices addressed to us can be fetched. */
  readonly inbox: boolean;
  /** Lifecycle messages (CDAR) can be sent. */
  readonly respond: boolean;
  readonly directory: boolean;
  readonly e_reporting: boolean;
  /** A place without legal effect. */
  readonly sandbox: boolean;
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

  /** Sends one file. Not idempotent: after a fault whose `sent` is `maybe`, look the tracking id up first. */
  submit(submission: Submission, call: Call): Promise<SubmitResult>;

  /**
   * Our flow with that tracking id, or null when the platform says it has none. When several carry it (a resend that
   * was refused as a double), the one that was taken is returned.
   */
  findByTrackingId(trackingId: string, call: Call): Promise<PlatformFlow | null>;

  /** One flow by the platform's id, null when it has none. */
  getFlow(flowId: string, call: Call): Promise<PlatformFlow | null>;

  /**
   * Flows that are new or changed since the cursor (null: from the beginning): our flows' acknowledgements and what
   * came in, CDAR messages included. A flow may be listed twice, never left out: handle (flow_id, updated_at) once.
   */
  listChanges(cursor: string | null, call: Call): Promise<FlowPage>;

  /** The file of a flow. A flow or rendering that does not exist is `platform.rejected`. */
  fetchDocument(flowId: string, kind: DocumentKind, call: Call): Promise<FlowDocument>;

  /** Resolves when the platform says it is up. */
  healthCheck(call: Call): Promise<void>;
}
