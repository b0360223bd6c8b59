import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('organizations')
export class OrganisationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  mode!: 'test' | 'live';

  @Column('text')
  jurisdiction!: string;

  @Column('jsonb')
  settings!: object;

  /** Left to the database when it is made. */
  @Column('boolean', { default: true })
  checkInMails!: boolean;

  @Column('uuid', { nullable: true })
  twinId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  lastUsedAt!: Date;
}
