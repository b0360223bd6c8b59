import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was given up: bringing an invoice to its platform, or a lifecycle message about one. */
export type DeadLetterKind = 'submission' | 'message';

/** Something that is not tried again until a person says so. */
@Entity('dead_letters')
export class DeadLetterEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: DeadLetterKind;
  /** The invoice, or the outgoing message. */
  @Column('uuid') subjectId!: string;
  /** Null for a message about a received invoice. */
  @Column('uuid', { nullable: true }) invoiceId!: string | null;
  /** Number of the invoice it is about. */
  @Column('text') number!: string;
  @Column('uuid', { nullable: true }) connectionId!: string | null;
  @Column('text', { nullable: true }) platform!: string | null;
  /** Error code of the last failure, such as `platform.unavailable`. */
  @Column('text') code!: string;
  @Column('text') message!: string;
  @Column('jsonb') reasons!: unknown;
  /** Failures before it was given up. */
  @Column('integer') attempts!: number;
  @Column('timestamptz') diedAt!: Date;
  @Column('timestamptz', { nullable: true }) replayedAt!: Date | null;
  @Column('text', { nullable: true }) replayedBy!: string | null;
}
