import {
  PlatformFault,
  type CallbackNews,
  type CallbackSubscription,
  type Connection,
  type DirectoryAnswer,
  type DirectoryLine,
  type DirectoryQuery,
  type FaultKind,
  type FlowDocument,
  type FlowPage,
  type FlowReference,
  type FlowStatus,
  type LifecycleResponse,
  type PlatformCallback,
  type PlatformCapabilities,
  type PlatformFaultOptions,
  type PlatformFlow,
  type PlatformGateway,
  type Submission,
  type SubmitResult,
} from '@onefacture/adapters';
import { randomUUID } from 'node:crypto';

type Scripted<T> = (...given: never[]) => T | Promise<T>;

const ABLE: PlatformCapabilities = {
  submit_formats: ['Factur-X', 'CII', 'UBL', 'CDAR'],
  poll: true,
  tracks: 'by_change',
  push: false,
  inbox: false,
  respond: true,
  directory: true,
  e_reporting: false,
  sandbox: true,
  verified: true,
};

/** A platform that answers as told, in order, and remembers what it was asked. */
export class ScriptedGateway implements Pick<
  PlatformGateway,
  | 'submit'
  | 'respond'
  | 'findByTrackingId'
  | 'getStatus'
  | 'listChanges'
  | 'fetchDocument'
  | 'capabilities'
  | 'healthCheck'
  | 'verifyCallback'
  | 'subscribe'
> {
  readonly sent: Submission[] = [];
  readonly responses: LifecycleResponse[] = [];
  readonly looked: string[] = [];
  readonly asked: FlowReference[] = [];
  /** What the platform can do; a test may change it. */
  able: PlatformCapabilities = ABLE;
  readonly polled: (string | null)[] = [];
  readonly connections: Connection[] = [];
  private readonly script = {
    submit: [] as Scripted<SubmitResult>[],
    find: [] as Scripted<PlatformFlow | null>[],
    changes: [] as Scripted<FlowPage>[],
    status: [] as Scripted<FlowStatus | null>[],
  };
  /** Files by flow id; a function is called. */
  readonly files = new Map<string, Uint8Array | (() => FlowDocument)>();

  onSubmit(...answers: Scripted<SubmitResult>[]): void {
    this.script.submit.push(...answers);
  }

  onFind(...answers: Scripted<PlatformFlow | null>[]): void {
    this.script.find.push(...answers);
  }

  onStatus(...answers: Scripted<FlowStatus | null>[]): void {
    this.script.status.push(...answers);
  }

  onChanges(...answers: Scripted<FlowPage>[]): void {
    this.script.changes.push(...answers);
  }

  async submit(connection: Connection, submission: Submission): Promise<SubmitResult> {
    this.connections.push(connection);
    this.sent.push(submission);
    return next(this.script.submit, 'submit');
  }

  /** As a submit of the message's file. */
  async respond(connection: Connection, response: LifecycleResponse): Promise<SubmitResult> {
    this.responses.push(response);
    return this.submit(connection, response.submission);
  }

  capabilities(): PlatformCapabilities {
    return this.able;
  }

  /** What the directory says; listed and enabled unless a test says otherwise. */
  directory: (query: DirectoryQuery) => DirectoryAnswer | Promise<DirectoryAnswer> = (query) => ({
    lines: [line({ address: Object.values(query).join('') })],
    complete: true,
  });

  async lookUp(_connection: Connection, query: DirectoryQuery): Promise<DirectoryAnswer> {
    return this.directory(query);
  }

  async getStatus(_connection: Connection, reference: FlowReference): Promise<FlowStatus | null> {
    this.asked.push(reference);
    return next(this.script.status, 'status');
  }

  async findByTrackingId(_connection: Connection, reference: FlowReference): Promise<PlatformFlow | null> {
    this.looked.push(reference.tracking_id);
    return next(this.script.find, 'find');
  }

  async listChanges(_connection: Connection, cursor: string | null): Promise<FlowPage> {
    this.polled.push(cursor);
    return next(this.script.changes, 'changes');
  }

  /** For a spec to stand in for. */
  async healthCheck(_connection: Connection): Promise<void> {
    throw new Error('the script says nothing about health');
  }

  /** For a spec to stand in for. */
  verifyCallback(_connection: Connection, _callback: PlatformCallback): CallbackNews {
    throw new Error('the script says nothing about callbacks');
  }

  /** For a spec to stand in for. */
  async subscribe(_connection: Connection, _callbackUrl: string): Promise<CallbackSubscription> {
    throw new Error('the script says nothing about subscriptions');
  }

  async fetchDocument(_connection: Connection, flowId: string): Promise<FlowDocument> {
    const file = this.files.get(flowId);
    if (typeof file === 'function') return file();
    return { bytes: file ?? new Uint8Array(), media_type: 'application/xml' };
  }
}

async function next<T>(answers: Scripted<T>[], operation: string): Promise<T> {
  const answer = answers.shift();
  if (!answer) throw new Error(`the script says nothing about ${operation}`);
  return answer();
}

/** The platform takes the file. */
export const taken =
  (flowId: string = randomUUID()): Scripted<SubmitResult> =>
  () => ({ outcome: 'accepted', flow_id: flowId, acknowledgement: { status: 'Pending', details: [] } });

/** A call fails. */
export const failing =
  (fault: FaultKind, options: Partial<PlatformFaultOptions> = {}): Scripted<never> =>
  () => {
    throw new PlatformFault(fault, { platform: 'sandbox', sent: 'maybe', detail: `It said ${fault}.`, ...options });
  };

/** Something nobody thought of. */
export const breaking =
  (message = 'a defect'): Scripted<never> =>
  () => {
    throw new Error(message);
  };

/** A call that stays open until it is ended with an answer. */
export function open<T>(): { readonly call: Scripted<T>; isOpen(): boolean; end(answer: Scripted<T>): void } {
  let settle: ((answer: Promise<T>) => void) | undefined;
  return {
    call: () =>
      new Promise((resolve) => {
        settle = resolve;
      }),
    isOpen: () => settle !== undefined,
    end: (answer) => settle?.((async () => answer())()),
  };
}

/** A flow as the platform lists it. */
export function flow(change: Partial<PlatformFlow> = {}): PlatformFlow {
  const at = '2026-11-21T10:00:00.000Z';
  return {
    flow_id: randomUUID(),
    direction: 'In',
    type: 'CustomerInvoiceLC',
    syntax: 'CDAR',
    acknowledgement: { status: 'Ok', details: [] },
    submitted_at: at,
    updated_at: at,
    raw: { flowSyntax: 'CDAR' },
    ...change,
  };
}

/** A line of the directory, enabled at an approved platform unless told otherwise. */
export function line({ address = '732829320', ...change }: Partial<DirectoryLine> = {}): DirectoryLine {
  return { address, siren: address.slice(0, 9), status: 'enabled', via: 'platform', ...change };
}

/** One page of changes. */
export const page =
  (flows: readonly PlatformFlow[], change: Partial<FlowPage> = {}): Scripted<FlowPage> =>
  () => ({ flows, next_cursor: 'end', more: false, unreadable: 0, ...change });
