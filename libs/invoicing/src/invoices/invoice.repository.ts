import { AppError } from '@onefacture/errors';
import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import type { InvoiceStatus } from '@onefacture/invoice';
import { Between, LessThan, LessThanOrEqual, MoreThanOrEqual, QueryFailedError, type FindOperator } from 'typeorm';
import { InvoiceEntity, type InvoiceSummary } from './invoice.entity.js';

/** What narrows a list of invoices. */
export interface InvoiceFilter {
  readonly status?: InvoiceStatus | undefined;
  readonly number?: string | undefined;
  readonly buyerSiren?: string | undefined;
  readonly issuedFrom?: string | undefined;
  readonly issuedTo?: string | undefined;
  /** Only invoices made before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What may change after an invoice was stored, besides the reason a submission failed. */
export type InvoiceChange = Omit<Partial<InvoiceEntity>, 'organizationId' | 'id' | 'submissionError'>;

/** Why a submission did not get through, as shown to the caller. */
export interface SubmissionError {
  readonly code: string;
  readonly message: string;
  readonly reasons?: readonly {
    readonly code: string;
    readonly message: string;
    /** Of reasons of our own; a platform words its own in one language. */
    readonly message_fr?: string;
  }[];
}

/** The invoices of the transaction's organisation. */
export class InvoiceRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** @throws AppError invoice.duplicate_number */
  async insert(invoice: Omit<InvoiceEntity, 'organizationId' | 'submissionError'>): Promise<void> {
    await onceNumbered(invoice.number, () =>
      insertRow(this.tx, InvoiceEntity, { ...invoice, organizationId: this.tx.organizationId, submissionError: null }),
    );
  }

  /** @throws AppError request.not_found, also for another organisation's id */
  async get(id: string): Promise<InvoiceEntity> {
    return found(id, await this.tx.manager.findOneBy(InvoiceEntity, { organizationId: this.tx.organizationId, id }));
  }

  /** The row, locked until the transaction ends. @throws AppError request.not_found */
  async lock(id: string): Promise<InvoiceEntity> {
    const where = { organizationId: this.tx.organizationId, id };
    return found(id, await this.tx.manager.findOne(InvoiceEntity, { where, lock: { mode: 'pessimistic_write' } }));
  }

  /** The invoice a lifecycle message speaks of; the newest when a number was used again after a cancellation. */
  async findByNumber(given: {
    readonly number: string;
    readonly sellerSiren?: string | undefined;
    readonly issueDate?: string | undefined;
  }): Promise<InvoiceEntity | null> {
    const { number, sellerSiren, issueDate } = given;
    return this.tx.manager.findOne(InvoiceEntity, {
      where: {
        organizationId: this.tx.organizationId,
        number,
        ...(sellerSiren ? { sellerSiren } : {}),
        ...(issueDate ? { issueDate } : {}),
      },
      order: { id: 'DESC' },
    });
  }

  /** Whether a live or spent number of the seller stands in the calendar year of the date. */
  async isNumberHeld(of: {
    readonly sellerSiren: string;
    readonly number: string;
    readonly issueDate: string;
  }): Promise<boolean> {
    return this.tx.manager
      .createQueryBuilder(InvoiceEntity, 'invoice')
      .where('invoice.organization_id = :organizationId', { organizationId: this.tx.organizationId })
      .andWhere('invoice.seller_siren = :sellerSiren AND invoice.number = :number AND invoice.number_held', of)
      .andWhere('extract(year FROM invoice.issue_date) = :year', { year: Number(of.issueDate.slice(0, 4)) })
      .getExists();
  }

  /** @throws AppError invoice.duplicate_number when the change takes a number that is held */
  async update(id: string, change: InvoiceChange): Promise<void> {
    await onceNumbered(change.number ?? '', () =>
      this.tx.manager.update(InvoiceEntity, { organizationId: this.tx.organizationId, id }, change),
    );
  }

  async setSubmissionError(id: string, error: SubmissionError | null): Promise<void> {
    await this.tx.manager.query('UPDATE invoices SET submission_error = $3 WHERE organization_id = $1 AND id = $2', [
      this.tx.organizationId,
      id,
      error === null ? null : JSON.stringify(error),
    ]);
  }

  async delete(id: string): Promise<void> {
    await this.tx.manager.delete(InvoiceEntity, { organizationId: this.tx.organizationId, id });
  }

  /** Newest first; without the models, which are most of the bytes of a row. */
  async list({ before, limit, ...filter }: InvoiceFilter): Promise<InvoiceSummary[]> {
    const { columns } = this.tx.manager.dataSource.getMetadata(InvoiceEntity);
    const plain = columns.map(({ propertyName }) => propertyName).filter((name) => name !== 'model');
    return this.tx.manager.find(InvoiceEntity, {
      select: Object.fromEntries(plain.map((name) => [name, true])),
      where: {
        organizationId: this.tx.organizationId,
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.number ? { number: filter.number } : {}),
        ...(filter.buyerSiren ? { buyerSiren: filter.buyerSiren } : {}),
        ...issued(filter.issuedFrom, filter.issuedTo),
        ...(before ? { id: LessThan(before) } : {}),
      },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Whether something at the platform may still change, and when the youngest of it last did. */
  async lastMovementOfOpen(finalStatuses: readonly string[]): Promise<Date | null> {
    const rows = await this.tx.manager
      .createQueryBuilder(InvoiceEntity, 'invoice')
      .select('max(invoice.updated_at)', 'moved')
      .where('invoice.organization_id = :organizationId', { organizationId: this.tx.organizationId })
      .andWhere(`invoice.submission_state = 'accepted'`)
      .andWhere('invoice.status <> ALL(:finalStatuses)', { finalStatuses })
      .getRawOne<{ moved: Date | null }>();
    return rows?.moved ?? null;
  }
}

function issued(from?: string, to?: string): { issueDate?: FindOperator<string> } {
  if (from && to) return { issueDate: Between(from, to) };
  if (from) return { issueDate: MoreThanOrEqual(from) };
  return to ? { issueDate: LessThanOrEqual(to) } : {};
}

function found(id: string, invoice: InvoiceEntity | null): InvoiceEntity {
  if (!invoice) throw new AppError('request.not_found', { detail: `There is no invoice ${id}.` });
  return invoice;
}

/** The unique index is the judge: two creations at the same moment are told apart by Postgres, not by a look before. */
async function onceNumbered(number: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof QueryFailedError && cause.message.includes('invoices_number_once')) {
      throw new AppError('invoice.duplicate_number', {
        detail: `The number ${number} is already used by this seller in this calendar year.`,
        errors: [{ field: 'number', code: 'DUPLICATE', message: 'Give the invoice a number that was not used yet.' }],
        cause,
      });
    }
    throw cause;
  }
}
