import { randomUUID } from 'node:crypto';
import { PLATFORM_OPERATIONS, type CircuitReach, type PlatformOperation } from './call-policy/attempt-observer.js';
import { CallPolicy, type PolicedCall } from './call-policy/call-policy.js';
import { MemoryPlatformHealthStore, type HealthRecord, type PlatformHealthStore } from './platform-health.js';
import type { Call, Connection } from './ports/connection.js';
import type { DirectoryAnswer, DirectoryQuery } from './ports/directory.js';
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
} from './ports/flow.js';
import type { PlatformAdapter, PlatformCapabilities } from './ports/platform-adapter.js';
import { notOffered, PlatformFault } from './ports/platform-fault.js';
import type { PlatformRegistry } from './registry.js';

/** What a caller of the gateway may add. */
export interface CallContext {
  /** Ends the call, for example at shutdown. */
  readonly signal?: AbortSignal;
  /** UUID for both sides' logs; made when left out. */
  readonly request_id?: string;
}

/** One account at a platform as GET /v1/platforms shows it. */
export interface ConnectionStatus {
  readonly connection_id: string;
  /** `unknown` until it was called, `down` while a circuit is open, `degraded` after a fault. */
  readonly health: 'up' | 'degraded' | 'down' | 'unknown';
  /** The worst circuit of the account's operations. */
  readonly breaker: 'closed' | 'half_open' | 'open';
  readonly last_error: HealthRecord['last_error'] | null;
}

/** One platform as GET /v1/platforms shows it: as its worst account is. */
export interface PlatformStatus extends Omit<ConnectionStatus, 'connection_id'> {
  readonly name: string;
  readonly capabilities: PlatformCapabilities;
  readonly verified: boolean;
  readonly connections: readonly ConnectionStatus[];
}

const FROM_WORST = ['down', 'degraded', 'up', 'unknown'] as const;

/** How long this process trusts its own memory that a health record says `up`, ms. */
const HEALTH_REFRESH_MS = 60_000;
const MAX_SCOPES = 10_000;
/** Faults that say nothing of the platform or the connection: about one message, or not its doing. */
const isSilent = ({ fault, heldBack }: PlatformFault): boolean =>
  heldBack || fault === 'rejected' || fault === 'aborted';

/** Operations that are repeated inside a call only when no byte was sent. */
const ONCE: ReadonlySet<PlatformOperation> = new Set(['submit', 'respond', 'subscribe']);

/** The platforms, each call inside the call policy. The only door of other libs to a platform. */
export class PlatformGateway {
  readonly #upSince = new Map<string, number>();

  constructor(
    private readonly registry: PlatformRegistry,
    private readonly policy: CallPolicy = new CallPolicy(),
    private readonly health: PlatformHealthStore = new MemoryPlatformHealthStore(),
    private readonly now: () => number = Date.now,
  ) {}

  /** As PlatformAdapter.submit; repeated inside the call only when no byte was sent. */
  async submit(connection: Connection, submission: Submission, context: CallContext = {}): Promise<SubmitResult> {
    return await this.#call(
      'submit',
      connection,
      context,
      async (adapter, call) => await adapter.submit(submission, call),
    );
  }

  /** As PlatformAdapter.findByTrackingId. */
  async findByTrackingId(
    connection: Connection,
    reference: FlowReference,
    context: CallContext = {},
  ): Promise<PlatformFlow | null> {
    return await this.#call('find', connection, context, async (adapter, call) =>
      adapter.findByTrackingId(reference, call),
    );
  }

  /** As PlatformAdapter.getStatus. */
  async getStatus(
    connection: Connection,
    reference: FlowReference & { readonly flow_id: string },
    context: CallContext = {},
  ): Promise<FlowStatus | null> {
    return await this.#call('status', connection, context, async (adapter, call) => adapter.getStatus(reference, call));
  }

  /** As PlatformAdapter.respond; repeated inside the call only when no byte was sent. */
  async respond(connection: Connection, response: LifecycleResponse, context: CallContext = {}): Promise<SubmitResult> {
    return await this.#call('respond', connection, context, async (adapter, call) => adapter.respond(response, call));
  }

  /** As PlatformAdapter.lookUp. */
  async lookUp(connection: Connection, query: DirectoryQuery, context: CallContext = {}): Promise<DirectoryAnswer> {
    return await this.#call('directory', connection, context, async (adapter, call) => adapter.lookUp(query, call));
  }

  /**
   * As PlatformAdapter.subscribe; repeated inside the call only when no byte was sent.
   * @throws PlatformFault rejected (NOT_OFFERED) where callbacks are arranged otherwise
   */
  async subscribe(
    connection: Connection,
    callbackUrl: string,
    context: CallContext = {},
  ): Promise<CallbackSubscription> {
    return await this.#call('subscribe', connection, context, async (adapter, call) => {
      if (adapter.subscribe !== undefined) return await adapter.subscribe(callbackUrl, call);
      throw notOffered(adapter.name, 'Callbacks of this platform are arranged with the platform, not by a call.');
    });
  }

  /** As PlatformAdapter.verifyCallback; does no call. */
  verifyCallback(connection: Connection, callback: PlatformCallback): CallbackNews {
    return this.registry.get(connection.platform).verifyCallback(callback, connection);
  }

  /** As PlatformAdapter.listChanges. */
  async listChanges(connection: Connection, cursor: string | null, context: CallContext = {}): Promise<FlowPage> {
    return await this.#call('changes', connection, context, async (adapter, call) => adapter.listChanges(cursor, call));
  }

  /** As PlatformAdapter.fetchDocument. */
  async fetchDocument(
    connection: Connection,
    flowId: string,
    kind: DocumentKind = 'Original',
    context: CallContext = {},
  ): Promise<FlowDocument> {
    return await this.#call('document', connection, context, async (adapter, call) =>
      adapter.fetchDocument(flowId, kind, call),
    );
  }

  /** As PlatformAdapter.healthCheck. */
  async healthCheck(connection: Connection, context: CallContext = {}): Promise<void> {
    await this.#call('health', connection, context, async (adapter, call) => await adapter.healthCheck(call));
  }

  /** What a platform can do. @throws AppError platform.misconfigured when there is none of that name */
  capabilities(name: string): PlatformCapabilities {
    return this.registry.get(name).capabilities;
  }

  /** All platforms; those with connections among `connections` with what was seen of these accounts. */
  async status(connections: readonly Connection[] = []): Promise<PlatformStatus[]> {
    return await Promise.all(
      this.registry.all().map(async (adapter) => {
        const { name, capabilities } = adapter;
        const own = connections.filter(({ platform }) => platform === name);
        const seen = await Promise.all(own.map(async (connection) => await this.#seen(adapter, connection)));
        const { connection_id: _, ...worst } = worstOf(seen);
        return { name, capabilities, verified: capabilities.verified, ...worst, connections: seen };
      }),
    );
  }

  async #seen(adapter: PlatformAdapter, connection: Connection): Promise<ConnectionStatus> {
    const [record, ...breakers] = await Promise.all([
      this.health.read(this.#scope(adapter, connection)),
      ...PLATFORM_OPERATIONS.map((operation) => this.policy.breakerState(this.#key(adapter, connection, operation))),
    ]);
    const breaker = (['open', 'half_open'] as const).find((state) => breakers.includes(state)) ?? 'closed';
    const seen = record === null ? 'unknown' : record.state === 'up' ? 'up' : 'degraded';
    return {
      connection_id: connection.connection_id,
      health: breaker === 'open' ? 'down' : seen,
      breaker,
      last_error: record?.last_error ?? null,
    };
  }

  async #call<T>(
    operation: PlatformOperation,
    connection: Connection,
    context: CallContext,
    run: (adapter: PlatformAdapter, call: Call) => Promise<T>,
  ): Promise<T> {
    const adapter = this.registry.get(connection.platform);
    const request_id = context.request_id ?? randomUUID();
    const policed: PolicedCall = {
      platform: adapter.name,
      operation,
      organization_id: connection.organization_id,
      request_id,
      key: this.#key(adapter, connection, operation),
      reach: reachOf(adapter, connection),
      place: `${adapter.name}|${connection.base_url}`,
      ...rateOf(adapter, connection),
      repeat: ONCE.has(operation) ? 'unsent' : 'blindly',
      signal: context.signal ?? new AbortController().signal,
    };
    const scope = this.#scope(adapter, connection);
    try {
      const result = await this.policy.run(
        policed,
        async (within) => await run(adapter, { connection, request_id, ...within }),
      );
      await this.#sawUp(scope);
      return result;
    } catch (error) {
      if (error instanceof PlatformFault && !isSilent(error)) await this.#sawFault(scope, error);
      throw error;
    }
  }

  /** Base url and operation; in the sandbox also the organisation, so that one tenant's trials stop no other. */
  #key(adapter: PlatformAdapter, connection: Connection, operation: PlatformOperation): string {
    return `${this.#scope(adapter, connection)}|${operation}`;
  }

  #scope({ name, capabilities }: PlatformAdapter, { base_url, organization_id }: Connection): string {
    return [name, base_url, ...(capabilities.sandbox ? [organization_id] : [])].join('|');
  }

  async #sawUp(scope: string): Promise<void> {
    const now = this.now();
    if (now - (this.#upSince.get(scope) ?? -Infinity) < HEALTH_REFRESH_MS) return;
    if (this.#upSince.size >= MAX_SCOPES) this.#upSince.clear();
    this.#upSince.set(scope, now);
    const last_error = (await this.health.read(scope))?.last_error;
    await this.health.write(scope, {
      state: 'up',
      at: new Date(now).toISOString(),
      ...(last_error === undefined ? {} : { last_error }),
    });
  }

  async #sawFault(scope: string, { code, message }: PlatformFault): Promise<void> {
    this.#upSince.delete(scope);
    const at = new Date(this.now()).toISOString();
    await this.health.write(scope, { state: 'down', at, last_error: { code, detail: message, at } });
  }
}

/** The rate limit that a connection's requests count against. */
/** In the sandbox each organisation has circuits of its own. */
function reachOf({ capabilities }: PlatformAdapter, { base_url, organization_id }: Connection): CircuitReach {
  return { base_url, ...(capabilities.sandbox ? { organization_id } : {}) };
}

function rateOf({ name, rate }: PlatformAdapter, connection: Connection): Pick<PolicedCall, 'rate'> {
  const limit = connection.rate ?? rate;
  if (limit === undefined) return {};
  const account = connection.account ?? connection.connection_id;
  return { rate: { account: `${name}|${connection.base_url}|${account}`, limit } };
}

/** The account that is worst off; what nothing was seen of is unknown. */
function worstOf(seen: readonly ConnectionStatus[]): ConnectionStatus {
  const [worst] = seen.toSorted((a, b) => FROM_WORST.indexOf(a.health) - FROM_WORST.indexOf(b.health));
  return worst ?? { connection_id: '', health: 'unknown', breaker: 'closed', last_error: null };
}
