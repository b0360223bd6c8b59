import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is told, byte for byte the same for every endpoint and every attempt. */
@Entity('webhook_messages')
export class MessageEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') type!: string;
  @Column('uuid', { nullable: true }) subjectId!: string | null;
  @Column('text') body!: string;
  @Column('timestamptz') createdAt!: Date;
}
