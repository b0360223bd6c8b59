/** `waiting` for a worker, being made, `ready` to be downloaded, given up, or deleted after its time. */
export const EXPORT_STATES = ['waiting', 'running', 'ready', 'failed', 'expired'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** One ZIP with all that an organisation has. */
export interface DataExport {
  readonly id: string;
  readonly state: ExportState;
  /** As in the audit trail. */
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Until when it can be downloaded; null before it is ready. */
  readonly expiresAt: Date | null;
  /** How far it is, by invoices; 100 when it is ready. */
  readonly percent: number;
  /** Files in it so far. */
  readonly files: number;
  /** Bytes of the ZIP so far. */
  readonly size: number;
  /** In how many parts the ZIP is stored. */
  readonly chunks: number;
  /** Of the whole ZIP, lower-case hex; null before it is ready. */
  readonly sha256: string | null;
  /** Code of what went wrong last. */
  readonly error: string | null;
  /** Number of the present try. */
  readonly tries: number;
  readonly dueAt: Date | null;
}

/** How far an export is. */
export type ExportProgress = Pick<DataExport, 'percent' | 'files' | 'size' | 'chunks'>;
