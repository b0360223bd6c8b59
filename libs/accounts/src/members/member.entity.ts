import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from './member.js';

@Entity('members')
export class MemberEntity {
  @PrimaryColumn('uuid')
  organizationId!: string;

  @PrimaryColumn('uuid')
  userId!: string;

  @Column('text')
  role!: Role;

  @Column('timestamptz')
  createdAt!: Date;
}
