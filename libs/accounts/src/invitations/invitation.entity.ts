import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../members/member.js';
import type { Language } from '../users/user.js';

@Entity('invitations')
export class InvitationEntity {
  @PrimaryColumn('uuid')
  organizationId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  @Column('text')
  role!: Role;

  @Column('text')
  language!: Language;

  @Column('uuid')
  invitedBy!: string;

  @Column('bytea')
  digest!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
