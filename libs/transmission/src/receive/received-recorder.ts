import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { Decimal, foldReceived, type ReceivedEvent, type ReceivedState } from '@onefacture/invoice';
import {
  ReceivedEventRepository,
  receivedEventOf,
  ReceivedInvoiceRepository,
  receivedPayloadContext,
  storedAmount,
  type ReceivedInvoice,
} from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import { publishWebhook } from '@onefacture/webhooks';
import { uuidv7 } from 'uuidv7';
import type { LifecycleFact } from '../lifecycle/lifecycle-recorder.js';

/** Something that happened to a received invoice, from whatever side. */
export interface ReceivedFact extends Omit<LifecycleFact, 'kind' | 'attempt' | 'durationMs'> {
  readonly kind: ReceivedEvent['kind'];
  /** Of a code we stated, and of its refusal: the message that carried it. */
  readonly messageId?: string;
}

/** That a file arrived, or that it cannot be had, is told; that a platform listed it, or that it is asked for again, is not. */
const ARRIVALS: ReadonlySet<ReceivedFact['kind']> = new Set(['stored', 'unreadable', 'fetch_failed']);
const SILENT: ReadonlySet<ReceivedFact['kind']> = new Set(['listed', 'refetch_command']);

/**
 * The one place where a received invoice moves: event, new state and webhook message are written together, in the
 * caller's transaction, on a row the caller has locked.
 */
@Injectable()
export class ReceivedRecorder {
  constructor(
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /** @returns the invoice's new state, or undefined when the source was recorded before */
  async record(
    tx: OrganisationTransaction,
    invoice: ReceivedInvoice,
    fact: ReceivedFact,
  ): Promise<ReceivedState | undefined> {
    const timeline = new ReceivedEventRepository(tx);
    const recorded = await timeline.list(invoice.id);
    if (recorded.some(({ sourceKey }) => sourceKey === fact.sourceKey)) return undefined;
    const id = uuidv7();
    const at = officialTime(fact, recorded);
    const known = recorded.map(receivedEventOf);
    const due = new Decimal(invoice.due ?? 0);
    const { kind, code, amounts, messageId } = fact;
    const event = { id, at: at.toISOString(), kind, code, amounts, message_id: messageId };
    const before = foldReceived(known, due);
    const after = foldReceived([...known, event], due);
    const now = this.clock.now();
    const type = ARRIVALS.has(kind) ? 'inbox.received' : 'inbox.status_changed';
    const change = {
      status: after.status,
      lifecycleCode: after.lifecycle_code ?? null,
      version: invoice.version + 1,
      updatedAt: now,
    };
    await timeline.add({
      ...(await this.columnsOf(tx.organizationId, id, fact)),
      ...{ id, receivedId: invoice.id, at, recordedAt: now, event: type },
      ...{ status: after.status, lifecycleCode: change.lifecycleCode },
    });
    await new ReceivedInvoiceRepository(tx).update(invoice.id, change);
    Object.assign(invoice, change);
    if (SILENT.has(kind)) return after;
    await publishWebhook(tx, {
      type,
      subjectId: invoice.id,
      at: now,
      data: {
        inbox_id: invoice.id,
        state: invoice.state,
        status: after.status,
        previous_status: before.status,
        lifecycle_code: code ?? after.lifecycle_code ?? null,
        sequence: recorded.length + 1,
      },
    });
    return after;
  }

  private async columnsOf(organizationId: string, id: string, fact: ReceivedFact) {
    const payload = fact.rawPayload;
    return {
      sourceKey: fact.sourceKey,
      kind: fact.kind,
      code: fact.code ?? null,
      messageId: fact.messageId ?? null,
      origin: fact.origin,
      reason: fact.reason ? { ...fact.reason } : null,
      amounts: (fact.amounts ?? []).map(storedAmount),
      rawWord: fact.rawWord ?? null,
      rawPayload: payload
        ? Buffer.from(await this.envelope.seal(payload, receivedPayloadContext(organizationId, id)))
        : null,
    };
  }
}

/**
 * What we say answers what we saw, and what becomes of it comes after it: it counts later, also where the platform's
 * clock is ahead of ours or behind.
 */
function officialTime({ origin, kind, at }: ReceivedFact, recorded: readonly { readonly at: Date }[]): Date {
  if (origin !== 'caller' && kind !== 'answer_refused' && kind !== 'answer_unclear') return at;
  const newest = Math.max(0, ...recorded.map((event) => event.at.getTime()));
  return new Date(Math.max(at.getTime(), newest + 1));
}
