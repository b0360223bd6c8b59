import { Entity, PrimaryColumn } from 'typeorm';

/** One invoice that corrects or credits another one of the organisation. */
@Entity('invoice_corrections')
export class CorrectionEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') invoiceId!: string;
  @PrimaryColumn('uuid') correctsId!: string;
}
