import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an attempt ended. */
export type AttemptResult = 'succeeded' | 'failed';

/** One call to a receiver, kept as it was. */
@Entity('webhook_attempts')
export class AttemptEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') endpointId!: string;
  /** Null for an example that was sent by hand. */
  @Column('uuid', { nullable: true }) deliveryId!: string | null;
  @Column('uuid') messageId!: string;
  @Column('text') eventType!: string;
  /** 1 for the first of its delivery; starts anew with a replay. */
  @Column('integer') number!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') result!: AttemptResult;
  @Column('integer', { nullable: true }) responseStatus!: number | null;
  /** The first 16 KiB. */
  @Column('text', { nullable: true }) responseBody!: string | null;
  @Column('boolean') responseTruncated!: boolean;
  /** The customer's own are named without their values. */
  @Column('jsonb') requestHeaders!: Record<string, string>;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('integer') durationMs!: number;
}
