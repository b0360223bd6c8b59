import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One thing that happened to an invoice we received. Rows are only ever added. */
@Entity('received_events')
export class ReceivedEventEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') receivedId!: string;
  /** Where it came from; the same source is recorded once. */
  @Column('text') sourceKey!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) code!: string | null;
  /** Of a code we stated, and of its refusal: the message that carried it. */
  @Column('uuid', { nullable: true }) messageId!: string | null;
  /** Official time. */
  @Column('timestamptz') at!: Date;
  @Column('timestamptz') recordedAt!: Date;
  @Column('text') event!: string;
  @Column('text') status!: string;
  @Column('text', { nullable: true }) lifecycleCode!: string | null;
  @Column('text') origin!: string;
  @Column('jsonb', { nullable: true }) reason!: Record<string, unknown> | null;
  @Column('jsonb') amounts!: Record<string, unknown>[];
  @Column('text', { nullable: true }) rawWord!: string | null;
  @Column('bytea', { nullable: true }) rawPayload!: Buffer | null;
}
