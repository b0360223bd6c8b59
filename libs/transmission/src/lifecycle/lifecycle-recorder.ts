import { Injectable } from '@nestjs/common';
import { type OrganisationTransaction } from '@onefacture/database';
import {
  Decimal,
  eventType,
  foldLifecycle,
  type InvoiceEventType,
  type LifecycleEvent,
  type LifecycleState,
  type StatusAmount,
} from '@onefacture/invoice';
import {
  InvoiceEventRepository,
  InvoiceRepository,
  lifecycleEventOf,
  presentInvoiceSummary,
  rawPayloadContext,
  storedAmount,
  type InvoiceEntity,
} from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import { publishWebhook } from '@onefacture/webhooks';
import { uuidv7 } from 'uuidv7';

/** The caller knows of these: he did them. */
const SILENT: ReadonlySet<LifecycleEvent['kind']> = new Set(['created', 'retry_command']);

/** Something that happened to an invoice, from whatever side. */
export interface LifecycleFact {
  /** Where it came from; one source is recorded once, however often it is told. */
  readonly sourceKey: string;
  readonly kind: LifecycleEvent['kind'];
  /** Official lifecycle code, with kind `code`. */
  readonly code?: string;
  /** Official time. */
  readonly at: Date;
  readonly origin: 'caller' | 'platform' | 'gateway';
  /** Code and plain words of why. */
  readonly reason?: Readonly<Record<string, unknown>>;
  readonly amounts?: readonly StatusAmount[];
  /** The platform's own word. */
  readonly rawWord?: string;
  /** The platform's message as received. */
  readonly rawPayload?: Uint8Array;
  readonly attempt?: number;
  readonly durationMs?: number;
}

/**
 * The one place where an invoice moves: event, new state, webhook message and their jobs are written together, in
 * the caller's transaction, on a row the caller has locked.
 */
@Injectable()
export class LifecycleRecorder {
  constructor(
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /** @returns the invoice's new state, or undefined when the source was recorded before */
  async record(
    tx: OrganisationTransaction,
    invoice: InvoiceEntity,
    fact: LifecycleFact,
  ): Promise<LifecycleState | undefined> {
    const timeline = new InvoiceEventRepository(tx);
    const recorded = await timeline.list(invoice.id);
    if (recorded.some(({ sourceKey }) => sourceKey === fact.sourceKey)) return undefined;
    const id = uuidv7();
    const at = officialTime(fact, recorded);
    const event: LifecycleEvent = {
      id,
      at: at.toISOString(),
      kind: fact.kind,
      code: fact.code,
      amounts: fact.amounts,
      attempt: fact.attempt,
    };
    const known = recorded.map(lifecycleEventOf);
    const due = new Decimal(invoice.due);
    const before = foldLifecycle(known, due);
    const after = foldLifecycle([...known, event], due);
    const type = eventType(
      before,
      after,
      event,
      recorded.map((one) => one.event),
    );
    const now = this.clock.now();
    await timeline.add({
      id,
      invoiceId: invoice.id,
      sourceKey: fact.sourceKey,
      kind: fact.kind,
      code: fact.code ?? null,
      at,
      recordedAt: now,
      event: type,
      status: after.status,
      lifecycleCode: after.lifecycle_code ?? null,
      origin: fact.origin,
      reason: fact.reason ? { ...fact.reason } : null,
      amounts: (fact.amounts ?? []).map(storedAmount),
      rawWord: fact.rawWord ?? null,
      rawPayload: fact.rawPayload
        ? Buffer.from(await this.envelope.seal(fact.rawPayload, rawPayloadContext(tx.organizationId, id)))
        : null,
      attempt: fact.attempt ?? null,
      durationMs: fact.durationMs ?? null,
    });
    await this.moveInvoice(tx, invoice, after, now);
    if (!SILENT.has(fact.kind)) {
      await tell(tx, invoice, { type, before, after, code: fact.code, sequence: recorded.length + 1, now });
    }
    return after;
  }

  private async moveInvoice(
    tx: OrganisationTransaction,
    invoice: InvoiceEntity,
    after: LifecycleState,
    now: Date,
  ): Promise<void> {
    const numberSpent = invoice.numberSpent || after.number_spent;
    const change = {
      status: after.status,
      lifecycleCode: after.lifecycle_code ?? null,
      numberSpent,
      numberHeld: numberSpent || after.status !== 'CANCELLED',
      version: invoice.version + 1,
      updatedAt: now,
    };
    await new InvoiceRepository(tx).update(invoice.id, change);
    Object.assign(invoice, change);
  }
}

/** What a caller says answers what he saw: it counts after it, also where the platform's clock is ahead of ours. */
function officialTime({ origin, at }: LifecycleFact, recorded: readonly { readonly at: Date }[]): Date {
  if (origin !== 'caller') return at;
  const newest = Math.max(...recorded.map((event) => event.at.getTime()));
  return new Date(Math.max(at.getTime(), newest + 1));
}

interface Transition {
  readonly type: InvoiceEventType;
  readonly before: LifecycleState;
  readonly after: LifecycleState;
  readonly code: string | undefined;
  readonly sequence: number;
  readonly now: Date;
}

async function tell(tx: OrganisationTransaction, invoice: InvoiceEntity, transition: Transition): Promise<void> {
  const { type, before, after, sequence, now } = transition;
  if (type === 'invoice.created') return;
  await publishWebhook(tx, {
    type,
    subjectId: invoice.id,
    at: now,
    data: {
      invoice_id: invoice.id,
      status: after.status,
      previous_status: before.status,
      lifecycle_code: transition.code ?? after.lifecycle_code ?? null,
      sequence,
    },
    more: () => ({ invoice: presentInvoiceSummary(invoice) }),
  });
}
