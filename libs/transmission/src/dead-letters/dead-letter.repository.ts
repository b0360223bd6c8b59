import type { OrganisationTransaction } from '@onefacture/database';
import { IsNull, LessThan, Not, type FindOptionsWhere } from 'typeorm';
import { DeadLetterEntity, type DeadLetterKind } from './dead-letter.entity.js';

/** What narrows a list of dead letters. */
export interface DeadLetterFilter {
  readonly kind?: DeadLetterKind | undefined;
  readonly platform?: string | undefined;
  /** Error code of the last failure. */
  readonly code?: string | undefined;
  readonly invoiceId?: string | undefined;
  /** Whether they were replayed; both when left out. */
  readonly replayed?: boolean | undefined;
}

/** The dead letters of the transaction's organisation. */
export class DeadLetterRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Writes one; a subject that already waits keeps its first. */
  async add(letter: Omit<DeadLetterEntity, 'organizationId' | 'replayedAt' | 'replayedBy'>): Promise<void> {
    await this.tx.manager
      .createQueryBuilder()
      .insert()
      .into(DeadLetterEntity)
      .values({ ...letter, reasons: () => ':reasons::jsonb', organizationId: this.tx.organizationId })
      .setParameter('reasons', JSON.stringify(letter.reasons))
      .orIgnore()
      .execute();
  }

  async find(id: string): Promise<DeadLetterEntity | null> {
    return this.tx.manager.findOneBy(DeadLetterEntity, { organizationId: this.tx.organizationId, id });
  }

  /** The row, locked until the transaction ends. */
  async lock(id: string): Promise<DeadLetterEntity | null> {
    return this.tx.manager.findOne(DeadLetterEntity, {
      where: { organizationId: this.tx.organizationId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Newest first. */
  async list(filter: DeadLetterFilter, limit: number, before?: string): Promise<DeadLetterEntity[]> {
    return this.tx.manager.find(DeadLetterEntity, {
      where: { ...this.where(filter), ...(before === undefined ? {} : { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** How many there are. */
  async count(filter: DeadLetterFilter): Promise<number> {
    return this.tx.manager.countBy(DeadLetterEntity, this.where(filter));
  }

  async setReplayed(id: string, at: Date, by: string): Promise<void> {
    await this.tx.manager.update(
      DeadLetterEntity,
      { organizationId: this.tx.organizationId, id },
      { replayedAt: at, replayedBy: by },
    );
  }

  /** What was retried another way no longer waits here. */
  async settle(kind: DeadLetterKind, subjectId: string, at: Date, by: string): Promise<void> {
    await this.tx.manager.update(
      DeadLetterEntity,
      { organizationId: this.tx.organizationId, kind, subjectId, replayedAt: IsNull() },
      { replayedAt: at, replayedBy: by },
    );
  }

  private where({ kind, platform, code, invoiceId, replayed }: DeadLetterFilter): FindOptionsWhere<DeadLetterEntity> {
    return {
      organizationId: this.tx.organizationId,
      ...(kind === undefined ? {} : { kind }),
      ...(platform === undefined ? {} : { platform }),
      ...(code === undefined ? {} : { code }),
      ...(invoiceId === undefined ? {} : { invoiceId }),
      ...(replayed === undefined ? {} : { replayedAt: replayed ? Not(IsNull()) : IsNull() }),
    };
  }
}
