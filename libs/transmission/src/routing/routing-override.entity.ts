import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A connection that the organisation wants for a recipient, a company, both, or everything. */
@Entity('routing_overrides')
export class RoutingOverrideEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** Null: whoever receives. */
  @Column('text', { nullable: true }) recipientSiren!: string | null;
  /** Null: whichever company sends. */
  @Column('uuid', { nullable: true }) companyId!: string | null;
  @Column('uuid') connectionId!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
