import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How much an endpoint is told: ids and codes, or the invoice as a list shows it. */
export type PayloadKind = 'thin' | 'full';

/** A key that was rotated away and still signs until its end; sealed parts in base64. */
export interface RetiredKey {
  readonly secret: string;
  readonly signing_key: string | null;
  readonly public_key: string | null;
  readonly expires_at: string;
}

/** What of a client certificate may be shown. */
export interface CertificateFacts {
  readonly subject: string;
  readonly fingerprint_sha256: string;
  readonly not_after: string;
}

/** Where a customer wants to be told. */
@Entity('webhook_endpoints')
export class EndpointEntity {
  @PrimaryColumn('uuid') organizationId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') url!: string;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text', { array: true }) eventTypes!: string[];
  @Column('text') payload!: PayloadKind;
  /** Sealed; the customer saw it once. */
  @Column('bytea') secret!: Buffer;
  /** Sealed ed25519 key; null for an endpoint from before v1a, until its secret is rotated. */
  @Column('bytea', { nullable: true }) signingKey!: Buffer | null;
  @Column('text', { nullable: true }) publicKey!: string | null;
  /** Newest first. */
  @Column('jsonb') retiredKeys!: RetiredKey[];
  /** Sealed JSON of the customer's own headers; null without. */
  @Column('bytea', { nullable: true }) headers!: Buffer | null;
  @Column('text', { array: true }) headerNames!: string[];
  /** Addresses and networks; everywhere when empty. */
  @Column('text', { array: true }) allowedIps!: string[];
  /** Sealed JSON of certificate and key, PEM; null without. */
  @Column('bytea', { nullable: true }) clientCertificate!: Buffer | null;
  @Column('jsonb', { nullable: true }) clientCertificateFacts!: CertificateFacts | null;
  /** Seconds between attempts; null for the installation's. */
  @Column('integer', { array: true, nullable: true }) retrySchedule!: number[] | null;
  @Column('integer') maxConcurrency!: number;
  /** Calls a second at most; null for no limit. */
  @Column('integer', { nullable: true }) rateLimit!: number | null;
  @Column('boolean') enabled!: boolean;
  @Column('text', { nullable: true }) disabledReason!: string | null;
  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;
  @Column('timestamptz', { nullable: true }) lastFailureAt!: Date | null;
  @Column('integer') warnedPercent!: number;
  @Column('timestamptz', { nullable: true }) coolUntil!: Date | null;
  @Column('integer') overloads!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
