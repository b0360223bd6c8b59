import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('companies')
export class CompanyEntity {
  @PrimaryColumn('uuid')
  organizationId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  siren!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  settings!: object;

  @Column('timestamptz')
  createdAt!: Date;
}
