import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttemptState } from '../attempts/attempt.entity.js';

/** A lifecycle message of ours (CDAR) on its way to the platform that holds the invoice, under one tracking id. */
@Entity('outgoing_messages')
export class OutgoingMessageEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** The invoice of ours it speaks of; null when it answers a received one. */
  @Column('uuid', { nullable: true }) invoiceId!: string | null;
  /** The received invoice it answers. */
  @Column('uuid', { nullable: true }) receivedId!: string | null;
  @Column('uuid') connectionId!: string;
  /** The lifecycle code it states. */
  @Column('text') code!: string;
  @Column('text') fileName!: string;
  /** Lower-case hex of the XML's bytes. */
  @Column('text') sha256!: string;
  /** The XML, sealed. */
  @Column('bytea') message!: Buffer;
  @Column('uuid') trackingId!: string;
  /** As of a submission attempt. */
  @Column('text') state!: AttemptState;
  @Column('integer') failures!: number;
  /** Number of the next step; makes its job id. */
  @Column('integer') tries!: number;
  @Column('integer') notFoundLooks!: number;
  /** Null when nothing more is done by itself. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('text', { nullable: true }) flowId!: string | null;
  /** Pending, Ok, Error, or the platform's own word. */
  @Column('text', { nullable: true }) acknowledgement!: string | null;
  @Column('jsonb', { nullable: true }) error!: unknown;
  @Column('timestamptz') createdAt!: Date;
}
