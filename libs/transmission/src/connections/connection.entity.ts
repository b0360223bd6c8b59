import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation's account at a platform. */
@Entity('platform_connections')
export class ConnectionEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') platform!: string;
  /** The syntax this connection is sent. */
  @Column('text') syntax!: string;
  /** See StoredSettings; nothing secret. */
  @Column('jsonb') settings!: unknown;
  /** Sealed; see ConnectionSecrets. */
  @Column('bytea', { nullable: true }) credentials!: Buffer | null;
  @Column('timestamptz', { nullable: true }) credentialsSetAt!: Date | null;
  @Column('boolean') isDefault!: boolean;
  /** False: nothing new is sent through it; what is under way is followed. */
  @Column('boolean') enabled!: boolean;
  /** Where reading the platform's changes stopped. */
  @Column('text', { nullable: true }) cursor!: string | null;
  /** Number of the next poll; makes its job id. */
  @Column('integer') pollNumber!: number;
  /** Null while nothing at the platform can change. */
  @Column('timestamptz', { nullable: true }) pollDueAt!: Date | null;
  /** Until when a poll that is under way counts as alive; it renews this while it reads. */
  @Column('timestamptz', { nullable: true }) pollLeaseUntil!: Date | null;
  @Column('jsonb', { nullable: true }) lastError!: unknown;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
