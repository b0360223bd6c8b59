import { beforeSending } from '../../http/before-sending.js';
import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { Submission, SubmitResult } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { meaningOf } from './error-table.js';
import { flowIdOf } from './flow-ids.js';
import type { ShownInvoice } from './invoice-flows.js';
import type { PennylaneClient } from './pennylane-client.js';
import type { PennylaneInvoices } from './pennylane-invoices.js';
import { importedSchema } from './wire.js';

/** Sends invoices: an import that goes on to the buyer's platform by itself. */
export class PennylaneSending {
  constructor(
    private readonly client: PennylaneClient,
    private readonly invoices: PennylaneInvoices,
    private readonly http: PlatformHttp,
  ) {}

  /** Asks for our reference first: Pennylane takes the same file as often as it comes. */
  async send(submission: Submission, call: Call): Promise<SubmitResult> {
    const held = await beforeSending(this.invoices.byReference(submission.tracking_id, call));
    if (held !== null) return alreadyExists(held);
    let wire: unknown;
    try {
      wire = await this.client.importInvoice(submission, call);
    } catch (error) {
      return alreadyExists(await this.#heldAfterAll(error, submission, call));
    }
    const imported = importedSchema.safeParse(wire);
    if (!imported.success) throw this.http.unreadable(call);
    return {
      outcome: 'accepted',
      flow_id: flowIdOf({ collection: 'customer_invoices', id: imported.data.id }),
      acknowledgement: { status: 'Pending', details: [] },
    };
  }

  /** A refusal because the file or its number is there already: ours, when it was sent. */
  async #heldAfterAll(error: unknown, submission: Submission, call: Call): Promise<ShownInvoice> {
    if (!(error instanceof PlatformFault) || meaningOf(error, 'import') !== 'already_held') throw error;
    const found = await this.invoices.find(submission, call);
    if (found.kind === 'found') return found.shown;
    throw error;
  }
}

function alreadyExists({ invoice: { id } }: ShownInvoice): SubmitResult {
  const flow_id = flowIdOf({ collection: 'customer_invoices', id });
  return { outcome: 'already_exists', flow_id, detail: 'Pennylane already holds this invoice.' };
}
