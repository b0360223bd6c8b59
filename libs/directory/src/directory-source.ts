import { createHash } from 'node:crypto';
import type { Connection } from '@onefacture/adapters';

/** One directory that can be asked. */
export interface DirectorySource {
  /** Names what it answers in the cache: two sources of one scope are believed alike. */
  readonly scope: string;
  /** What it is called with; opened only when it is called. @throws AppError platform.misconfigured */
  open(): Promise<Connection>;
}

/** The scope of a source: the same for all who ask the same directory with the same right to be believed. */
export function sourceScope(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
