import type { ReceivedStatus } from '@onefacture/invoice';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How far the file of a received invoice came: listed by the platform, stored and read, stored but unreadable, or not
 * to be had.
 */
export const RECEIVED_STATES = ['listed', 'stored', 'unreadable', 'failed'] as const;
/** One of them. */
export type ReceivedDocumentState = (typeof RECEIVED_STATES)[number];

/** An invoice that came in. What can be searched is plain; the file, what it says and the report on it are sealed. */
@Entity('received_invoices')
export class ReceivedInvoiceEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') connectionId!: string;
  /** The platform's id of the flow that brought it; once a connection. */
  @Column('text') flowId!: string;
  @Column('text') platform!: string;
  @Column('text', { nullable: true }) flowName!: string | null;
  /** FlowType of XP Z12-013, or the platform's own word. */
  @Column('text') flowType!: string;
  @Column('text') flowSyntax!: string;
  /** The platform's clock. */
  @Column('timestamptz') flowUpdatedAt!: Date;
  @Column('text') state!: ReceivedDocumentState;
  @Column('text') status!: ReceivedStatus;
  @Column('text', { nullable: true }) lifecycleCode!: string | null;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('text', { nullable: true }) typeCode!: string | null;
  @Column('date', { nullable: true }) issueDate!: string | null;
  @Column('date', { nullable: true }) dueDate!: string | null;
  @Column('text', { nullable: true }) sellerSiren!: string | null;
  @Column('text', { nullable: true }) sellerName!: string | null;
  @Column('text', { nullable: true }) buyerSiren!: string | null;
  @Column('text', { nullable: true }) buyerName!: string | null;
  @Column('text', { nullable: true }) currency!: string | null;
  @Column('numeric', { nullable: true }) net!: string | null;
  @Column('numeric', { nullable: true }) tax!: string | null;
  @Column('numeric', { nullable: true }) gross!: string | null;
  @Column('numeric', { nullable: true }) due!: string | null;
  /** cii, ubl, facturx; another word for a file that is none of these. */
  @Column('text', { nullable: true }) format!: string | null;
  @Column('text', { nullable: true }) profile!: string | null;
  @Column('text', { nullable: true }) mediaType!: string | null;
  @Column('text', { nullable: true }) filename!: string | null;
  /** Lower-case hex of the file. */
  @Column('text', { nullable: true }) sha256!: string | null;
  @Column('integer', { nullable: true }) size!: number | null;
  /** What the report comes to. */
  @Column('boolean', { nullable: true }) valid!: boolean | null;
  @Column('integer', { nullable: true }) score!: number | null;
  /** The file, sealed; only read where it is asked for. */
  @Column('bytea', { nullable: true, select: false }) original?: Buffer | null;
  /** What it says, sealed. */
  @Column('bytea', { nullable: true, select: false }) model?: Buffer | null;
  /** The report of its validation, sealed. */
  @Column('bytea', { nullable: true, select: false }) report?: Buffer | null;
  /** Why it cannot be read or fetched. */
  @Column('jsonb', { nullable: true }) error!: unknown;
  /** Failed fetches since it was listed or asked for again. */
  @Column('integer') failures!: number;
  /** Number of the next fetch; makes its job id. */
  @Column('integer') tries!: number;
  /** Null when nothing is to be fetched. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** When the platform had it. */
  @Column('timestamptz') receivedAt!: Date;
  @Column('timestamptz', { nullable: true }) storedAt!: Date | null;
  @Column('integer') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** A received invoice as lists and decisions need it: what is plain. */
export type ReceivedInvoice = Omit<ReceivedInvoiceEntity, 'original' | 'model' | 'report'>;
