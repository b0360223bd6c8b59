import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailLanguage, MailTemplate } from '../templates/mail-data.js';

/**
 * Where a mail stands. `unknown`: it was handed over, or nearly so, and no answer tells whether it arrived; it is not
 * sent again.
 */
export type MailState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown';

/** One mail to one address. */
@Entity('mails')
export class MailEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') template!: MailTemplate;
  @Column('text') language!: MailLanguage;
  /** Recipient and data, sealed; null once it is over. */
  @Column('bytea', { nullable: true }) content!: Buffer | null;
  @Column('text') state!: MailState;
  @Column('integer') attempts!: number;
  /** Number of the live job. */
  @Column('integer') tries!: number;
  /** Null once it is over. While it is being sent: when the attempt counts as lost. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) lastAttemptAt!: Date | null;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
