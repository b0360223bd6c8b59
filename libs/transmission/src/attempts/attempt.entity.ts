import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * PREPARED: committed, no byte sent. SENT: the call may be under way. ACKED: the platform has it. REJECTED: it
 * refused it. UNKNOWN: no clear answer; it is asked for the tracking id before anything is sent again.
 */
export type AttemptState = 'PREPARED' | 'SENT' | 'ACKED' | 'REJECTED' | 'UNKNOWN';

/** States in which the outcome is not known yet. */
export const OPEN_ATTEMPT_STATES: ReadonlySet<AttemptState> = new Set(['PREPARED', 'SENT', 'UNKNOWN']);

/** One attempt to have one invoice accepted, under one tracking id. */
@Entity('submission_attempts')
export class AttemptEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') invoiceId!: string;
  @Column('uuid') connectionId!: string;
  @Column('integer') number!: number;
  @Column('text') platform!: string;
  @Column('uuid') trackingId!: string;
  @Column('text') state!: AttemptState;
  @Column('text') syntax!: string;
  @Column('text', { nullable: true }) flowId!: string | null;
  /** Pending, Ok, Error, or the platform's own word. */
  @Column('text', { nullable: true }) acknowledgement!: string | null;
  /** How often the platform said it does not know the tracking id. */
  @Column('integer') notFoundLooks!: number;
  @Column('jsonb', { nullable: true }) error!: unknown;
  /** A Route: why it goes through this connection. Null for attempts from before routes were kept. */
  @Column('jsonb', { nullable: true }) route!: unknown;
  @Column('timestamptz') preparedAt!: Date;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  /** How often the platform was asked, sending and looking up together. */
  @Column('integer') calls!: number;
  /** When the platform is next asked what became of it, where it tells one by one; null once nothing can change. */
  @Column('timestamptz', { nullable: true }) statusDueAt!: Date | null;
}
