import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a delivery stands. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One message on its way to one endpoint. */
@Entity('webhook_deliveries')
export class DeliveryEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') messageId!: string;
  @Column('uuid') endpointId!: string;
  @Column('text') state!: DeliveryState;
  /** Answers or failures so far. */
  @Column('integer') attempts!: number;
  /** Number of the live job; grows with every attempt, also over replays. */
  @Column('integer') tries!: number;
  /** Null once it is over. While an attempt runs: when it counts as lost. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) lastAttemptAt!: Date | null;
  @Column('integer', { nullable: true }) responseStatus!: number | null;
  @Column('text', { nullable: true }) responseBody!: string | null;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('integer', { nullable: true }) durationMs!: number | null;
  @Column('timestamptz') createdAt!: Date;
}
