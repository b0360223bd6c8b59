import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { byOfficialTime, Decimal, jsonNumber, type LosslessJson } from '@onefacture/invoice';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import type { InvoiceEventEntity } from './invoice-event.entity.js';
import { InvoiceEventRepository } from './invoice-event.repository.js';
import { amountsOf, lifecycleEventOf, rawPayloadContext } from './stored-event.js';

/** What a reason may be made of; figures are kept as text. */
const Reason: z.ZodType<LosslessJson> = z.lazy(() =>
  z.union([z.string(), z.boolean(), z.null(), z.array(Reason), z.record(z.string(), Reason)]),
);

/** One entry of a timeline, as the API shows it. */
export type TimelineEntry = Readonly<Record<string, LosslessJson>>;

/** The recorded life of an invoice. */
@Injectable()
export class TimelineService {
  constructor(private readonly envelope: Envelope) {}

  /** In the order in which the events count, the raw messages opened. @throws AppError request.not_found */
  async read(tx: OrganisationTransaction, invoiceId: string): Promise<TimelineEntry[]> {
    await new InvoiceRepository(tx).get(invoiceId);
    const events = await new InvoiceEventRepository(tx).list(invoiceId);
    const ordered = events
      .map((event) => ({ event, folded: lifecycleEventOf(event) }))
      .toSorted((a, b) => byOfficialTime(a.folded, b.folded));
    return Promise.all(ordered.map(({ event }) => this.present(event)));
  }

  private async present(event: InvoiceEventEntity): Promise<TimelineEntry> {
    const payload =
      event.rawPayload &&
      (await this.envelope.openText(event.rawPayload, rawPayloadContext(event.organizationId, event.id)));
    return {
      id: event.id,
      at: event.at.toISOString(),
      recorded_at: event.recordedAt.toISOString(),
      event: event.event,
      status: event.status,
      lifecycle_code: event.code,
      origin: event.origin,
      reason: Reason.parse(event.reason),
      amounts: amountsOf(event).map(({ type, amount, vat_rate }) => ({
        type,
        amount: jsonNumber(amount, 2),
        ...(vat_rate ? { vat_rate: jsonNumber(vat_rate) } : {}),
      })),
      raw: event.rawWord === null && payload === null ? null : { word: event.rawWord, payload },
      ...(event.attempt === null ? {} : { attempt: jsonNumber(new Decimal(event.attempt)) }),
      ...(event.durationMs === null ? {} : { duration_ms: jsonNumber(new Decimal(event.durationMs)) }),
    };
  }
}
