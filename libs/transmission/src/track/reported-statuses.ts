import { Injectable, Logger } from '@nestjs/common';
import type { ReportedStatus } from '@onefacture/adapters';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { Decimal, REASONS, STATEMENT_RULES, type StatusAmount } from '@onefacture/invoice';
import {
  InvoiceEventRepository,
  InvoiceRepository,
  ReceivedEventRepository,
  ReceivedInvoiceRepository,
} from '@onefacture/invoicing';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import { ReceivedRecorder } from '../receive/received-recorder.js';
import { LifecycleRecorder, type LifecycleFact } from '../lifecycle/lifecycle-recorder.js';

/** Records statuses that a platform tells in its own words instead of a lifecycle message. */
@Injectable()
export class ReportedStatuses {
  private readonly logger = new Logger(ReportedStatuses.name);

  constructor(
    private readonly database: Database,
    private readonly recorder: LifecycleRecorder,
    private readonly receivedRecorder: ReceivedRecorder,
  ) {}

  /** Records each of them once, in the order told, on the invoice that was sent or received as that flow. */
  async record(organizationId: string, connectionId: string, statuses: readonly ReportedStatus[]): Promise<void> {
    for (const status of statuses) {
      await this.database.inOrganisation(organizationId, (tx) => this.recordOne(tx, connectionId, status));
    }
  }

  private async recordOne(tx: OrganisationTransaction, connectionId: string, status: ReportedStatus): Promise<void> {
    const attempt = await new AttemptRepository(tx).findByFlow(connectionId, status.flow_id);
    if (!attempt) return this.recordReceived(tx, connectionId, status);
    const invoice = await new InvoiceRepository(tx).lock(attempt.invoiceId);
    if (isPresent(await new InvoiceEventRepository(tx).list(invoice.id), status)) return;
    await this.recorder.record(tx, invoice, { ...reportedFact(status), attempt: attempt.number });
  }

  private async recordReceived(tx: OrganisationTransaction, connectionId: string, status: ReportedStatus) {
    const invoice = await new ReceivedInvoiceRepository(tx).lockByFlow(connectionId, status.flow_id);
    if (!invoice) {
      this.logger.log(`status ${status.word} is about a flow that is not ours (${status.flow_id})`);
      return;
    }
    // A platform that shows the present state shows our own answer too: no news.
    if (status.key !== undefined && status.code !== undefined && status.code === invoice.lifecycleCode) return;
    if (isPresent(await new ReceivedEventRepository(tx).list(invoice.id), status)) return;
    await this.receivedRecorder.record(tx, invoice, { ...reportedFact(status), kind: 'code' });
  }
}

/** Whether the state is the one the platform showed last. */
function isPresent(
  recorded: readonly { readonly id: string; readonly sourceKey: string }[],
  status: ReportedStatus,
): boolean {
  if (status.key === undefined) return false;
  const told = recorded.filter(({ sourceKey }) => sourceKey.startsWith(`reported:${status.flow_id}:`));
  const last = told.toSorted((one, other) => (one.id < other.id ? -1 : 1)).at(-1);
  return last?.sourceKey.startsWith(identityOf(status)) ?? false;
}

/** What a status of a flow is known by, but for its time. */
const identityOf = ({ flow_id, code, word, key }: ReportedStatus): string =>
  `reported:${flow_id}:${code ?? word}:${key === undefined ? '' : `${key}:`}`;

/** What a reported status tells: its official code, or, for a word that has none, an entry that moves nothing. */
export function reportedFact(status: ReportedStatus): LifecycleFact {
  const { at, word, code, amounts = [], raw } = status;
  const reason = reasonOf(status);
  return {
    sourceKey: `${identityOf(status)}${at}`,
    kind: 'code',
    at: new Date(at),
    origin: 'platform',
    amounts: amounts.map(amountOf),
    rawWord: word,
    rawPayload: Buffer.from(JSON.stringify(raw)),
    ...(code === undefined ? {} : { code }),
    ...(reason ? { reason } : {}),
  };
}

function amountOf({ type, amount, vat_rate }: NonNullable<ReportedStatus['amounts']>[number]): StatusAmount {
  return {
    type,
    amount: new Decimal(amount),
    ...(vat_rate === undefined ? {} : { vat_rate: new Decimal(vat_rate) }),
  };
}

/** Who said no and why, in the official code and in plain words of both languages. */
function reasonOf({ code, reason_code, reason }: ReportedStatus): Record<string, unknown> | undefined {
  if (reason_code === undefined && reason === undefined) return undefined;
  const known = REASONS[reason_code ?? ''];
  return {
    code: reason_code ?? null,
    message: known?.en ?? reason ?? null,
    message_fr: known?.fr ?? reason ?? null,
    platform_text: reason ?? null,
    comment: null,
    action: null,
    issuer: { role: STATEMENT_RULES.get(code ?? '')?.issuers[0] ?? 'WK', name: null },
  };
}
