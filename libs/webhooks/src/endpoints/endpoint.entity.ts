import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a customer wants to be told. */
@Entity('webhook_endpoints')
export class EndpointEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') url!: string;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text', { array: true }) eventTypes!: string[];
  /** Sealed; the customer saw it once. */
  @Column('bytea') secret!: Buffer;
  @Column('boolean') enabled!: boolean;
  @Column('text', { nullable: true }) disabledReason!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
