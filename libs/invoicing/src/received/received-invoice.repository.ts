import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { ReceivedStatus } from '@onefacture/invoice';
import { Between, In, LessThan, LessThanOrEqual, MoreThanOrEqual, type FindOperator } from 'typeorm';
import { ReceivedInvoiceEntity, type ReceivedDocumentState, type ReceivedInvoice } from './received-invoice.entity.js';

/** What narrows a list of received invoices. */
export interface ReceivedFilter {
  readonly state?: ReceivedDocumentState | undefined;
  readonly status?: ReceivedStatus | undefined;
  readonly number?: string | undefined;
  readonly sellerSiren?: string | undefined;
  readonly receivedFrom?: Date | undefined;
  readonly receivedTo?: Date | undefined;
  /** Only invoices listed before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** A flow of a platform that brings an invoice. */
export type NewReceived = Pick<
  ReceivedInvoice,
  | 'id'
  | 'connectionId'
  | 'flowId'
  | 'platform'
  | 'flowName'
  | 'flowType'
  | 'flowSyntax'
  | 'flowUpdatedAt'
  | 'receivedAt'
>;

/** Why the file of a received invoice is not there or says nothing. */
export interface ReceivedError {
  readonly code: string;
  readonly message: string;
}

/** What may change after an invoice was listed, besides the reason it cannot be read. */
export type ReceivedChange = Omit<Partial<ReceivedInvoiceEntity>, 'organizationId' | 'id' | 'error'>;

/** The columns that are sealed. */
export type SealedColumn = 'original' | 'model' | 'report';

/** The received invoices of the transaction's organisation. */
export class ReceivedInvoiceRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Lists a flow, due at once, unless it was listed before. @returns whether it was new */
  async insertOnce(flow: NewReceived, now: Date): Promise<boolean> {
    const rows: unknown = await this.tx.manager.query(
      `INSERT INTO received_invoices (organization_id, id, connection_id, flow_id, platform, flow_name, flow_type,
         flow_syntax, flow_updated_at, state, status, due_at, received_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'listed', 'RECEIVED', $11, $10, $11, $11)
       ON CONFLICT (organization_id, connection_id, flow_id) DO NOTHING RETURNING id`,
      [
        ...[this.tx.organizationId, flow.id, flow.connectionId, flow.flowId, flow.platform, flow.flowName],
        ...[flow.flowType, flow.flowSyntax, flow.flowUpdatedAt, flow.receivedAt, now],
      ],
    );
    return Array.isArray(rows) && rows.length === 1;
  }

  /** @throws AppError request.not_found, also for another organisation's id */
  async get(id: string): Promise<ReceivedInvoice> {
    return found(id, await this.tx.manager.findOneBy(ReceivedInvoiceEntity, this.row(id)));
  }

  /** The row, locked until the transaction ends. @throws AppError request.not_found */
  async lock(id: string): Promise<ReceivedInvoice> {
    return found(id, await this.findLocked(this.row(id)));
  }

  /** The row of a flow, locked until the transaction ends. */
  async lockByFlow(connectionId: string, flowId: string): Promise<ReceivedInvoice | null> {
    return this.findLocked({ organizationId: this.tx.organizationId, connectionId, flowId });
  }

  /** The invoice a lifecycle message speaks of; the newest where a seller used a number twice. */
  async findByNumber(given: {
    readonly number: string;
    readonly sellerSiren?: string | undefined;
    readonly issueDate?: string | undefined;
  }): Promise<ReceivedInvoice | null> {
    const { number, sellerSiren, issueDate } = given;
    return this.tx.manager.findOne(ReceivedInvoiceEntity, {
      where: {
        organizationId: this.tx.organizationId,
        number,
        ...(sellerSiren ? { sellerSiren } : {}),
        ...(issueDate ? { issueDate } : {}),
      },
      order: { id: 'DESC' },
    });
  }

  /** Whether another invoice of this seller came with this number in the calendar year of the date. */
  async hasAnother(of: {
    readonly id: string;
    readonly sellerSiren: string;
    readonly number: string;
    readonly issueDate: string;
  }): Promise<boolean> {
    return this.tx.manager
      .createQueryBuilder(ReceivedInvoiceEntity, 'received')
      .where('received.organization_id = :organizationId', { organizationId: this.tx.organizationId })
      .andWhere('received.seller_siren = :sellerSiren AND received.number = :number AND received.id <> :id', of)
      .andWhere('extract(year FROM received.issue_date) = :year', { year: Number(of.issueDate.slice(0, 4)) })
      .getExists();
  }

  /** Whether a file is still to be fetched, or could not be: what it will say is not known. */
  async isAnyToCome(): Promise<boolean> {
    const { organizationId } = this.tx;
    return this.tx.manager.existsBy(ReceivedInvoiceEntity, { organizationId, state: In(['listed', 'failed']) });
  }

  /** Newest first. */
  async list({ before, limit, ...filter }: ReceivedFilter): Promise<ReceivedInvoice[]> {
    return this.tx.manager.find(ReceivedInvoiceEntity, {
      where: {
        organizationId: this.tx.organizationId,
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.number ? { number: filter.number } : {}),
        ...(filter.sellerSiren ? { sellerSiren: filter.sellerSiren } : {}),
        ...received(filter.receivedFrom, filter.receivedTo),
        ...(before ? { id: LessThan(before) } : {}),
      },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** One sealed column; null while it is empty. @throws AppError request.not_found */
  async sealed(id: string, column: SealedColumn): Promise<Buffer | null> {
    const row = await this.tx.manager.findOne(ReceivedInvoiceEntity, {
      select: { id: true, organizationId: true, [column]: true },
      where: this.row(id),
    });
    return found(id, row)[column] ?? null;
  }

  async update(id: string, change: ReceivedChange): Promise<void> {
    await this.tx.manager.update(ReceivedInvoiceEntity, this.row(id), change);
  }

  async setError(id: string, error: ReceivedError | null): Promise<void> {
    await this.tx.manager.query('UPDATE received_invoices SET error = $3 WHERE organization_id = $1 AND id = $2', [
      this.tx.organizationId,
      id,
      error === null ? null : JSON.stringify(error),
    ]);
  }

  private row(id: string): { organizationId: string; id: string } {
    return { organizationId: this.tx.organizationId, id };
  }

  private async findLocked(
    where: Pick<ReceivedInvoice, 'organizationId'> & Partial<Pick<ReceivedInvoice, 'id' | 'connectionId' | 'flowId'>>,
  ): Promise<ReceivedInvoice | null> {
    return this.tx.manager.findOne(ReceivedInvoiceEntity, { where, lock: { mode: 'pessimistic_write' } });
  }
}

function received(from?: Date, to?: Date): { receivedAt?: FindOperator<Date> } {
  if (from && to) return { receivedAt: Between(from, to) };
  if (from) return { receivedAt: MoreThanOrEqual(from) };
  return to ? { receivedAt: LessThanOrEqual(to) } : {};
}

function found<Row>(id: string, row: Row | null): Row {
  if (!row) throw new AppError('request.not_found', { detail: `There is no received invoice ${id}.` });
  return row;
}
