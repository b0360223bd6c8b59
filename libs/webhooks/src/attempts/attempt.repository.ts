import { insertRow, type OrganisationTransaction } from '@onefacture/database';
import { LessThan } from 'typeorm';
import { AttemptEntity, type AttemptResult } from './attempt.entity.js';

/** What narrows a list of attempts. */
export interface AttemptFilter {
  readonly endpointId?: string | undefined;
  readonly deliveryId?: string | undefined;
  readonly result?: AttemptResult | undefined;
  readonly responseStatus?: number | undefined;
  readonly eventType?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The attempts of the transaction's organisation; they are only added to. */
export class AttemptRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(attempt: Omit<AttemptEntity, 'organizationId'>): Promise<void> {
    await insertRow(this.tx, AttemptEntity, { ...attempt, organizationId: this.tx.organizationId });
  }

  /** Newest first. */
  async list({ before, limit, ...wanted }: AttemptFilter): Promise<AttemptEntity[]> {
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    return this.tx.manager.find(AttemptEntity, {
      where: { organizationId: this.tx.organizationId, ...given, ...(before ? { id: LessThan(before) } : {}) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Empties what receivers answered to a message: they may have repeated it. */
  async expungeAnswers(messageId: string): Promise<void> {
    const { organizationId } = this.tx;
    await this.tx.manager.update(AttemptEntity, { organizationId, messageId }, { responseBody: null });
  }
}
