import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { FlowPage } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { ChangelogCursor, type ChangePage } from './changelog-cursor.js';
import { meaningOf } from './error-table.js';
import { incomingFlow, outgoingFlow, reportedStatus } from './invoice-flows.js';
import type { PennylaneClient } from './pennylane-client.js';
import type { PennylaneInvoices } from './pennylane-invoices.js';
import { changeSchema, pageSchema } from './wire.js';

/** What changed in an account: its change logs say which invoices, the invoices say what. */
export class PennylaneChanges {
  constructor(
    private readonly client: PennylaneClient,
    private readonly invoices: PennylaneInvoices,
    private readonly http: PlatformHttp,
    private readonly overlapMs: number,
  ) {}

  /** One page of one of the two logs, and the invoices it names. */
  async list(cursor: string | null, call: Call): Promise<FlowPage> {
    const at = ChangelogCursor.read(cursor, this.overlapMs);
    const { page, unreadable } = await this.#page(at, call);
    const { changed, cursor: next } = at.after(page);
    const { collection } = at;
    const read = changed.size === 0 ? NOTHING : await this.invoices.several(collection, [...changed.keys()], call);
    const dated = read.shown.map((shown) => ({ shown, changedAt: changed.get(shown.invoice.id) }));
    const outgoing = collection === 'customer_invoices';
    return {
      flows: dated
        .map(({ shown, changedAt }) => (outgoing ? outgoingFlow(shown, changedAt) : incomingFlow(shown, changedAt)))
        .filter((flow) => flow !== null),
      statuses: dated
        .map(({ shown, changedAt }) => reportedStatus(collection, shown, changedAt))
        .filter((status) => status !== null),
      next_cursor: next.toString(),
      more: next.more,
      unreadable: unreadable + read.unreadable,
    };
  }

  async #page(at: ChangelogCursor, call: Call): Promise<{ page: ChangePage; unreadable: number }> {
    const wire = pageSchema.safeParse(await this.#ask(at, call));
    if (!wire.success) throw this.http.unreadable(call);
    const { items, has_more, next_cursor } = wire.data;
    const read = items.map((item) => changeSchema.safeParse(item));
    const changes = read.flatMap(({ success, data }) => (success ? [data] : []));
    const nextCursor = has_more === true ? next_cursor : undefined;
    return {
      page: { changes, ...(nextCursor === undefined ? {} : { nextCursor }) },
      unreadable: items.length - changes.length,
    };
  }

  /** Goes back to an older query when Pennylane no longer knows the cursor or the date. */
  async #ask(at: ChangelogCursor, call: Call): Promise<unknown> {
    const [query, ...older] = at.queries();
    let answer = this.client.changes(at.collection, query ?? { limit: 1 }, call);
    for (const next of older) {
      answer = answer.catch(async (error: unknown) => {
        if (!(error instanceof PlatformFault) || meaningOf(error, 'changes') !== 'out_of_retention') throw error;
        return await this.client.changes(at.collection, next, call);
      });
    }
    return await answer;
  }
}

const NOTHING = { shown: [], unreadable: 0 };
