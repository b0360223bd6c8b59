import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is told, byte for byte the same for every endpoint of its kind and every attempt. */
@Entity('webhook_messages')
export class MessageEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') type!: string;
  @Column('uuid', { nullable: true }) subjectId!: string | null;
  /** Empty once it was expunged. */
  @Column('text') body!: string;
  /** For endpoints whose payload is full; null where that says no more. */
  @Column('text', { nullable: true }) fullBody!: string | null;
  @Column('timestamptz', { nullable: true }) expungedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;
}
