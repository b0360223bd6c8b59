import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { readCdar, type LifecycleMessage, type MessageReference } from '@onefacture/formats';
import { ReceivedInvoiceRepository, WaitingStatusRepository, type ReceivedInvoice } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { factOf } from '../track/lifecycle-facts.js';
import { ReceivedRecorder } from './received-recorder.js';

/** A lifecycle message as it came. */
interface CameAs {
  readonly flow_id: string;
  readonly bytes: Uint8Array;
}

const place = (organizationId: string, id: string) => ({
  organization_id: organizationId,
  row: id,
  column: 'waiting_statuses.payload',
});

/** What lifecycle messages say of received invoices. One that comes before the file of its invoice waits for it. */
@Injectable()
export class ReceivedStatuses {
  constructor(
    private readonly recorder: ReceivedRecorder,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
  ) {}

  /** @returns whether it was about a received invoice, or may turn out to be */
  async record(
    tx: OrganisationTransaction,
    message: LifecycleMessage,
    reference: MessageReference,
    came: CameAs,
  ): Promise<boolean> {
    const { number, seller_siren: sellerSiren, issue_date: issueDate } = reference;
    const received = new ReceivedInvoiceRepository(tx);
    const known = await received.findByNumber({ number, sellerSiren, issueDate });
    if (known) {
      await this.recordOne(tx, await received.lock(known.id), { message, reference, came });
      return true;
    }
    if (!(await received.isAnyToCome())) return false;
    const id = uuidv7();
    await new WaitingStatusRepository(tx).insertOnce({
      id,
      flowId: came.flow_id,
      number,
      sellerSiren: sellerSiren ?? null,
      payload: Buffer.from(await this.envelope.seal(came.bytes, place(tx.organizationId, id))),
      createdAt: this.clock.now(),
    });
    return true;
  }

  /** Records what was said of an invoice before its file was there. The caller has locked it. */
  async recordWaiting(tx: OrganisationTransaction, invoice: ReceivedInvoice): Promise<void> {
    if (invoice.number === null) return;
    for (const { id, flowId, payload } of await new WaitingStatusRepository(tx).take(
      invoice.number,
      invoice.sellerSiren,
    )) {
      const bytes = await this.envelope.open(payload, place(tx.organizationId, id));
      const message = readCdar(bytes);
      for (const reference of message.references.filter(({ number }) => number === invoice.number)) {
        await this.recordOne(tx, invoice, { message, reference, came: { flow_id: flowId, bytes } });
      }
    }
  }

  private async recordOne(
    tx: OrganisationTransaction,
    invoice: ReceivedInvoice,
    { message, reference, came }: { message: LifecycleMessage; reference: MessageReference; came: CameAs },
  ): Promise<void> {
    const fact = factOf(message, reference, came, came.bytes);
    await this.recorder.record(tx, invoice, { ...fact, kind: 'code' });
  }
}
