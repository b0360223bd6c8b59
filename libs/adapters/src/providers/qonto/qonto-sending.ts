import { beforeSending } from '../../http/before-sending.js';
import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { Submission, SubmitResult } from '../../ports/flow.js';
import { notOffered, PlatformFault } from '../../ports/platform-fault.js';
import { explained, type SendingStep } from './error-table.js';
import { flowIdOf } from './flow-ids.js';
import type { QontoClient } from './qonto-client.js';
import type { QontoInvoices } from './qonto-invoices.js';
import { importedSchema } from './wire.js';

/** The largest file Qonto may take; it says 5 MB and not which. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/**
 * Sends invoices in two steps: the file is imported, then the invoice is sent. Both may be repeated: the same file
 * gives the same invoice, and an invoice that was sent is not sent again. Whatever answer was lost, sending the same
 * file once more therefore ends with the invoice sent once.
 */
export class QontoSending {
  constructor(
    private readonly client: QontoClient,
    private readonly invoices: QontoInvoices,
    private readonly http: PlatformHttp,
  ) {}

  /** Looks among the newest invoices first, so that a second sending is told from the first. */
  async send(submission: Submission, call: Call): Promise<SubmitResult> {
    refuseUnfit(submission, call.connection.platform);
    const held = await beforeSending(this.invoices.sentInvoice(submission, 1, call));
    if (held !== null) {
      const flow_id = flowIdOf({ kind: 'client_invoice', id: held.invoice.id });
      return { outcome: 'already_exists', flow_id, detail: 'Qonto already sent an invoice of this number.' };
    }
    const wire = await step('import', this.client.importInvoice(submission, call));
    const imported = importedSchema.safeParse(wire);
    const id = imported.data?.client_invoices[0]?.invoice_id;
    if (id === undefined) throw this.http.unreadable(call);
    await step('send', this.client.send(id, submission.tracking_id, call));
    return {
      outcome: 'accepted',
      flow_id: flowIdOf({ kind: 'client_invoice', id }),
      acknowledgement: { status: 'Pending', details: [] },
    };
  }
}

async function step<T>(name: SendingStep, request: Promise<T>): Promise<T> {
  return await request.catch((error: unknown) => {
    throw explained(error, name);
  });
}

function refuseUnfit({ syntax, bytes }: Submission, platform: string): void {
  if (syntax !== 'Factur-X') throw notOffered(platform, `Qonto takes Factur-X files, not ${syntax}.`);
  if (bytes.byteLength <= MAX_FILE_BYTES) return;
  const detail = `Qonto takes files of 5 MB; this one has ${bytes.byteLength} bytes.`;
  const reasons = [{ level: 'Error', code: 'FILE_TOO_LARGE', message: detail }];
  throw new PlatformFault('rejected', { platform, sent: 'no', detail, reasons });
}
