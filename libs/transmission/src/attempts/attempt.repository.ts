import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import type { SubmissionError } from '@onefacture/invoicing';
import { In, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import type { Route } from '../routing/route.js';
import { AttemptEntity, type AttemptState } from './attempt.entity.js';

/** The submission attempts of the transaction's organisation. */
export class AttemptRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(attempt: Omit<AttemptEntity, 'organizationId' | 'error' | 'route'>, route: Route | null): Promise<void> {
    await insertRow(this.tx, AttemptEntity, { ...attempt, organizationId: this.tx.organizationId, error: null, route });
  }

  async latest(invoiceId: string): Promise<AttemptEntity | null> {
    return this.tx.manager.findOne(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, invoiceId },
      order: { number: 'DESC' },
    });
  }

  async list(invoiceId: string): Promise<AttemptEntity[]> {
    return this.tx.manager.find(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, invoiceId },
      order: { number: 'ASC' },
    });
  }

  /** The oldest first, from after `after`. */
  async page(limit: number, after: string | undefined): Promise<AttemptEntity[]> {
    return this.tx.manager.find(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, ...(after === undefined ? {} : { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /** The attempt a platform took as this flow. */
  async findByFlow(connectionId: string, flowId: string): Promise<AttemptEntity | null> {
    return this.tx.manager.findOne(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, connectionId, flowId },
      order: { number: 'DESC' },
    });
  }

  /** Attempts whose status is to be asked by `now`, the longest waiting first. */
  async dueForStatus(connectionId: string, now: Date, limit: number): Promise<AttemptEntity[]> {
    return this.tx.manager.find(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, connectionId, statusDueAt: LessThanOrEqual(now) },
      order: { statusDueAt: 'ASC' },
      take: limit,
    });
  }

  /** When the next of them is due. */
  async nextStatusDue(connectionId: string): Promise<Date | null> {
    const next = await this.tx.manager.findOne(AttemptEntity, {
      select: { id: true, organizationId: true, statusDueAt: true },
      where: { organizationId: this.tx.organizationId, connectionId, statusDueAt: Not(IsNull()) },
      order: { statusDueAt: 'ASC' },
    });
    return next?.statusDueAt ?? null;
  }

  /** Has the platform asked about these flows at `dueAt` at the latest. */
  async askSooner(connectionId: string, flowIds: readonly string[], dueAt: Date): Promise<void> {
    await this.tx.manager.update(
      AttemptEntity,
      {
        organizationId: this.tx.organizationId,
        connectionId,
        flowId: In([...flowIds]),
        statusDueAt: MoreThan(dueAt),
      },
      { statusDueAt: dueAt },
    );
  }

  async setError(id: string, error: SubmissionError | null): Promise<void> {
    await this.tx.manager.query('UPDATE submission_attempts SET error = $3 WHERE organization_id = $1 AND id = $2', [
      this.tx.organizationId,
      id,
      error === null ? null : JSON.stringify(error),
    ]);
  }

  async findByTrackingId(trackingId: string): Promise<AttemptEntity | null> {
    return this.tx.manager.findOneBy(AttemptEntity, { organizationId: this.tx.organizationId, trackingId });
  }

  async update(id: string, change: Omit<Partial<AttemptEntity>, 'error' | 'route'>): Promise<void> {
    await this.tx.manager.update(AttemptEntity, { organizationId: this.tx.organizationId, id }, change);
  }

  /** Whether the invoice has an attempt in one of these states. */
  async has(invoiceId: string, states: readonly AttemptState[]): Promise<boolean> {
    const attempts = await this.tx.manager.findBy(AttemptEntity, { organizationId: this.tx.organizationId, invoiceId });
    return attempts.some(({ state }) => states.includes(state));
  }
}
