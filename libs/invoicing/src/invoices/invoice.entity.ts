import type { InvoiceStatus, SubmissionState } from '@onefacture/invoice';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an invoice came in: as JSON, or as a file of the caller's that travels as it is. */
export type InvoiceSource = 'json' | 'cii' | 'ubl' | 'facturx';

/** A stored invoice. What can be searched is plain; the model itself is sealed (design decision 13). */
@Entity('invoices')
export class InvoiceEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') companyId!: string;
  @Column('text') profile!: string;
  @Column('text') typeCode!: string;
  @Column('text') number!: string;
  @Column('text') currency!: string;
  @Column('date') issueDate!: string;
  @Column('date', { nullable: true }) dueDate!: string | null;
  @Column('text') sellerSiren!: string;
  @Column('text') sellerName!: string;
  @Column('text', { nullable: true }) buyerSiren!: string | null;
  @Column('text') buyerName!: string;
  @Column('numeric') net!: string;
  @Column('numeric') tax!: string;
  @Column('numeric') gross!: string;
  @Column('numeric') due!: string;
  @Column('text') status!: InvoiceStatus;
  @Column('text', { nullable: true }) lifecycleCode!: string | null;
  @Column('text', { nullable: true }) submissionState!: SubmissionState | null;
  @Column('integer') submissionAttempts!: number;
  @Column('integer') submissionTries!: number;
  /** How often a worker took it and did not come to an end: a file that kills workers is put aside. */
  @Column('integer') submissionClaims!: number;
  @Column('jsonb', { nullable: true }) submissionError!: unknown;
  @Column('timestamptz', { nullable: true }) submissionDueAt!: Date | null;
  @Column('boolean') numberHeld!: boolean;
  @Column('boolean') numberSpent!: boolean;
  @Column('uuid', { nullable: true }) retryOf!: string | null;
  @Column('text') source!: InvoiceSource;
  /** A credit note for the books alone, after a rejection: it is never sent. */
  @Column('boolean') internal!: boolean;
  @Column('bytea') model!: Buffer;
  @Column('integer') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** A stored invoice as a list needs it: what is plain, without the sealed model. */
export type InvoiceSummary = Omit<InvoiceEntity, 'model'>;
