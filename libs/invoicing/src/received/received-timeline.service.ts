import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { jsonNumber, type LosslessJson } from '@onefacture/invoice';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import { amountsOf } from '../timeline/stored-event.js';
import type { TimelineEntry } from '../timeline/timeline.service.js';
import type { ReceivedEventEntity } from './received-event.entity.js';
import { ReceivedEventRepository } from './received-event.repository.js';
import { ReceivedInvoiceRepository } from './received-invoice.repository.js';
import { receivedPayloadContext } from './stored-received-event.js';

/** What a reason may be made of; figures are kept as text. */
const Reason: z.ZodType<LosslessJson> = z.lazy(() =>
  z.union([z.string(), z.boolean(), z.null(), z.array(Reason), z.record(z.string(), Reason)]),
);

/** The recorded life of received invoices. */
@Injectable()
export class ReceivedTimelineService {
  constructor(private readonly envelope: Envelope) {}

  /** By official time, the raw messages opened. @throws AppError request.not_found */
  async read(tx: OrganisationTransaction, id: string): Promise<TimelineEntry[]> {
    await new ReceivedInvoiceRepository(tx).get(id);
    const events = await new ReceivedEventRepository(tx).list(id);
    const ordered = events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
    return Promise.all(ordered.map((event) => this.present(event)));
  }

  private async present(event: ReceivedEventEntity): Promise<TimelineEntry> {
    const payload =
      event.rawPayload &&
      (await this.envelope.openText(event.rawPayload, receivedPayloadContext(event.organizationId, event.id)));
    return {
      id: event.id,
      at: event.at.toISOString(),
      recorded_at: event.recordedAt.toISOString(),
      kind: event.kind,
      event: event.event,
      status: event.status,
      lifecycle_code: event.code,
      message_id: event.messageId,
      origin: event.origin,
      reason: Reason.parse(event.reason),
      amounts: amountsOf(event).map(({ type, amount, vat_rate }) => ({
        type,
        amount: jsonNumber(amount, 2),
        ...(vat_rate ? { vat_rate: jsonNumber(vat_rate) } : {}),
      })),
      raw: event.rawWord === null && payload === null ? null : { word: event.rawWord, payload },
    };
  }
}
