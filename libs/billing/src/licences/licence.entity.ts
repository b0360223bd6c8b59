import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A feature given apart from the plan. */
@Entity('licences')
export class LicenceEntity {
  @PrimaryColumn('uuid')
  organizationId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  feature!: string;

  @Column('timestamptz')
  grantedAt!: Date;

  @Column('text')
  grantedBy!: string;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
