import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a lifecycle message says of an invoice that is not ours, while files are still to be fetched: it may be theirs. */
@Entity('waiting_statuses')
export class WaitingStatusEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') flowId!: string;
  @Column('text') number!: string;
  @Column('text', { nullable: true }) sellerSiren!: string | null;
  /** The message, sealed. */
  @Column('bytea') payload!: Buffer;
  @Column('timestamptz') createdAt!: Date;
}
