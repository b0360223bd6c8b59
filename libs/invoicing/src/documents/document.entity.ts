import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A frozen document: made once, its bytes sealed, served as they are for ever. */
@Entity('documents')
export class DocumentEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') invoiceId!: string;
  @PrimaryColumn('text') kind!: string;
  @Column('text') mediaType!: string;
  @Column('text') filename!: string;
  @Column('text') sha256!: string;
  @Column('integer') size!: number;
  @Column('text') programVersion!: string;
  @Column('bytea') bytes!: Buffer;
  @Column('timestamptz') frozenAt!: Date;
}
