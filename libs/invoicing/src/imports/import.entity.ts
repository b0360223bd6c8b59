import type { FieldFault } from '@onefacture/errors';
import type { DocumentFinding } from '@onefacture/formats';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Files that came in one upload. Rows are only ever added. */
@Entity('import_batches')
export class ImportBatchEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('timestamptz') createdAt!: Date;
}

/** Why a file of a batch was not stored: the problem that the same file alone would have been answered with. */
export interface ImportRefusal {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldFault[];
}

/** One file of a batch. Rows are only ever added. */
@Entity('import_drafts')
export class ImportDraftEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') batchId!: string;
  /** In the upload, from 0. */
  @Column('integer') position!: number;
  @Column('text') filename!: string;
  @Column('text') status!: 'stored' | 'refused';
  /** Null for a refused file, and once the DRAFT was deleted. */
  @Column('uuid', { nullable: true }) invoiceId!: string | null;
  @Column('jsonb', { nullable: true }) refusal!: ImportRefusal | null;
  @Column('jsonb') findings!: readonly DocumentFinding[];
}
