import type { Call } from '../../ports/connection.js';
import type { LifecycleResponse, SubmitResult } from '../../ports/flow.js';
import { notOffered, PlatformFault } from '../../ports/platform-fault.js';
import { meaningOf } from './error-table.js';
import { thingOf, type PennylaneThing } from './flow-ids.js';
import type { PennylaneClient } from './pennylane-client.js';
import type { PennylaneInvoices } from './pennylane-invoices.js';
import { officialReason, PENNYLANE_ANSWERS, pennylaneReason, type PennylaneAnswer } from './reason-map.js';
import { notPassedOn } from './refusals.js';

/** Answers to received invoices. */
export class PennylaneAnswers {
  constructor(
    private readonly client: PennylaneClient,
    private readonly invoices: PennylaneInvoices,
  ) {}

  /**
   * Says 205, 207 or 210. Saying the same twice is harmless: a refusal of the second is checked against the invoice.
   * Pennylane takes no comment.
   */
  async give(response: LifecycleResponse, call: Call): Promise<SubmitResult> {
    const { platform } = call.connection;
    const answer = Object.hasOwn(PENNYLANE_ANSWERS, response.code) ? PENNYLANE_ANSWERS[response.code] : undefined;
    if (answer === undefined) throw notPassedOn(platform, `Pennylane does not pass on the status ${response.code}.`);
    const reason = reasonOf(answer, response, platform);
    const thing = thingOf(response.invoice_flow_id ?? '');
    if (thing.collection !== 'supplier_invoices') {
      throw notOffered(platform, 'An answer needs the received invoice it is about.');
    }
    const flow_id = `${response.invoice_flow_id}/${answer.status}`;
    try {
      await this.client.answer(thing.id, { status: answer.status, ...(reason ? { reason } : {}) }, call);
    } catch (error) {
      if (!(await this.#saysSo(error, thing, answer, call))) throw error;
      return { outcome: 'already_exists', flow_id, detail: 'Pennylane already shows this answer.' };
    }
    return { outcome: 'accepted', flow_id, acknowledgement: { status: 'Ok', details: [] } };
  }

  async #saysSo(error: unknown, thing: PennylaneThing, answer: PennylaneAnswer, call: Call): Promise<boolean> {
    if (!(error instanceof PlatformFault) || meaningOf(error, 'answer') !== 'already_answered') return false;
    const word = (await this.invoices.get(thing, call))?.invoice.e_invoicing?.status;
    return word !== undefined && answer.shown_as.includes(word);
  }
}

function reasonOf(answer: PennylaneAnswer, { reason_code }: LifecycleResponse, platform: string): string | undefined {
  if (answer.reasons.length === 0) return undefined;
  const word = reason_code === undefined ? undefined : pennylaneReason(answer, reason_code);
  if (word !== undefined) return word;
  const taken = answer.reasons.map(officialReason).join(', ');
  throw notPassedOn(platform, `Pennylane passes this answer on with one of these reasons only: ${taken}.`);
}
